"""Whose a carrier's number is: published numbers, numbers with a mistake, and whatever else is scanned."""

import string
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concierge_desk import codes, tracking
from concierge_desk.models.carrier import MailKind
from concierge_desk.tracking import Certainty, Check

CARRIERS = {
    "la_poste", "colissimo", "chronopost", "mondial_relay", "dpd", "ups", "gls", "dhl", "amazon", "relais_colis",
    "colis_prive",
}  # fmt: skip  # a list of keys
"""The carriers of a new store."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One number, what it must be read as, and who published it."""

    scanned: str
    rule: str
    certainty: Certainty
    check: Check
    carriers: tuple[str, ...]
    kind: str | None
    source: str


def _vectors() -> list[Vector]:
    table = tomllib.loads((Path(__file__).parent / "tracking_vectors.toml").read_text(encoding="utf-8"))
    return [
        Vector(
            scanned,
            group["rule"],
            Certainty(group["certainty"]),
            Check(group["check"]),
            tuple(group["carriers"]),
            group.get("kind"),
            group["source"],
        )
        for group in table["group"]
        for scanned in group["numbers"]
    ]


VECTORS = _vectors()
SURE_BY_CHECK = sorted(
    {
        "".join(each.scanned.split()).upper()
        for each in VECTORS
        if each.certainty is Certainty.SURE and each.check is Check.OK and each.scanned[:1] not in "]("
    }
)
FINDS_EVERY_DIGIT = {"dpd-28", "colissimo", "la-poste-registered", "dhl-paket"}
"""Rules whose check finds every single wrong digit; S10, UPS and Mondial Relay write two remainders alike."""


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: each.scanned or "nothing")
def test_a_number_is_read_as_its_source_says(vector: Vector) -> None:
    """Carrier, kind, certainty and check of each number are those of the table, by the rule it names."""
    reading = tracking.read(vector.scanned)
    assert (reading.rule, reading.certainty, reading.check) == (vector.rule, vector.certainty, vector.check)
    assert (reading.carriers, reading.kind) == (vector.carriers, vector.kind)
    assert vector.source


def test_every_rule_has_numbers_and_those_with_a_check_have_wrong_ones() -> None:
    """No rule stands in the table without a number that shows it, right and, where it warns, wrong."""
    assert len(VECTORS) >= 150
    shown = {(each.rule, each.check) for each in VECTORS}
    for rule in tracking.rules():
        assert (rule.name, Check.NONE if rule.check is None else Check.OK) in shown, rule.name
        if rule.fails is not None:
            assert (rule.name, Check.FAILS) in shown, rule.name


def test_the_table_names_only_carriers_kinds_and_sources_that_exist() -> None:
    """A rule speaks of carriers of a new store and of kinds of mail, and says where it is from."""
    for rule in tracking.rules():
        assert set(rule.carriers) <= CARRIERS
        assert rule.kind in {None, *(kind.value for kind in MailKind)}
        assert rule.source
        assert rule.certainty is not Certainty.SURE or len(rule.carriers) == 1
        assert rule.certainty is not Certainty.LIKELY or len(rule.carriers) == 1
    names = [rule.name for rule in tracking.rules()]
    assert len(names) == len(set(names))


@given(st.sampled_from(SURE_BY_CHECK), st.data())
def test_a_wrong_digit_is_found_where_the_check_can_find_it(number: str, data: st.DataObject) -> None:
    """A digit changed in a number that was sure is never sure with a fitting check."""
    if tracking.read(number).rule not in FINDS_EVERY_DIGIT:
        return
    places = [place for place, character in enumerate(number) if character.isdigit() and place > 1]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in string.digits if digit != number[place]]))
    reading = tracking.read(number[:place] + other + number[place + 1 :])
    assert (reading.certainty, reading.check) != (Certainty.SURE, Check.OK)


@pytest.mark.parametrize(
    ("number", "found_at_least"),
    [
        # S10 writes the remainders 0 and 6 both as 5; UPS loses d for d + 5 in each place that counts twice.
        ("RA123456785FR", 0.8),
        ("CC737873589FR", 0.98),
        ("XU152297803JF", 0.9),
        ("1Z5R89390357567127", 0.9),
        ("73800244620101503002000732", 0.98),
    ],
)
def test_the_other_checks_find_nearly_every_wrong_digit(number: str, found_at_least: float) -> None:
    """The share of single wrong digits that a check finds is what its formula allows."""
    changed = [
        number[:place] + other + number[place + 1 :]
        for place, character in enumerate(number)
        for other in string.digits
        if character.isdigit() and other != character and place > 1
    ]
    found = [each for each in changed if tracking.read(each).check is not Check.OK]
    assert len(found) / len(changed) >= found_at_least


@given(st.text(string.digits, min_size=8, max_size=30))
@example("1" * 27)
@example("2501" + "0" * 11)
def test_digits_alone_are_sure_only_by_a_check_that_fits(digits: str) -> None:
    """There is no false certainty: a row of digits names no carrier for sure unless its check digit fits."""
    reading = tracking.read(digits)
    assert reading.certainty is not Certainty.SURE or reading.check is Check.OK


@given(st.text(string.digits, min_size=8, max_size=15))
def test_fifteen_digits_or_fewer_are_never_sure(digits: str) -> None:
    """One check digit fits one number in ten by chance: short numbers of digits alone stay the concierge's."""
    assert tracking.read(digits).certainty is not Certainty.SURE


