"""The words of messages: the desk's own, what stands for what in them, and how long a text message is.

A template names its values in braces. A sentence whose value is empty (nobody asks the thing back, so there is no
day in it) is left out, so that one template serves every case. What a text message says of things is their number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from concierge_desk.errors import BadInput
from concierge_desk.models import Channel, Stage
from concierge_desk.texts import N_, Texts

PLACEHOLDERS = ("name", "count", "list", "until", "house", "hours")
_KNOWN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_ANY = re.compile(r"\{[^{}\n]*\}")
_SENTENCES = re.compile(r"(?<=[.!?])[ \u00a0]+")
_TYPED = str.maketrans({
    "’": "'", "\u2018": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "…": "...",
    "\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "OE", "·": "-",
})  # fmt: skip
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWO = frozenset("^{}\\[~]|€\f")
_Sentence = list[str]
"""A sentence cut at its words in braces: what is between them at even places, their names at odd ones."""
_ONE, _PART, _ONE_WIDE, _PART_WIDE = 160, 153, 70, 67


class PlaceholderUnknown(BadInput):
    """A word in braces that stands for nothing."""

    sentence = N_("“{value}” stands for nothing. In braces only these: {known}.")
    known: ClassVar[str] = ", ".join("{" + name + "}" for name in PLACEHOLDERS)


class BraceAlone(BadInput):
    """A brace without its other one."""

    sentence = N_("There is a brace without its other one near “{value}”. Write for example {example}.")


class ListInTextMessage(BadInput):
    """The list of things in a text message, which others may read over somebody's shoulder."""

    sentence = N_("A text message says how many things wait, never which. Write {example} instead.")


@dataclass(frozen=True, slots=True)
class Template:
    """A subject and a body with words in braces."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class SmsLength:
    """How long a text message is: its characters, and how many messages are paid for it."""

    characters: int
    parts: int


_MAIL = {
    Stage.FIRST: Template(
        N_("{house}: something is waiting for you"),
        N_(
            "Hello {name},\n\nThis is waiting for you: {count}.\n{list}\n\n"
            "Please collect it by {until}. We are open {hours}.\n\n{house}"
        ),
    ),
    Stage.REMINDER: Template(
        N_("{house}: something is still waiting for you"),
        N_(
            "Hello {name},\n\nThis is still waiting for you: {count}.\n{list}\n\n"
            "Please collect it by {until}. We are open {hours}.\n\n{house}"
        ),
    ),
    Stage.LAST: Template(
        N_("{house}: please come by {until}"),
        N_(
            "Hello {name},\n\nThis is our last message. This is still waiting for you: {count}.\n{list}\n\n"
            "After {until} the mail goes back to its sender. We are open {hours}.\n\n{house}"
        ),
    ),
}
_SMS = {
    Stage.FIRST: Template("", N_("{house}: {count} for you at the desk. Please collect by {until}.")),
    Stage.REMINDER: Template(
        "", N_("{house}: {count} still waiting for you at the desk. Please collect by {until}.")
    ),
    Stage.LAST: Template("", N_("{house}: last message, {count} for you. After {until} the mail goes back.")),
}
_CALL = {
    Stage.FIRST: Template(
        "",
        N_(
            "Hello {name}. This is {house}. We have {count} for you. You can collect it by {until}. "
            "We are open {hours}."
        ),
    ),
    Stage.REMINDER: Template(
        "",
        N_(
            "Hello {name}. This is {house}. We still have {count} for you. You can collect it by {until}. "
            "We are open {hours}."
        ),
    ),
    Stage.LAST: Template(
        "",
        N_(
            "Hello {name}. This is {house}. We still have {count} for you. "
            "After {until} the mail goes back to its sender. We are open {hours}."
        ),
    ),
}
_SLIP = {
    Stage.FIRST: Template(
        N_("Something is waiting for you"),
        N_("This is waiting for you: {count}.\n{list}\nPlease collect it by {until}. We are open {hours}."),
    ),
    Stage.REMINDER: Template(
        N_("Something is still waiting for you"),
        N_(
            "This is still waiting for you: {count}.\n{list}\n"
            "Please collect it by {until}. We are open {hours}."
        ),
    ),
    Stage.LAST: Template(
        N_("Please come by {until}"),
        N_(
            "This is still waiting for you: {count}.\n{list}\n"
            "After {until} the mail goes back to its sender. We are open {hours}."
        ),
    ),
}
_OWN = {Channel.EMAIL: _MAIL, Channel.SMS: _SMS, Channel.PHONE: _CALL, Channel.COUNTER: _SLIP}


def built_in(stage: Stage, channel: Channel, language: str) -> Template:
    """Give the desk's own words of a message, with their braces."""
    own, t = _OWN[channel][stage], Texts(language)
    return Template(t(own.subject), t(own.body))


def check(template: str, channel: Channel) -> None:
    """Refuse a template that could not be filled in. Raises PlaceholderUnknown, BraceAlone, ListInTextMessage."""
    for found in _ANY.finditer(template):
        if not _KNOWN.fullmatch(found[0]):
            raise PlaceholderUnknown(value=found[0], known=PlaceholderUnknown.known)
    rest = _KNOWN.sub(" ", template)
    for brace in "{}":
        if brace in rest:
            at = rest.index(brace)
            raise BraceAlone(value=rest[max(0, at - 10) : at + 10].strip(), example="{name}")
    if channel is Channel.SMS and "{list}" in template:
        raise ListInTextMessage(example="{count}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Fill a template in; a sentence with an empty value is left out, and so is a line of which nothing is left."""
    lines = [(is_empty, _fill_line(sentences, values)) for is_empty, sentences in _parsed(template)]
    return "\n".join(filled for is_empty, filled in lines if filled or is_empty).strip()


def _fill_line(sentences: Sequence[_Sentence], values: Mapping[str, str]) -> str:
    whole = (pieces for pieces in sentences if all(values.get(name) for name in pieces[1::2]))
    return " ".join(
        "".join(values[piece] if at % 2 else piece for at, piece in enumerate(pieces)) for pieces in whole
    )


@lru_cache(maxsize=64)
def _parsed(template: str) -> list[tuple[bool, list[_Sentence]]]:
    """Take a template apart once for all its readers: whether each line is empty, and its sentences."""
    return [
        (not line.strip(), [_KNOWN.split(each) for each in _SENTENCES.split(line)])
        for line in template.splitlines()
    ]


def typed(text: str) -> str:
    """Write a text message with the signs of a telephone's keyboard: printers' signs would make it twice as long."""
    return text.translate(_TYPED)


def sms_length(text: str) -> SmsLength:
    """Count a text message as it is paid for (3GPP TS 23.038: 160 characters, or 70 with other letters)."""
    if all(each in _GSM or each in _GSM_TWO for each in text):
        count = sum(2 if each in _GSM_TWO else 1 for each in text)
        one, part = _ONE, _PART
    else:
        count, one, part = len(text.encode("utf-16-le")) // 2, _ONE_WIDE, _PART_WIDE
    return SmsLength(count, 1 if count <= one else -(-count // part))
