"""Scans: what a code stands for."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.errors import BadCheckDigit, DeskError, UnknownCode
from concierge_desk.models import Settled
from concierge_desk.operations import deeds, handbacks, handins, scans, visits
from concierge_desk.operations.scans import Found, FoundKind
from tests.make import Make

AZERTY = str.maketrans("1234567890", "&é\"'(-è_çà")


def write(kind: codes.CodeKind, serial: int) -> str:
    """Write a code of ours."""
    return codes.write(kind, serial)


@pytest.fixture
def busy(desk: Desk, make: Make) -> Desk:
    """A desk with a ticket of two items, one tagged, and a visit."""
    make.deposit(1, 1)
    common: dict[str, Any] = {"at": desk.clock.now(), "staff_id": 2}
    desk.do(handins.bind_tag, item_id=2, tag="KX-4471", deed_uid=deeds.new_uid(), **common)
    planned = desk.clock.now() + timedelta(hours=4)
    desk.do(visits.prepare, provider_id=1, planned_at=planned, **common)
    return desk


@pytest.mark.parametrize(
    ("scanned", "found"),
    [
        (write(codes.CodeKind.TICKET, 26_000_001), Found(FoundKind.TICKET, 1)),
        (write(codes.CodeKind.ITEM, 2), Found(FoundKind.ITEM, 2)),
        (write(codes.CodeKind.ITEM, 2).translate(AZERTY), Found(FoundKind.ITEM, 2)),
        (f"  {write(codes.CodeKind.ITEM, 2)}\r", Found(FoundKind.ITEM, 2)),
        (write(codes.CodeKind.VISIT, 26_000_001), Found(FoundKind.VISIT, 1)),
        (write(codes.CodeKind.SHELF, 2), Found(FoundKind.SHELF, 2)),
        (write(codes.CodeKind.BADGE, 2), Found(FoundKind.BADGE, 2)),
        (write(codes.CodeKind.CUSTOMER, 1), Found(FoundKind.CUSTOMER, 1)),
        (write(codes.CodeKind.CUSTOMER, 2).translate(AZERTY), Found(FoundKind.CUSTOMER, 2)),
        ("26-000001", Found(FoundKind.TICKET, 1)),
        ("26\u2011000001", Found(FoundKind.TICKET, 1)),
        ("26-P-0001", Found(FoundKind.VISIT, 1)),
        ("26-p-0001", Found(FoundKind.VISIT, 1)),
        ("0000 0002", Found(FoundKind.ITEM, 2)),
        ("KX-4471", Found(FoundKind.ITEM, 2)),
    ],
)
def test_a_code_stands_for_its_thing(busy: Desk, scanned: str, found: Found) -> None:
    """Scanned, scanned with the wrong keyboard, or typed as people write it."""
    assert busy.ask(scans.resolve, scanned=scanned) == found


@pytest.mark.parametrize(
    "scanned",
    [
        "",
        "hello",
        "3017620422003",
        write(codes.CodeKind.ITEM, 404),
        write(codes.CodeKind.SHELF, 99),
        "26-000404",
    ],
)
def test_an_unknown_code_says_so(busy: Desk, scanned: str) -> None:
    """Neither one of ours, nor a tag that is bound."""
    with pytest.raises(UnknownCode):
        busy.ask(scans.resolve, scanned=scanned)


def test_a_misread_code_is_told_from_an_unknown_one(busy: Desk) -> None:
    """Every wrong digit is found by the check digit."""
    right = write(codes.CodeKind.ITEM, 2)
    for wrong in "0123456789":
        if wrong != right[8]:
            with pytest.raises(BadCheckDigit):
                busy.ask(scans.resolve, scanned=right[:8] + wrong + right[9:])


@pytest.mark.parametrize("tag", ["2000000099", "12345678", "26-123456", "0000 9999", "PRESSING 12"])
def test_a_foreign_tag_that_looks_like_ours_is_found_once_it_is_bound(busy: Desk, tag: str) -> None:
    """A tag of ten digits, of eight, or written as our numbers are."""
    if codes.looks_ours(tag):
        tag = f"{tag[:9]}{(int(tag[9]) + 1) % 10}"
    common: dict[str, Any] = {"at": busy.clock.now(), "staff_id": 2, "deed_uid": deeds.new_uid()}
    busy.do(handins.bind_tag, item_id=1, tag=tag, **common)
    assert busy.ask(scans.resolve, scanned=tag) == Found(FoundKind.ITEM, 1)


def test_digits_of_a_tag_are_understood_from_the_wrong_keyboard(busy: Desk) -> None:
    """The scanner does not know whose tag it reads."""
    common: dict[str, Any] = {"at": busy.clock.now(), "staff_id": 2, "deed_uid": deeds.new_uid()}
    busy.do(handins.bind_tag, item_id=1, tag="77120034", **common)
    assert busy.ask(scans.resolve, scanned="77120034".translate(AZERTY)) == Found(FoundKind.ITEM, 1)


def test_a_tag_that_came_back_stands_for_the_item_in_our_care(busy: Desk, make: Make) -> None:
    """The same tag was on a shirt that went home last month."""
    common: dict[str, Any] = {"at": busy.clock.now(), "staff_id": 2}
    busy.do(
        handbacks.hand_over,
        customer_id=1,
        item_ids=[2],
        signature=[],
        settled=Settled.NOTHING,
        as_it_is=True,
        deed_uid=deeds.new_uid(),
        **common,
    )
    assert busy.ask(scans.resolve, scanned="KX-4471") == Found(FoundKind.ITEM, 2)
    make.deposit(1)
    busy.do(handins.bind_tag, item_id=3, tag="KX-4471", deed_uid=deeds.new_uid(), **common)
    assert busy.ask(scans.resolve, scanned="KX-4471") == Found(FoundKind.ITEM, 3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(scanned=st.text(max_size=80) | st.text("0123456789-P &é\"'(", max_size=14))
def test_whatever_is_scanned_is_known_or_refused_with_a_sentence(desk: Desk, scanned: str) -> None:
    """No scan is a bug."""
    try:
        desk.ask(scans.resolve, scanned=scanned)
    except DeskError as refused:
        assert isinstance(refused, UnknownCode | BadCheckDigit)  # noqa: PT017  # either refusal is right
