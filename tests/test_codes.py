"""The ten-digit codes: what a scanner or a hand may do to them is found or repaired."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk import codes, keyboards
from concierge_desk.errors import BadCheckDigit, UnknownCode

KINDS = st.sampled_from(list(codes.CodeKind))
SERIALS = st.integers(0, codes.MAX_SERIAL)


@given(KINDS, SERIALS)
def test_what_is_written_is_read(kind: codes.CodeKind, serial: int) -> None:
    """A code has ten digits, an even length, and says its kind and serial again."""
    written = codes.write(kind, serial)
    assert len(written) == codes.LENGTH
    assert codes.read(written) == codes.Code(kind, serial)
    assert str(codes.read(written)) == written
    assert codes.looks_ours(written)


def test_every_single_wrong_digit_is_found() -> None:
    """No code with one digit changed reads as a code of ours."""
    draw = random.Random(1)  # noqa: S311  # a spread of serials, no secret
    for kind in codes.CodeKind:
        for serial in (0, codes.MAX_SERIAL, *(draw.randint(0, codes.MAX_SERIAL) for _ in range(40))):
            written = codes.write(kind, serial)
            for place in range(codes.LENGTH):
                for digit in "0123456789".replace(written[place], ""):
                    assert not codes.looks_ours(written[:place] + digit + written[place + 1 :])


def test_every_swap_of_neighbours_is_found() -> None:
    """No code with two different neighbours swapped reads as a code of ours."""
    draw = random.Random(2)  # noqa: S311  # a spread of serials, no secret
    for kind in codes.CodeKind:
        for serial in (1, 98_765_432, *(draw.randint(0, codes.MAX_SERIAL) for _ in range(200))):
            written = codes.write(kind, serial)
            for at in range(codes.LENGTH - 1):
                swapped = written[:at] + written[at + 1] + written[at] + written[at + 2 :]
                assert swapped == written or not codes.looks_ours(swapped)


def test_the_damm_table_is_totally_anti_symmetric() -> None:
    """Each row and column holds every digit once, and no swap leaves the check digit as it was (Damm, 2004)."""
    for first in range(10):
        assert {codes.check_digit(f"{first}{second}") for second in range(10)} == set(range(10))
    for before in range(10):
        for x in range(10):
            for y in set(range(10)) - {x}:
                assert codes.check_digit(f"{before}{x}{y}") != codes.check_digit(f"{before}{y}{x}")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("à&é\"'(-è_ç", "a scanner set to a US keyboard on a French one"),
        ("À&É\"'(-È_Ç", "the same with Caps Lock on"),
        ("à&é\"'(§è!ç", "the same on a Belgian one"),
    ],
)
def test_a_scanner_on_the_wrong_keyboard_is_understood(row: str, why: str) -> None:
    """The digit row of an AZERTY keyboard is read as digits."""
    written = codes.write(codes.CodeKind.ITEM, 48_120_175)
    garbled = "".join(row[int(digit)] for digit in written)
    assert codes.repair(garbled) == written, why
    assert codes.read(f" {garbled}\n").serial == 48_120_175


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(scanned: str) -> None:
    """Nothing that a scanner may send is more than refused."""
    try:
        code = codes.read(scanned)
    except (UnknownCode, BadCheckDigit):
        return
    assert codes.read(str(code)) == code


def test_what_is_no_code_is_told_from_what_was_misread() -> None:
    """Ten digits of ours with a wrong check digit were misread; anything else is unknown here."""
    written = codes.write(codes.CodeKind.TICKET, 26_004_812)
    wrong = written[:-1] + str((int(written[-1]) + 1) % 10)
    with pytest.raises(BadCheckDigit):
        codes.read(wrong)
    for foreign in (
        "",
        "3601234567890",
        "9" + written[1:],
        "0" + written[1:],
        "12345",
        "ABCDEFGHIJ",
        "١٢٣٤٥٦٧٨٩٠",
    ):
        with pytest.raises(UnknownCode):
            codes.read(foreign)


def test_a_code_may_be_typed_in_groups() -> None:
    """Spaces between the digits do not matter to a person, so they do not matter here."""
    written = codes.write(codes.CodeKind.ITEM, 481_201)
    assert codes.read(f"{written[0]} {written[1:5]} {written[5:9]} {written[9]}").serial == 481_201


@pytest.mark.parametrize("serial", [-1, codes.MAX_SERIAL + 1])
def test_a_serial_that_does_not_fit_is_never_written(serial: int) -> None:
    """A serial of more than eight digits is refused, never cut."""
    with pytest.raises(ValueError, match="does not fit"):
        codes.write(codes.CodeKind.ITEM, serial)


@pytest.mark.parametrize("imei", ["490154203237518", "356938035643809"])
def test_luhn_finds_every_single_wrong_digit(imei: str) -> None:
    """An IMEI fits, and none of its neighbours by one digit does."""
    assert codes.luhn_fits(imei)
    for place in range(15):
        for digit in "0123456789".replace(imei[place], ""):
            assert not codes.luhn_fits(imei[:place] + digit + imei[place + 1 :])
    assert not codes.luhn_fits("")
    assert not codes.luhn_fits("49015420323751X")


LAYOUTS = st.sampled_from(keyboards.LAYOUTS)
ADDED = st.text("ABCxyz0123456789-/+", max_size=6)
TAGS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-", min_size=3, max_size=20)


@given(KINDS, SERIALS, LAYOUTS)
def test_the_repair_of_a_keyboard_is_its_inverse(kind: codes.CodeKind, serial: int, layout: str) -> None:
    """Whatever keyboard a scanner is set to, its codes are read once the layout is known."""
    written = codes.write(kind, serial)
    assert codes.repair(keyboards.arriving(written, layout), layout) == written


@given(TAGS, LAYOUTS)
def test_a_tag_of_letters_is_repaired_too(tag: str, layout: str) -> None:
    """A laundry's own tag comes back letter by letter."""
    assert codes.repair(keyboards.arriving(tag, layout), layout) == tag


