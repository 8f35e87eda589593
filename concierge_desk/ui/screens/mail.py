"""The mail room: what comes, whose it is, what goes back, what goes out, and what people are told."""

from concierge_desk.texts import N_
from concierge_desk.ui.screens.panelled import Matter, Panelled

PANELS = (
    Matter("arrivals", N_("Arrivals"), "package-import", "ArrivalsPanel"),
    Matter("recipients", N_("Whose is it?"), "user-search", "RecipientsPanel"),
    Matter("deadlines", N_("Deadlines"), "clock-exclamation", "DeadlinesPanel"),
    Matter("outgoing", N_("Outgoing"), "package-export", "OutgoingPanel"),
    Matter("carrier", N_("Carrier"), "truck-delivery", "CarrierPanel"),
    Matter("messages", N_("Messages"), "message", "MessagesPanel"),
    Matter("registers", N_("Registers"), "clipboard-list", "RegistersPanel"),
)


class Mail(Panelled):
    """The mail room's matters; `arrive(panel="deadlines")`."""

    key = "mail"
    title = N_("Mail")
    matters = PANELS
    is_titled = False
