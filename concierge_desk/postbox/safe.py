"""Passwords: in the system's own keyring; where the computer has none, in memory until the desk is closed.

They never stand in a file of ours. A keyring may ask its owner to open it, so nothing here is called by the window's
own thread.
"""

import logging
import threading
from typing import TYPE_CHECKING

from concierge_desk.settings import MailboxSetup, SmsSetup

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)
SERVICE = "concierge-desk"
_GOOD_ENOUGH = 1
"""Keyrings of systems say 1 or more of themselves; files that anybody can read say less."""


def mailbox_name(setup: MailboxSetup) -> str:
    """Name the password of a mail account."""
    return f"smtp {setup.account}@{setup.host}:{setup.port}"


def gateway_name(setup: SmsSetup, word: str = "key") -> str:
    """Name a key of a gateway, by its address without what follows a question mark, and the word it stands for."""
    kind = "sms" if word == "key" else f"sms {word}"
    return f"{kind} {setup.url.partition('?')[0]}"


class Safe:
    """Keeps passwords, and tells where."""

    def __init__(self) -> None:
        """Begin with nothing in memory."""
        self._here: dict[str, str] = {}
        self._guard = threading.Lock()

    def keeps(self) -> bool:
        """Tell whether passwords outlast the program: whether the system has a keyring that is safe."""
        return _keyring() is not None

    def get(self, name: str) -> str:
        """Give a password; empty when there is none."""
        with self._guard:
            if name in self._here:
                return self._here[name]
        ring = _keyring()
        try:
            found = None if ring is None else ring.get_password(SERVICE, name)
        except Exception:  # each system's keyring has errors of its own
            log.exception("the keyring does not answer")
            return ""
        return found or ""

    def put(self, name: str, password: str) -> bool:
        """Keep a password; False when it is only in memory, and must be typed again after the next start."""
        with self._guard:
            self._here[name] = password
        ring = _keyring()
        if ring is None:
            return False
        try:
            ring.set_password(SERVICE, name, password)
        except Exception:  # each system's keyring has errors of its own
            log.exception("the keyring does not keep a password")
            return False
        with self._guard:
            self._here.pop(name, None)
        return True


def _keyring() -> "KeyringBackend | None":
    """Give the system's keyring; None when there is none, or only one that keeps passwords in a plain file."""
    import keyring  # noqa: PLC0415  # loaded when a password is asked for: it takes a tenth of a second

    ring = keyring.get_keyring()
    return ring if ring.priority >= _GOOD_ENOUGH else None
