"""The screens, in the order of the rail; each is imported and made when it is first opened."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from concierge_desk.texts import N_

if TYPE_CHECKING:
    from concierge_desk.ui.screen import Screen


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """One screen: its key, its word and pictogram on the rail, the shortcut that opens it, where it is written."""

    key: str
    words: str
    icon: str
    shortcut: str
    class_name: str

    def load(self) -> "type[Screen]":
        """Import the class of the screen."""
        module = import_module(f"concierge_desk.ui.screens.{self.key}")
        return cast("type[Screen]", getattr(module, self.class_name))


SCREENS = (
    ScreenEntry("today", N_("Today"), "home", "", "TodayScreen"),
    ScreenEntry("dropoff", N_("Drop-off"), "package-import", "dropoff", "DropOff"),
    ScreenEntry("handback", N_("Hand-back"), "hanger", "handback", "HandBack"),
    ScreenEntry("visits", N_("Visits"), "truck-delivery", "visits", "Visits"),
    ScreenEntry("mail", N_("Mail"), "mail", "mail", "Mail"),
    ScreenEntry("customers", N_("Customers"), "users", "customers", "Customers"),
    ScreenEntry("items", N_("Items"), "search", "items", "Items"),
    ScreenEntry("supervise", N_("Supervision"), "chart-bar", "supervise", "Supervise"),
    ScreenEntry("settings", N_("Settings"), "settings", "settings", "SettingsScreen"),
)
_BY_KEY = {entry.key: entry for entry in SCREENS}


def entry(key: str) -> ScreenEntry:
    """Find a screen by its key."""
    return _BY_KEY[key]
