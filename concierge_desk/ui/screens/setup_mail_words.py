"""What the settings of mail say of rules and prices: who may collect, from which day it counts, and when it holds."""

from datetime import date

from concierge_desk import formats
from concierge_desk.models import Collecting, Counts, Tariff
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.rule_keeping import RuleFacts
from concierge_desk.texts import N_, Texts

COUNTS = {
    Counts.DAY_AFTER_PRESENTATION: N_("the day after the first presentation"),
    Counts.ARRIVAL: N_("the day it arrives"),
    Counts.DAY_AFTER_ARRIVAL: N_("the day after it arrives"),
}
"""From which day on a piece is kept."""
COLLECTING = {
    Collecting.ANYONE_NAMED: N_("The addressee, or whoever they send"),
    Collecting.ADDRESSEE_OR_AGENT: N_("The addressee, or an agent with a procuration"),
    Collecting.ADDRESSEE_OR_TWO_IDENTITIES: N_("The addressee, or somebody with both identity documents"),
    Collecting.ADDRESSEE_ONLY: N_("The addressee alone"),
}
"""Who may collect a piece."""


def about(facts: RuleFacts, carriers: dict[int, str], texts: Texts) -> str:
    """Say what a rule is about: "Registered letter · every carrier"."""
    kind = texts("Every kind") if facts.kind is None else texts(KINDS[facts.kind][0])
    carrier = texts("every carrier") if facts.carrier_id is None else carriers.get(facts.carrier_id, "")
    return f"{kind} · {carrier}"


def says(facts: RuleFacts, texts: Texts) -> str:
    """Say in a line what a rule asks."""
    if facts.keeps_days is None:
        kept = texts("no last day")
    elif facts.working_days:
        kept = texts.many("{n} working day", "{n} working days", facts.keeps_days)
    else:
        kept = texts.many("{n} day", "{n} days", facts.keeps_days)
    parts = (
        kept,
        texts("relay points only") if facts.for_relay else "",
        span(facts.valid_from, facts.valid_to, texts),
        texts("identity document") if facts.asks_identity else "",
        texts("signature") if facts.asks_signature else "",
    )
    return " · ".join(part for part in parts if part)


def span(first: date, last: date | None, texts: Texts) -> str:
    """Say from when to when something holds."""
    begins = formats.day_numeric(first, texts.language)
    if last is None:
        return texts("since {day}", day=begins)
    return texts("from {first} to {last}", first=begins, last=formats.day_numeric(last, texts.language))


def holds(first: date, last: date | None, on: date, texts: Texts) -> tuple[str, str]:
    """Say whether something is in force on a day, and its tone."""
    if last is not None and last < on:
        return texts("over"), "quiet"
    return (texts("later"), "planned") if first > on else (texts("in force"), "ok")


def price(tariff: Tariff, texts: Texts) -> str:
    """Say what a price is for: "Lettre verte · up to 20 g"."""
    parts = (tariff.service, tariff.format, texts("up to {grams} g", grams=tariff.up_to_g))
    return " · ".join(part for part in parts if part)
