"""The house's own words of messages, by stage, channel and language; where there are none the desk's own hold."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import formats
from concierge_desk.errors import TextTooLong
from concierge_desk.models import Channel, House, MessageText, Stage
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import message_words, rights, typed
from concierge_desk.operations.message_words import Template
from concierge_desk.operations.rights import Right
from concierge_desk.texts import N_, Texts

CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.COUNTER)
"""By which a message goes, in the order of the settings."""
Key = tuple[Stage, Channel, str]
LONGEST = 2_000
_EXAMPLES = (N_("Parcel"), N_("Parcel"), N_("Registered letter"))
LONGEST_SMS = 459
"""Three messages in one, as every telephone can put together."""


def own(session: Session) -> dict[Key, Template]:
    """Gather the house's own words."""
    found = session.scalars(select(MessageText))
    return {
        (each.stage, each.channel, each.language): Template(each.subject, each.body)
        for each in found
        if each.body
    }


def words_of(texts: Mapping[Key, Template], *, stage: Stage, channel: Channel, language: str) -> Template:
    """Give the words of a message: the house's own, or the desk's."""
    return texts.get((stage, channel, language)) or message_words.built_in(stage, channel, language)


def change(
    session: Session,
    *,
    stage: Stage,
    channel: Channel,
    language: str,
    subject: str,
    body: str,
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> MessageText | None:
    """Keep the house's own words of a message; the desk's own again, and None, where they are the same or empty.

    Raises PlaceholderUnknown, BraceAlone, ListInTextMessage, TextTooLong, RightMissing.
    """
    kept = Template(typed.line(subject, typed.LINE), _lines(body, channel))
    for said in (kept.subject, kept.body):
        message_words.check(said, channel)
    rights.require(
        session,
        Right.KEEP_HOUSE,
        key=f"message {stage.value} {channel.value} {language}",
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    there = session.get(MessageText, (stage, channel, language))
    if not kept.body or _plain(kept) == _plain(message_words.built_in(stage, channel, language)):
        if there is not None:
            session.delete(there)
        return None
    made = there or MessageText(stage=stage, channel=channel, language=language)
    made.subject, made.body = kept.subject, kept.body
    session.add(made)
    session.flush()
    return made


def _plain(template: Template) -> tuple[str, str]:
    """Write a template with ordinary spaces: a field of the window forgets which ones must not break."""
    subject, body = (said.replace("\u00a0", " ") for said in (template.subject, template.body))
    return subject, body


def _lines(body: str, channel: Channel) -> str:
    """Clean a text line by line. Raises TextTooLong."""
    most = LONGEST_SMS if channel is Channel.SMS else LONGEST
    kept = "\n".join(typed.line(each, most) for each in body.splitlines()).strip()
    if len(kept) > most:
        raise TextTooLong(value=kept[:20], most=most)
    return kept


def allow_ways(session: Session, *, at: datetime, staff_id: int, authorisation_id: int | None = None) -> None:
    """Let somebody change by which server and gateway messages go. Raises RightMissing."""
    rights.require(
        session,
        Right.KEEP_HOUSE,
        key="message ways",
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )


def example(session: Session, *, on: date, language: str) -> dict[str, str]:
    """Give what stands for each word in braces in an example, so that a text can be looked at."""
    t, house = Texts(language), session.get(House, THE_HOUSE)
    return {
        "name": "Claire Dupont",
        "count": ", ".join((t.many("{n} parcel", "{n} parcels", 2), t.many("{n} letter", "{n} letters", 1))),
        "list": "\n".join(f"– {t(word)} (0000 00{n})" for n, word in enumerate(_EXAMPLES, 17)),
        "until": formats.day_long(on + timedelta(days=3), language),
        "house": "" if house is None else house.name,
        "hours": hours(house, language),
    }


def hours(house: House | None, language: str) -> str:
    """Say in one line when the house is open."""
    return "" if house is None else "; ".join(formats.opening(house.opening, Texts(language)))
