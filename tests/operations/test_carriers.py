"""The carriers of a desk: their names, hours and order, and when one can be set aside."""

import io
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import BadPhone, DeskError, NameMissing, NotFound
from concierge_desk.models import Item, MailKind
from concierge_desk.models.carrier import HAND
from concierge_desk.operations import carriers, corrections, deeds, mail_registers
from concierge_desk.operations.carriers import BadHour, CarrierHasPieces, CarrierNameTaken
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.rights import RightMissing
from concierge_desk.print import papers
from concierge_desk.print.documents import carrier_sheet
from concierge_desk.texts import Texts
from tests.make import IDS
from tests.operations.mail_at import arrive, carrier_id, send_back
from tests.print import samples

if TYPE_CHECKING:
    from collections.abc import Callable


def _by(desk: Desk, staff_id: int = IDS.supervisor) -> dict[str, Any]:
    return {"at": desk.clock.now(), "staff_id": staff_id}


def test_a_carrier_is_added_and_changed(desk: Desk) -> None:
    """Its key stays when its name changes: the rules of tracking numbers call it by that."""
    made = desk.do(carriers.keep, name="Ciblex", phone="0612345678", comes_at="9h30", **_by(desk))
    assert (made.key, made.phone, made.comes_at) == ("ciblex", "06 12 34 56 78", "09:30")
    assert desk.ask(carriers.every)[-1].key == "ciblex"
    kept = desk.do(carriers.keep, carrier_id=made.id, name="Cible", takes_out=False, **_by(desk))
    assert (kept.key, kept.name, kept.comes_at, kept.takes_out) == ("ciblex", "Cible", "", False)
    again = desk.do(carriers.keep, name="Ciblex", **_by(desk))
    assert again.key == "ciblex_2"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, NameMissing),
        ({"name": "la poste"}, CarrierNameTaken),
        ({"phone": "1"}, BadPhone),
        ({"comes_at": "25:00"}, BadHour),
        ({"comes_at": "morning"}, BadHour),
        ({"carrier_id": 999}, NotFound),
    ],
)
def test_what_is_wrong_is_refused(desk: Desk, wrong: dict[str, Any], refusal: type[DeskError]) -> None:
    """Nothing is left of it."""
    with pytest.raises(refusal) as refused:
        desk.do(carriers.keep, **{"name": "Ciblex"} | wrong, **_by(desk))
    assert refused.value.said(Texts("en"))
    assert len(desk.ask(carriers.every)) == 12


def test_only_those_who_may_change_carriers(desk: Desk) -> None:
    """Neither their names nor their order."""
    deeds: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (carriers.keep, {"name": "Relais"}),
        (carriers.arrange, {"carrier_ids": [2]}),
    ]
    for deed, what in deeds:
        with pytest.raises(RightMissing, match="Aminata"):
            desk.do(deed, **what, **_by(desk, IDS.concierge))


def test_the_order_is_chosen(desk: Desk) -> None:
    """Those that are not named keep theirs, after those that are."""
    amazon, dhl = carrier_id(desk, "amazon"), carrier_id(desk, "dhl")
    found = desk.do(carriers.arrange, carrier_ids=[amazon, dhl, amazon], **_by(desk))
    assert [each.key for each in found][:3] == ["amazon", "dhl", "la_poste"]
    assert [each.position for each in found] == list(range(12))
    with pytest.raises(NotFound):
        desk.do(carriers.arrange, carrier_ids=[999], **_by(desk))


def test_one_that_has_something_to_take_is_not_set_aside(desk: Desk) -> None:
    """Or nobody would come for what waits for it."""
    arrive(desk, "dhl", Arrival(MailKind.PARCEL, customer_id=IDS.claire))
    send_back(desk, 1)
    dhl = carrier_id(desk, "dhl")
    with pytest.raises(CarrierHasPieces, match="DHL"):
        desk.do(carriers.keep, carrier_id=dhl, name="DHL", active=False, **_by(desk))
    ups = carrier_id(desk, "ups")
    assert not desk.do(carriers.keep, carrier_id=ups, name="UPS", active=False, **_by(desk)).active


def test_what_is_handed_in_has_its_word_in_each_language(desk: Desk) -> None:
    """Until the house gives it another."""
    hand = next(each for each in desk.ask(carriers.every) if each.key == HAND)
    named = hand.name_in("en")
    kept = desk.do(carriers.keep, carrier_id=hand.id, name=named, takes_out=False, **_by(desk))
    assert kept.name_in("en") == "Handed in"
    own = desk.do(carriers.keep, carrier_id=hand.id, name="Par un voisin", **_by(desk))
    assert own.name_in("en") == own.name_in("fr") == "Par un voisin"
    again = desk.do(carriers.keep, carrier_id=hand.id, name="Handed in", takes_out=False, **_by(desk))
    assert (again.name_in("en"), again.name_in("fr")) == ("Handed in", "Remis en main propre")


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [(None, "Handed in", "Remis en main propre"), ("Par un voisin", "Par un voisin", "Par un voisin")],
)
def test_books_and_papers_say_what_is_handed_in_in_the_reader_s_language(
    desk: Desk, name: str | None, english: str, french: str
) -> None:
    """Or in the house's own word; also of a delivery that was undone. What can be read on the piece is its number."""
    hand = next(each for each in desk.ask(carriers.every) if each.key == HAND)
    if name is not None:
        desk.do(carriers.keep, carrier_id=hand.id, name=name, takes_out=False, **_by(desk))
    visit = arrive(desk, HAND, Arrival(MailKind.REGISTERED, "AB12345678", customer_id=IDS.claire))
    undo: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    desk.do(corrections.undo, uid=visit.deed_uid, **undo)
    sheet = desk.ask(carrier_sheet.gather, carrier_visit_id=visit.id)
    on = moments.day_of(desk.clock.now())
    for language, word in (("en", english), ("fr", french)):
        texts = Texts(language)
        for write in (mail_registers.write_log, mail_registers.write_register):
            stream = io.StringIO()
            desk.ask(write, stream=stream, texts=texts, first_on=on, last_on=on)
            assert f",{word}," in stream.getvalue()
        assert word in " ".join(samples.text(carrier_sheet.build(sheet, texts, papers.A4)))
    (label,) = desk.ask(lambda session: session.scalars(select(Item.label)).all())
    assert label == "AB12345678"
