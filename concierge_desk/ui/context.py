"""What every screen is given: the desk, the words, the clock, the voice, the person, the way elsewhere."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from concierge_desk.desk import Desk
    from concierge_desk.models import Staff
    from concierge_desk.moments import Clock
    from concierge_desk.settings import Settings
    from concierge_desk.texts import Texts
    from concierge_desk.ui.authorising import Wanted
    from concierge_desk.ui.notices import Notices
    from concierge_desk.ui.post import Post
    from concierge_desk.ui.screen import ChangeBridge


class Go(Protocol):
    """The way to another screen: `context.go("handback", customer_id=7)`."""

    def __call__(self, screen: str, /, **what: object) -> None:
        """Open a screen with something in mind; the screen gets it in `arrive`."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a screen works with; one is made for each window."""

    desk: "Desk"
    texts: "Texts"
    clock: "Clock"
    notices: "Notices"
    changes: "ChangeBridge"
    go: Go
    settings: "Callable[[], Settings]"
    """Tells what is set for this counter now; it may have been changed since the screen was made."""
    change_settings: "Callable[[Settings], None]"
    """Uses other settings from now on, and keeps them."""
    staff: "Callable[[], Staff]"
    """Tells who is at the desk now; another person may have signed in since the screen was made."""
    ask_leave: "Callable[[Wanted], None]"
    """Asks somebody who may for leave to do one deed; screens use `authorising.attempt`."""
    post: "Post"
    """Sends messages, and tells how the ways out are."""
