"""Copies of the store by themselves: every half hour when something changed, and at closing."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from concierge_desk import paths
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError, FileUnwritable
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.notices import Notices

log = logging.getLogger(__name__)
_EVERY_MS = 30 * 60_000


class Copying(QObject):
    """Keeps copies beside the window while it is open."""

    def __init__(self, desk: Desk, notices: Notices, texts: Texts, also_in: str, parent: QObject) -> None:
        """Look after the store of a desk; `also_in` is a second folder, or empty."""
        super().__init__(parent)
        self._texts = texts
        self._desk = desk
        self._notices = notices
        self._also_in = paths.named(also_in) if also_in else None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.keep_now)

    def start(self) -> None:
        """Keep a copy every half hour from now on."""
        self._timer.start()

    def close(self) -> None:
        """Keep a last copy before the desk closes."""
        self._timer.stop()
        try:
            self._keep()
        except DeskError:
            log.exception("no copy at closing")

    def keep_now(self) -> None:
        """Keep a copy beside the window, if something changed."""
        background.run(self, self._keep, self._kept, partial(_refused, self._notices, self._texts))

    def _keep(self) -> Path | None:
        # Reading a copy back needs more than the window does; it is loaded with the first copy.
        from concierge_desk.operations import copies  # noqa: PLC0415  # see above

        store = self._desk.store
        try:
            return copies.keep_copy(store, self._desk.clock.now(), also_in=self._also_in)
        except OSError as failed:
            raise FileUnwritable(path=store.location, reason=failed.strerror or failed) from failed

    def _kept(self, copy: Path | None) -> None:
        if copy is not None:
            log.info("a copy is kept: %s", copy.name)


def _refused(notices: Notices, texts: Texts, error: Exception) -> None:
    """Say that there is no copy; anything else is a bug."""
    log.error("no copy", exc_info=error)
    if not isinstance(error, DeskError):
        raise error
    notices.warn(error.said(texts))
