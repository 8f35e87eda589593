"""The words of messages: filled in, checked, measured, and the house's own instead of the desk's."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.desk import Desk
from concierge_desk.errors import BadInput
from concierge_desk.models import Channel, Stage
from concierge_desk.operations import message_texts, message_words
from concierge_desk.operations.message_words import (
    PLACEHOLDERS,
    BraceAlone,
    ListInTextMessage,
    PlaceholderUnknown,
    SmsLength,
    Template,
)
from concierge_desk.operations.rights import RightMissing
from tests.make import IDS

VALUES = {
    "name": "Claire", "count": "2 colis", "list": "– a\n– b", "until": "jeudi", "house": "Darwin", "hours": "9 h",
}  # fmt: skip
EVERY = list(itertools.product(Stage, message_texts.CHANNELS, ("fr", "en")))


@pytest.mark.parametrize(("stage", "channel", "language"), EVERY)
def test_the_desks_own_words_can_be_filled_in(stage: Stage, channel: Channel, language: str) -> None:
    """In both languages, with a last day and without; no brace is left, and a text message is one message."""
    own = message_words.built_in(stage, channel, language)
    for said in (own.subject, own.body):
        message_words.check(said, channel)
    for values in (VALUES, VALUES | {"until": ""}):
        filled = message_words.fill(own.body, values)
        assert filled
        assert not set("{}") & set(filled)
        assert "  " not in filled
        assert ("jeudi" in filled) == bool(values["until"])
    if channel is Channel.SMS:
        whole = VALUES | {"until": "mercredi 23 septembre", "house": "Conciergerie Darwin"}
        typed = message_words.typed(message_words.fill(own.body, whole))
        assert message_words.sms_length(typed).parts == 1, typed


def test_a_sentence_without_its_value_is_left_out() -> None:
    """And a line of which nothing is left; empty lines between paragraphs stay."""
    template = "Bonjour {name}.\n\nAvant {until} ! Ouvert {hours}. À bientôt.\n{list}\nFin"
    assert message_words.fill(template, VALUES | {"until": "", "list": ""}) == (
        "Bonjour Claire.\n\nOuvert 9 h. À bientôt.\nFin"
    )


@pytest.mark.parametrize(
    ("template", "channel", "refusal"),
    [
        ("Bonjour {nom}", Channel.EMAIL, PlaceholderUnknown),
        ("Bonjour {name.salt}", Channel.EMAIL, PlaceholderUnknown),
        ("Bonjour {}", Channel.EMAIL, PlaceholderUnknown),
        ("Bonjour {{name}}", Channel.EMAIL, BraceAlone),
        ("Bonjour {name", Channel.EMAIL, BraceAlone),
        ("Bonjour name}", Channel.EMAIL, BraceAlone),
        ("{list}", Channel.SMS, ListInTextMessage),
    ],
)
def test_what_could_not_be_filled_in_is_refused(
    template: str, channel: Channel, refusal: type[BadInput]
) -> None:
    """With a sentence, when it is saved."""
    with pytest.raises(refusal):
        message_words.check(template, channel)


@given(st.lists(st.sampled_from([*"{}ab. \n!", "{name}", "{until}"]), max_size=30).map("".join))
def test_what_is_accepted_is_filled_in_without_a_brace(template: str) -> None:
    """Whatever somebody writes, it is refused or it works."""
    try:
        message_words.check(template, Channel.EMAIL)
    except BadInput:
        return
    assert not set("{}") & set(message_words.fill(template, dict.fromkeys(PLACEHOLDERS, "x")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", SmsLength(0, 1)),
        ("é" * 160, SmsLength(160, 1)),
        ("a" * 161, SmsLength(161, 2)),
        ("a" * 307, SmsLength(307, 3)),
        ("€" * 80, SmsLength(160, 1)),
        ("ê" * 70, SmsLength(70, 1)),
        ("ê" * 71, SmsLength(71, 2)),
        ("🎁" * 35, SmsLength(70, 1)),
        ("🎁" * 36, SmsLength(72, 2)),
    ],
)
def test_a_text_message_is_measured_as_it_is_paid(text: str, expected: SmsLength) -> None:
    """160 signs of a telephone, 70 of any alphabet; several in one are shorter each."""
    assert message_words.sms_length(text) == expected


def test_the_houses_own_words_hold_until_they_are_taken_away(desk: Desk) -> None:
    """Kept for one stage, channel and language; the desk's own words again when they are emptied or the same."""
    key: dict[str, Any] = {"stage": Stage.FIRST, "channel": Channel.EMAIL, "language": "fr"}
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
    mine = Template("Un colis !", "Bonjour {name}.\n{list}")
    desk.do(message_texts.change, subject=mine.subject, body=mine.body, **key, **by)
    own = desk.ask(message_texts.own)
    assert message_texts.words_of(own, **key) == mine
    assert message_texts.words_of(own, stage=Stage.LAST, channel=Channel.EMAIL, language="fr") != mine
    with pytest.raises(RightMissing):
        desk.do(message_texts.change, subject="", body="x", **key, **by | {"staff_id": IDS.concierge})
    with pytest.raises(PlaceholderUnknown):
        desk.do(message_texts.change, subject="{nom}", body="x", **key, **by)
    built_in = message_words.built_in(*key.values())
    desk.do(message_texts.change, subject=built_in.subject, body=built_in.body, **key, **by)
    assert desk.ask(message_texts.own) == {}
