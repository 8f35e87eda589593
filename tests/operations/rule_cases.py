"""What the carriers' rules say of pieces, worked out by hand with a calendar.

Arrival, first presentation, carrier and kind; the last day it is kept; a day on which the list is looked at, and
where the piece stands on it; who may collect it and what is asked: i an identity document, s a signature.
"""

from datetime import date
from typing import Any, NamedTuple

from concierge_desk.models import Collecting, Counts, MailKind
from concierge_desk.operations.mail_deadlines import When
from concierge_desk.operations.rule_keeping import RuleFacts

LETTER, REGISTERED, PARCEL = MailKind.LETTER, MailKind.REGISTERED, MailKind.PARCEL
EXPRESS, NEWSPAPER, BASKET = MailKind.EXPRESS, MailKind.NEWSPAPER, MailKind.BASKET
ANYONE, AGENT = Collecting.ANYONE_NAMED, Collecting.ADDRESSEE_OR_AGENT
TWO, ONLY = Collecting.ADDRESSEE_OR_TWO_IDENTITIES, Collecting.ADDRESSEE_ONLY
OVERDUE, TODAY, TOMORROW = When.OVERDUE, When.TODAY, When.TOMORROW

_OURS = "our own agreement"
OWN = (
    # Colissimo: ten working days from the day after the first presentation, fifteen days with arrival since 1 June.
    ("colissimo", RuleFacts(
        date(2026, 1, 1), _OURS, kind=PARCEL, keeps_days=10, working_days=True,
        counts=Counts.DAY_AFTER_PRESENTATION, asks_identity=True, valid_to=date(2026, 5, 31))),
    ("colissimo", RuleFacts(
        date(2026, 6, 1), _OURS, kind=PARCEL, keeps_days=15, counts=Counts.ARRIVAL, asks_signature=True)),
    ("gls", RuleFacts(
        date(2026, 1, 1), _OURS, kind=EXPRESS, keeps_days=2, working_days=True, counts=Counts.ARRIVAL,
        collecting=ONLY)),
    (None, RuleFacts(date(2026, 1, 1), _OURS, kind=NEWSPAPER, keeps_days=3, counts=Counts.ARRIVAL)),
    ("la_poste", RuleFacts(date(2026, 1, 1), _OURS, kind=NEWSPAPER, keeps_days=1, counts=Counts.ARRIVAL)),
    (None, RuleFacts(date(2030, 1, 1), _OURS, keeps_days=30)),
)  # fmt: skip  # one rule beside the other
"""The rules that the house of these cases adds to those that every store has."""
RELAYS = ("mondial_relay", "chronopost", "dpd", "ups")
"""The carriers that the house of these cases is a relay point of."""


class Case(NamedTuple):
    """One line of the table."""

    arrived: str
    presented: str | None
    carrier: str | None
    kind: MailKind
    last: str | None
    day: str
    when: When | None
    collecting: Collecting | None
    asks: str


