"""A carrier's number: whose it is, what kind of piece it says, and whether its check digit fits.

All that is known of numbers stands in resources/mail/numbers.toml; another carrier is another table there. A number
says "sure" only by a check digit that fits or a shape nobody else writes; everything else is left to the concierge.
A check digit that does not fit warns, and refuses nothing.
"""

import enum
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from concierge_desk import codes, paths, tracking_checks

_TABLE = "mail/numbers.toml"
_LONGEST_SCAN = 400
"""No label's code is longer; what a scanner sends beyond it is another thing."""
_LONGEST_NUMBER = 64
_NOT_WRITTEN = re.compile(r"[^0-9A-Z]")
_MANY_CUSTOMERS = 1_000_000
"""No desk has so many: ten digits that begin as a customer's code and say more are a carrier's (DHL has such)."""
_DPD = "%"
"""What stands before the postcode in the code of a DPD label, and says that it is one."""
_FEWEST_DIGITS, _SHORTEST = 6, 8
_PAIRS = (("body", "key"), ("body2", "key2"))


class Certainty(enum.Enum):
    """How surely a number names its carrier."""

    SURE = "sure"
    LIKELY = "likely"
    """Proposed to the concierge, who looks at the label."""
    SEVERAL = "several"
    """The concierge chooses, with these carriers first."""
    NONE = "none"


class Check(enum.Enum):
    """Whether the check digit of a number fits."""

    OK = "ok"
    FAILS = "fails"
    NONE = "none"
    """There is none in such a number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number says: `kind` is the value of a MailKind or None, `rule` the name of the rule that applied."""

    number: str
    carriers: tuple[str, ...]
    kind: str | None
    certainty: Certainty
    check: Check
    rule: str

    @property
    def surely(self) -> str:
        """The key of the one carrier it can be of; empty where there is a doubt."""
        return self.carriers[0] if self.certainty is Certainty.SURE and len(self.carriers) == 1 else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: a shape, the check it carries, and what both say."""

    name: str
    shape: re.Pattern[str]
    check: Mapping[str, Any] | None
    carriers: tuple[str, ...]
    kind: str | None
    certainty: Certainty
    fails: Certainty | None
    source: str

    def read(self, written: str) -> Reading | None:
        """Read a number by this rule alone; None when it does not apply."""
        match = self.shape.fullmatch(written)
        if match is None:
            return None
        check = self._checked(match)
        certainty = self.fails if check is Check.FAILS else self.certainty
        if certainty is None:
            return None
        number = match.groupdict().get("number") or written
        return Reading(number, self.carriers, self.kind, certainty, check, self.name)

    def _checked(self, match: re.Match[str]) -> Check:
        if self.check is None:
            return Check.NONE
        found = match.groupdict()
        pairs = ((found[body], found[key]) for body, key in _PAIRS if body in found)
        fits = all(tracking_checks.key_of(self.check, body) == key for body, key in pairs)
        return Check.OK if fits else Check.FAILS


def normalise(scanned: str) -> str:
    """Write a number as it is kept and looked for: capitals and digits, as people are told it.

    Give `read` what was scanned, not what this made of it: the code of a DPD label says more than its number.
    """
    return read(scanned).number


def read(scanned: str) -> Reading:
    """Read a carrier's number as scanned or typed; anything may be given, and nothing is refused."""
    written = _written(scanned)
    if _is_ours(written):
        return Reading(written, (), None, Certainty.NONE, Check.NONE, "ours")
    return read_foreign(scanned)


def read_foreign(scanned: str) -> Reading:
    """Read a carrier's number that is surely no code of ours: one number in ten has a check digit like ours."""
    written = _written(scanned)
    for rule in rules():
        reading = rule.read(written)
        if reading is not None:
            return reading
    return Reading(written.removeprefix(_DPD), (), None, Certainty.NONE, Check.NONE, "")


def may_be_number(scanned: str) -> bool:
    """Tell whether a scan may be a carrier's number, and no word that somebody typed as fast as a scanner."""
    reading = read(scanned)
    digits = sum(each.isdigit() for each in reading.number)
    if digits >= _FEWEST_DIGITS:
        return len(reading.number) >= _SHORTEST or reading.certainty is not Certainty.NONE
    # A short number is sent as one word, unlike a name and a flat, and in capitals: small letters are typed by hand.
    return (
        reading.certainty is not Certainty.NONE and " " not in scanned.strip() and scanned == scanned.upper()
    )


def _is_ours(written: str) -> bool:
    """Tell whether a number is a code of ours, as far as digits alone can tell."""
    if not codes.looks_ours(written):
        return False
    code = codes.read(written)
    return code.kind is not codes.CodeKind.CUSTOMER or code.serial < _MANY_CUSTOMERS


def _written(scanned: str) -> str:
    """Leave capitals and digits only, and the sign of DPD where it stands before them."""
    sent = unicodedata.normalize("NFKC", scanned.strip()[:_LONGEST_SCAN])
    kept = codes.repair(sent).upper()
    mark = _DPD if kept.startswith(_DPD) else ""
    return mark + _NOT_WRITTEN.sub("", kept)[:_LONGEST_NUMBER]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Load the table, once and when the first number is read."""
    table = tomllib.loads(paths.resource(_TABLE).read_text(encoding="utf-8"))
    return tuple(_made(table))


def _made(table: Mapping[str, Any]) -> Iterator[Rule]:
    country = f"(?:{'|'.join(table['countries'].split())})"
    for row in table["rule"]:
        yield Rule(
            name=row["name"],
            shape=re.compile(row["shape"].replace("{country}", country), re.ASCII),
            check=table["checks"][row["check"]] if "check" in row else None,
            carriers=tuple(row["carriers"]),
            kind=row.get("kind"),
            certainty=Certainty(row["certainty"]),
            fails=Certainty(row["fails"]) if "fails" in row else None,
            source=row["source"],
        )
