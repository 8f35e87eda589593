"""How far an item is, what is wrong with it, how its owner is told, in words: the only file that words them."""

from concierge_desk.models import Channel, IncidentKind, IncidentOutcome, Status
from concierge_desk.texts import N_

STATUSES = {
    Status.HANDED_IN: (N_("not gone yet"), "planned"),
    Status.WITH_PROVIDER: (N_("with the provider"), "planned"),
    Status.BACK: (N_("back, to check"), "today"),
    Status.READY: (N_("ready"), "ok"),
    Status.HANDED_BACK: (N_("handed back"), "quiet"),
}
BY_MISTAKE = (N_("noted by mistake"), "quiet")
"""Of what was taken in and taken back: it was handed back to nobody."""
INCIDENTS = {
    IncidentKind.MISSING: N_("missing"),
    IncidentKind.DAMAGED: N_("damaged"),
    IncidentKind.UNEXPECTED: N_("unexpected"),
    IncidentKind.LATE: N_("late"),
    IncidentKind.DISPUTED: N_("disputed"),
}
INCIDENT_ICONS = {
    IncidentKind.MISSING: "search",
    IncidentKind.DAMAGED: "hammer",
    IncidentKind.UNEXPECTED: "package-import",
    IncidentKind.LATE: "clock-exclamation",
    IncidentKind.DISPUTED: "message",
}
OUTCOMES = {
    IncidentOutcome.FOUND: N_("found"),
    IncidentOutcome.REDONE: N_("done again"),
    IncidentOutcome.COMPENSATED: N_("paid back"),
    IncidentOutcome.PUT_RIGHT: N_("put right"),
    IncidentOutcome.GIVEN_UP: N_("given up"),
    IncidentOutcome.UNDONE: N_("withdrawn: its visit was undone"),
}
CHANNELS = {
    Channel.PHONE: (N_("Telephone"), "phone", N_("by telephone")),
    Channel.SMS: (N_("SMS"), "message", N_("by SMS")),
    Channel.EMAIL: (N_("E-mail"), "mail", N_("by e-mail")),
    Channel.LETTER: (N_("Letter"), "file-text", N_("by letter")),
    Channel.COUNTER: (N_("At the counter"), "user-check", N_("at the counter")),
}
"""How a customer is told: on a button, its pictogram, and in a sentence."""


def status(how_far: Status, *, by_mistake: bool) -> tuple[str, str]:
    """Word how far an item is, with its tone; what was noted by mistake is not handed back."""
    return BY_MISTAKE if by_mistake else STATUSES[how_far]
