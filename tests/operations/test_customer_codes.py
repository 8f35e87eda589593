"""The code of a customer names that person or says why not; a carrier's ten digits are never taken for it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from concierge_desk import codes
from concierge_desk.codes import CodeKind
from concierge_desk.desk import Desk
from concierge_desk.errors import BadCheckDigit, BadInput, UnknownCode
from concierge_desk.models import Customer, Item, MailKind
from concierge_desk.operations import customers, deeds, mail_intake, scans
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.scans import CodeOfTwo, Found, FoundKind, PersonGone
from concierge_desk.tracking import Certainty
from tests.make import IDS, Make

CLAIRES = codes.write(CodeKind.CUSTOMER, IDS.claire)
WRONG = CLAIRES[:9] + str((int(CLAIRES[9]) + 1) % 10)
FITS_OURS = "8487135506"
"""Ten digits of DHL, among the vectors of the numbers, whose last digit fits our codes as well."""
OF_A_CARRIER = "8487135507"
NEAR = codes.write(CodeKind.CUSTOMER, 999)
"""What the next customers of a small desk will have."""


def _by(desk: Desk) -> dict[str, Any]:
    return {"at": desk.clock.now(), "staff_id": IDS.supervisor, "deed_uid": deeds.new_uid()}


def test_somebody_erased_is_said_and_is_nobody_else(desk: Desk) -> None:
    """The label stays on the pigeonhole; the code of an erased person never means another one."""
    gone = desk.do(customers.register, name="Nadia Bensalem", at=desk.clock.now())
    code = gone.code
    assert desk.ask(scans.resolve, scanned=code) == Found(FoundKind.CUSTOMER, gone.id)
    desk.do(customers.erase, customer_id=gone.id, **_by(desk))
    with pytest.raises(PersonGone):
        desk.ask(scans.resolve, scanned=code)
    made = desk.do(customers.register, name="Zoé Roux", at=desk.clock.now())
    assert made.code != code
    assert desk.ask(scans.resolve, scanned=made.code) == Found(FoundKind.CUSTOMER, made.id)


def test_the_row_that_is_nobody_has_no_code(desk: Desk) -> None:
    """Mail whose recipient is unknown belongs to it; a scan never gives it any."""
    desk.do(mail_intake.receive, carrier_id=1, pieces=[Arrival(MailKind.LETTER)], **_by(desk))
    nobody = desk.ask(lambda session: session.query(Customer).filter(Customer.stands_for != "").one())
    with pytest.raises(PersonGone):
        desk.ask(scans.resolve, scanned=nobody.code)


def test_a_misread_label_is_said_to_be_one(desk: Desk) -> None:
    """It is neither somebody, nor the number of a parcel."""
    with pytest.raises(BadCheckDigit):
        desk.ask(scans.resolve, scanned=WRONG)
    assert desk.ask(scans.foreign, scanned=WRONG) is None
    assert desk.ask(scans.foreign, scanned=CLAIRES) is None


@pytest.mark.parametrize("number", [OF_A_CARRIER, FITS_OURS, NEAR])
def test_ten_digits_of_a_carrier_are_a_number(desk: Desk, number: str) -> None:
    """Nobody here has such a code: it is not ours, whether its last digit fits or not."""
    with pytest.raises(UnknownCode):
        desk.ask(scans.resolve, scanned=number)
    reading = desk.ask(scans.foreign, scanned=number)
    assert reading is not None
    assert (reading.number, reading.certainty) == (number, Certainty.SEVERAL)
    assert reading.carriers


@pytest.mark.parametrize("number", [OF_A_CARRIER, FITS_OURS, NEAR])
def test_a_parcel_with_such_a_number_is_found_by_it(desk: Desk, number: str) -> None:
    """It is looked for like any other."""
    pieces = [Arrival(MailKind.PARCEL, number, customer_id=IDS.claire)]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **_by(desk))
    assert desk.ask(scans.resolve, scanned=number).kind is FoundKind.ITEM


def test_a_code_that_is_also_a_parcels_number_means_neither_by_itself(desk: Desk) -> None:
    """Somebody's code and the number of Mohamed's parcel: nobody is chosen, and both are said."""
    pieces = [Arrival(MailKind.PARCEL, CLAIRES, customer_id=IDS.mohamed)]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **_by(desk))
    with pytest.raises(CodeOfTwo) as refused:
        desk.ask(scans.resolve, scanned=CLAIRES)
    assert "Claire Dupont" in str(refused.value)


def _wear(session: Session, *, tag: str) -> None:
    session.get_one(Item, 1).tag = tag


def test_a_tag_of_before_there_were_such_codes_means_nobody_by_itself(desk: Desk, make: Make) -> None:
    """A tag like a code of ours cannot be bound now, but one may have been."""
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    desk.do(_wear, tag=CLAIRES)
    with pytest.raises(BadInput):
        desk.ask(scans.resolve, scanned=CLAIRES)
    desk.do(_wear, tag=FITS_OURS)
    assert desk.ask(scans.resolve, scanned=FITS_OURS) == Found(FoundKind.ITEM, 1)