_TABLE: tuple[tuple[Any, ...], ...] = (
    # Registered letters: fifteen days from the day after the first presentation; the first day is not counted.
    ("2026-11-02", "2026-11-02", "la_poste", REGISTERED, "2026-11-17", "2026-11-15", None, AGENT, "is"),
    ("2026-11-02", "2026-11-02", "la_poste", REGISTERED, "2026-11-17", "2026-11-16", TOMORROW, AGENT, "is"),
    ("2026-11-02", "2026-10-31", "la_poste", REGISTERED, "2026-11-15", "2026-11-15", TODAY, AGENT, "is"),
    ("2026-12-20", None, "la_poste", REGISTERED, "2027-01-04", "2027-01-05", OVERDUE, AGENT, "is"),
    ("2026-12-31", "2026-12-31", "la_poste", REGISTERED, "2027-01-15", "2027-01-15", TODAY, AGENT, "is"),
    ("2028-02-14", "2028-02-14", "la_poste", REGISTERED, "2028-02-29", "2028-02-28", TOMORROW, AGENT, "is"),
    ("2028-02-15", "2028-02-15", "la_poste", REGISTERED, "2028-03-01", "2028-02-29", TOMORROW, AGENT, "is"),
    ("2027-02-14", "2027-02-14", "la_poste", REGISTERED, "2027-03-01", "2027-02-28", TOMORROW, AGENT, "is"),
    # The clocks go forward on 29 March 2026, and back on 25 October.
    ("2026-03-20", "2026-03-20", "la_poste", REGISTERED, "2026-04-04", "2026-04-04", TODAY, AGENT, "is"),
    ("2026-10-15", "2026-10-15", "la_poste", REGISTERED, "2026-10-30", "2026-10-29", TOMORROW, AGENT, "is"),
    # The decree is in force since 16 March 2007.
    ("2007-03-15", "2007-03-15", "la_poste", REGISTERED, None, "2027-01-01", None, None, ""),
    ("2007-03-16", "2007-03-16", "la_poste", REGISTERED, "2007-03-31", "2007-04-01", OVERDUE, AGENT, "is"),
    # It holds for every carrier without a rule of its own, and for what came without one.
    ("2026-11-23", None, None, REGISTERED, "2026-12-08", "2026-12-08", TODAY, AGENT, "is"),
    ("2026-11-23", None, "hand", REGISTERED, "2026-12-08", "2026-12-07", TOMORROW, AGENT, "is"),
    ("2026-02-02", "2026-02-02", "colissimo", REGISTERED, "2026-02-17", "2026-02-17", TODAY, AGENT, "is"),
    # A carrier's own rule is closer than that of the kind.
    ("2026-11-23", "2026-11-20", "chronopost", REGISTERED, "2026-12-01", "2026-12-01", TODAY, TWO, "is"),
    ("2026-11-23", "2026-11-20", "dpd", REGISTERED, None, "2027-11-23", None, TWO, "is"),
    # Mondial Relay: eight days until 7 October 2025, five since; the day of arrival says which.
    ("2025-10-06", "2025-10-09", "mondial_relay", PARCEL, "2025-10-14", "2025-10-13", TOMORROW, AGENT, "is"),
    ("2025-10-07", None, "mondial_relay", PARCEL, "2025-10-15", "2025-10-13", None, AGENT, "is"),
    ("2025-10-08", None, "mondial_relay", PARCEL, "2025-10-13", "2025-10-13", TODAY, AGENT, "is"),
    ("2026-02-26", None, "mondial_relay", PARCEL, "2026-03-03", "2026-03-04", OVERDUE, AGENT, "is"),
    ("2028-02-26", None, "mondial_relay", PARCEL, "2028-03-02", "2028-03-01", TOMORROW, AGENT, "is"),
    ("2026-12-29", None, "mondial_relay", EXPRESS, "2027-01-03", "2027-01-03", TODAY, AGENT, "is"),
    ("2026-11-23", None, "mondial_relay", LETTER, "2026-11-28", "2026-11-28", TODAY, AGENT, "is"),
    ("2026-10-23", None, "mondial_relay", PARCEL, "2026-10-28", "2026-10-27", TOMORROW, AGENT, "is"),
    ("2026-03-27", None, "mondial_relay", PARCEL, "2026-04-01", "2026-04-01", TODAY, AGENT, "is"),
    # Chronopost in a relay: eight days, and two identity documents instead of a written proxy.
    ("2026-11-23", None, "chronopost", EXPRESS, "2026-12-01", "2026-11-30", TOMORROW, TWO, "is"),
    ("2028-02-22", None, "chronopost", PARCEL, "2028-03-01", "2028-02-29", TOMORROW, TWO, "is"),
    ("2027-02-22", None, "chronopost", PARCEL, "2027-03-02", "2027-03-02", TODAY, TWO, "is"),
    # What carriers say of who may collect, though nobody says how long they leave it here.
    ("2026-11-23", None, "dpd", PARCEL, None, "2027-11-23", None, TWO, "is"),
    ("2026-11-23", None, "ups", PARCEL, None, "2027-11-23", None, AGENT, "i"),
    # Where there is no source, there is no rule.
    ("2026-11-23", None, "gls", PARCEL, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "amazon", PARCEL, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "dhl", EXPRESS, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "la_poste", LETTER, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "hand", BASKET, None, "2027-11-23", None, None, ""),
    # Working days: no Sunday, 1 January, Easter Monday, 1 and 8 May, 14 July, 11 November, Christmas.
    ("2025-12-31", "2025-12-31", "colissimo", PARCEL, None, "2027-01-01", None, None, ""),
    ("2026-01-01", "2026-01-01", "colissimo", PARCEL, "2026-01-13", "2026-01-12", TOMORROW, ANYONE, "i"),
    ("2026-03-02", "2026-03-02", "colissimo", PARCEL, "2026-03-13", "2026-03-13", TODAY, ANYONE, "i"),
    ("2026-04-02", "2026-04-02", "colissimo", PARCEL, "2026-04-15", "2026-04-15", TODAY, ANYONE, "i"),
    ("2026-04-27", "2026-04-25", "colissimo", PARCEL, "2026-05-09", "2026-05-11", OVERDUE, ANYONE, "i"),
    ("2026-11-22", None, "gls", EXPRESS, "2026-11-24", "2026-11-23", TOMORROW, ONLY, ""),
    ("2026-11-21", None, "gls", EXPRESS, "2026-11-23", "2026-11-22", TOMORROW, ONLY, ""),
    ("2026-11-10", None, "gls", EXPRESS, "2026-11-12", "2026-11-11", TOMORROW, ONLY, ""),
    ("2026-12-24", None, "gls", EXPRESS, "2026-12-26", "2026-12-28", OVERDUE, ONLY, ""),
    ("2026-07-13", None, "gls", EXPRESS, "2026-07-15", "2026-07-15", TODAY, ONLY, ""),
    # A change of rule: the old one holds for what came on its last day, though that is kept well after it.
    ("2026-05-30", "2026-05-30", "colissimo", PARCEL, "2026-06-11", "2026-06-11", TODAY, ANYONE, "i"),
    ("2026-05-31", "2026-05-29", "colissimo", PARCEL, "2026-06-10", "2026-06-11", OVERDUE, ANYONE, "i"),
    ("2026-06-01", "2026-05-29", "colissimo", PARCEL, "2026-06-15", "2026-06-14", TOMORROW, ANYONE, "s"),
    ("2026-06-01", None, "colissimo", PARCEL, "2026-06-15", "2026-06-15", TODAY, ANYONE, "s"),
    # The closest rule: carrier and kind, then the carrier, then the kind, then the one for everything.
    ("2026-02-27", None, "dhl", NEWSPAPER, "2026-03-01", "2026-02-28", TOMORROW, ANYONE, ""),
    ("2028-02-28", None, "hand", NEWSPAPER, "2028-03-01", "2028-03-01", TODAY, ANYONE, ""),
    ("2026-02-27", None, "la_poste", NEWSPAPER, "2026-02-27", "2026-02-27", TODAY, ANYONE, ""),
    ("2026-02-27", None, "ups", NEWSPAPER, None, "2027-02-28", None, AGENT, "i"),
    ("2029-12-31", None, "gls", LETTER, None, "2031-01-01", None, None, ""),
    ("2030-01-05", None, "gls", PARCEL, "2030-02-04", "2030-02-04", TODAY, ANYONE, ""),
    ("2030-01-31", None, None, LETTER, "2030-03-02", "2030-03-01", TOMORROW, ANYONE, ""),
    ("2030-01-05", "2030-01-05", "la_poste", REGISTERED, "2030-01-20", "2030-01-20", TODAY, AGENT, "is"),
    ("2030-01-05", None, "mondial_relay", PARCEL, "2030-01-10", "2030-01-10", TODAY, AGENT, "is"),
)  # fmt: skip  # a table
CASES = tuple(Case(*each) for each in _TABLE)

