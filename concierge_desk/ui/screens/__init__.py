"""The screens, in the order of the rail; each is imported and made when it is first opened."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from concierge_desk.texts import N_

if TYPE_CHECKING:
    from concierge_desk.ui.screen import Screen


def class_of(file: str, name: str) -> Any:  # noqa: ANN401  # a class of the kind that its caller knows
    """Import a class of one of the files here when it is first wanted."""
    return getattr(import_module(f"concierge_desk.ui.screens.{file}"), name)


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
        return cast("type[Screen]", class_of(self.key, self.class_name))


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