@given(KINDS, SERIALS, st.one_of(LAYOUTS, st.text(max_size=5)), ADDED, ADDED)
def test_a_code_that_arrives_whole_is_never_changed(
    kind: codes.CodeKind, serial: int, layout: str, prefix: str, suffix: str
) -> None:
    """Nothing that may be set up for a scanner breaks a code that needs no repair."""
    written = codes.write(kind, serial)
    assert codes.repair(written, layout, prefix, suffix) == written
    assert codes.repair(written) == written


@given(KINDS, SERIALS, LAYOUTS, ADDED, ADDED)
def test_what_stands_around_a_code_is_taken_off(
    kind: codes.CodeKind, serial: int, layout: str, prefix: str, suffix: str
) -> None:
    """A prefix and a suffix go, sent by whichever keyboard, and the mark of the code with them."""
    written = codes.write(kind, serial)
    sent = keyboards.arriving(f"{prefix}{written}{suffix}", layout)
    shop = sent.isdigit() and codes.looks_ours(sent)  # digits around a code may happen to make another one
    assert shop or codes.repair(sent, layout, prefix, suffix) == written
    for mark in ("]C0", "]C1", "]Q3", "]d2"):
        assert codes.repair(mark + written) == written


@pytest.mark.parametrize("mark", ["]C0", "]C1", "]Q0", "]Q6", "]d2"])
@pytest.mark.parametrize("garbled", [False, True])
def test_the_mark_of_the_kind_of_code_is_always_taken_off(mark: str, garbled: bool) -> None:  # noqa: FBT001  # by pytest
    """Without any setting, on a French keyboard as on its own."""
    sent = mark + codes.write(codes.CodeKind.TICKET, 26_004_812)
    arrived = keyboards.arriving(sent, "us>fr") if garbled else sent
    assert codes.repair(arrived) == sent.removeprefix(mark)
    assert codes.read(arrived).serial == 26_004_812


def test_a_prefix_may_differ_from_one_kind_of_code_to_another() -> None:
    """One prefix a line; signs without a shape are left out in any case; a prefix alone stays what it is."""
    assert (
        codes.repair("D2000000014", prefix="D\nP01")
        == codes.repair("P012000000014", prefix="D\nP01")
        == "2000000014"
    )
    assert codes.repair("\x022000000014\x03\r\n") == "2000000014"
    assert codes.repair("SHOP", prefix="SHOP") == "SHOP"
    assert codes.repair("TAG-77#", suffix="#") == "TAG-77"