@given(st.sampled_from(list(codes.CodeKind)), st.integers(0, codes.MAX_SERIAL))
def test_our_own_codes_are_no_carriers(kind: codes.CodeKind, serial: int) -> None:
    """A ticket, a tag or a shelf is never taken for a carrier's number; nor is a customer of a million."""
    serial %= 1_000_000 if kind is codes.CodeKind.CUSTOMER else codes.MAX_SERIAL + 1
    reading = tracking.read(codes.write(kind, serial))
    assert (reading.rule, reading.certainty, reading.carriers) == ("ours", Certainty.NONE, ())


@given(st.integers(1_000_000, codes.MAX_SERIAL))
def test_no_customers_code_is_made_of_a_carriers_ten_digits(serial: int) -> None:
    """One in ten of the numbers that begin with 8 has a check digit like ours; no desk has so many customers."""
    number = codes.write(codes.CodeKind.CUSTOMER, serial)
    reading = tracking.read(number)
    assert (reading.number, reading.certainty) == (number, Certainty.SEVERAL)
    assert reading.carriers


@given(st.integers(0, 999_999_999).map(lambda body: f"{body:09d}{body % 7}"))
@example("848713550" + "6")
def test_a_number_that_looks_like_one_of_our_codes_can_still_be_read(number: str) -> None:
    """One in ten of a carrier’s ten digits fits our check digit too; it is read when no row of ours has it."""
    theirs = tracking.read_foreign(number)
    assert (theirs.rule, theirs.check, theirs.carriers[0]) == ("dhl-express-10", Check.OK, "dhl")
    assert theirs.certainty is Certainty.SEVERAL
    assert tracking.read(number).rule in {"dhl-express-10", "ours"}
    assert tracking.read(number) == theirs or codes.looks_ours(number)


@given(
    st.text(string.ascii_letters, min_size=2, max_size=9),
    st.integers(0, 9_999),
    st.sampled_from(["", " "]),
)
@example("legrand", 5, "")
@example("Yannick", 5, "")
@example("xavier", 12, "")
def test_a_name_with_a_number_behind_it_is_no_number(name: str, flat: int, between: str) -> None:
    """What is typed as fast as a scanner types stays what it is, with Caps Lock or without."""
    typed = f"{name}{between}{flat}"
    assert not tracking.may_be_number(typed)
    assert tracking.read(typed).rule == tracking.read(typed.upper()).rule == ""


@given(st.text(max_size=300))
@example("%" * 50)
def test_anything_may_be_read(scanned: str) -> None:
    """Whatever is scanned gives a reading, whose number is written in capitals and digits and stays as it is."""
    number = tracking.normalise(scanned)
    assert set(number) <= set(string.digits + string.ascii_uppercase)
    assert tracking.normalise(number) == number


@pytest.mark.parametrize(
    ("scanned", "number"),
    [
        ("  rb 123-456.785 fr ", "RB123456785FR"),
        ("\u00a0RB\u202f123\u00a0456\u00a0785\u00a0FR", "RB123456785FR"),
        ("]C0RB123456785FR", "RB123456785FR"),
        ("]C1\x1d00340434633751428115\r\n", "00340434633751428115"),
        ("(00) 3 4043463 375142811 5", "00340434633751428115"),
        ("ＲＢ１２３４５６７８５ＦＲ", "RB123456785FR"),  # noqa: RUF001  # wide letters are meant
        # The row of digits of a scanner that is set to an American keyboard.
        ("&é\"'(-è_çà", "1234567890"),
        # People are told fourteen digits; the label's code holds the postcode and the service too.
        ("%008182709980000020033350276", "09980000020033"),
        ("0081 827 0998 0000 0200 33 350 276 C", "09980000020033"),
        ("%junk", "JUNK"),
    ],
)
def test_a_number_is_kept_as_people_are_told_it(scanned: str, number: str) -> None:
    """Spaces, small letters, marks of the scanner and what a label's code holds besides are taken away."""
    assert tracking.normalise(scanned) == number


@pytest.mark.parametrize(
    "scanned",
    ["x" * 20_000, "😀é" * 10_000, " " * 20_000, " " * 20_000 + "RB123456785FR", "%" + "9" * 20_000],
)
def test_a_long_scan_is_read_at_once(scanned: str) -> None:
    """Twenty thousand characters of junk cost no more than a number, and a number behind them is found."""
    tracking.rules()
    started = time.perf_counter()
    reading = tracking.read(scanned)
    assert time.perf_counter() - started < 0.05
    assert reading.rule == ("s10-fr-registered" if scanned.endswith("FR") else "")


def test_the_table_is_loaded_when_the_first_number_is_read() -> None:
    """Importing the module reads no file; reading a number after that takes well under a millisecond."""
    tracking.rules.cache_clear()
    tracking.read("RB123456785FR")
    assert tracking.rules.cache_info().currsize == 1
    started = time.perf_counter()
    for _ in range(100):
        tracking.read("anything else 27")
    assert (time.perf_counter() - started) / 100 < 0.001


@pytest.mark.parametrize(
    ("scanned", "may_be"),
    [
        ("notaires", False),
        ("Durand 12", False),
        ("1234567", False),
        ("AB123456", True),
        ("B0123456XY", True),
        ("ZX4AB7K9", True),
        ("00A6Z78A", True),
        ("legrand5", False),
        ("LEGRAND5", False),
        ("Yannick5", False),
        ("zone3bis", False),
    ],
)
def test_a_word_is_no_number(scanned: str, *, may_be: bool) -> None:
    """Six digits among eight signs may be a number of a carrier that nobody knows yet."""
    assert tracking.may_be_number(scanned) is may_be