_ELSEWHERE: tuple[tuple[Any, ...], ...] = (
    # A house that only receives mail for people: what binds a relay point does not bind it.
    ("2026-11-23", None, "mondial_relay", PARCEL, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "chronopost", EXPRESS, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "ups", PARCEL, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "gls", PARCEL, None, "2027-11-23", None, None, ""),
    ("2026-11-23", None, "colissimo", PARCEL, None, "2027-11-23", None, None, ""),
    # A registered letter of theirs is kept as everybody's is.
    ("2026-11-23", "2026-11-20", "chronopost", REGISTERED, "2026-12-05", "2026-12-05", TODAY, AGENT, "is"),
    ("2026-11-23", "2026-11-20", "dpd", REGISTERED, "2026-12-05", "2026-12-04", TOMORROW, AGENT, "is"),
)  # fmt: skip  # a table
ELSEWHERE = tuple(Case(*each) for each in _ELSEWHERE)
_EVERYWHERE: tuple[tuple[Any, ...], ...] = (
    # GLS: eight working days from the day after arrival; Wednesday 11 November and the Sundays do not count.
    ("2026-11-23", None, "gls", PARCEL, "2026-12-02", "2026-12-02", TODAY, ANYONE, ""),
    ("2026-11-07", None, "gls", PARCEL, "2026-11-18", "2026-11-17", TOMORROW, ANYONE, ""),
    ("2026-12-24", None, "gls", EXPRESS, "2027-01-05", "2027-01-06", OVERDUE, ANYONE, ""),
    # Colissimo at a relay: ten days.
    ("2026-11-23", None, "colissimo", PARCEL, "2026-12-03", "2026-12-02", TOMORROW, AGENT, "i"),
    ("2028-02-20", None, "colissimo", PARCEL, "2028-03-01", "2028-03-01", TODAY, AGENT, "i"),
    ("2026-11-23", None, "chronopost", PARCEL, "2026-12-01", "2026-12-01", TODAY, TWO, "is"),
)  # fmt: skip  # a table
EVERYWHERE = tuple(Case(*each) for each in _EVERYWHERE)
"""The shipped rules alone: of a house that is no relay point at all, and of one that is everybody's."""
