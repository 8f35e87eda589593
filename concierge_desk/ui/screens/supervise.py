"""The supervision: the day and its end, incidents, roll-calls and what nobody claims; one matter at a time."""

from concierge_desk.texts import N_
from concierge_desk.ui.screens.panelled import Matter, Panelled

PANELS = (
    Matter("day", N_("The day"), "calendar-check", "DayPanel"),
    Matter("incidents", N_("Incidents"), "alert-triangle", "IncidentsPanel"),
    Matter("roll_call", N_("Roll-call"), "list-check", "RollCallPanel"),
    Matter("quotes", N_("To call"), "phone", "QuotesPanel"),
    Matter("unclaimed", N_("Unclaimed"), "clock", "UnclaimedPanel"),
)


class Supervise(Panelled):
    """The supervisor's matters; `arrive(panel="incidents", incident_id=7)`."""

    key = "supervise"
    title = N_("Supervision")
    matters = PANELS
