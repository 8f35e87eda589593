"""Whether a person's mail is forgotten by Esc: with pieces in its list only at the second stroke."""

from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.mail_outgoing_form import OutgoingForm
from concierge_desk.ui.screens.struck import Struck


class Forgetting:
    """Remembers what was asked about last."""

    def __init__(self, context: Context) -> None:
        """Have asked about nothing."""
        self._context = context
        self._struck = Struck()
        self._asked: tuple[str, int] | None = None

    def begin_anew(self) -> None:
        """Ask again: something else happened since."""
        self._asked = None

    def may(self, form: OutgoingForm) -> bool:
        """Tell whether a form goes now; one with pieces is asked about first, and a key held down answers nothing."""
        again, stroke = self._asked == (form.uid, len(form.pieces)), self._struck.is_repeated()
        if form.is_empty() or (again and not stroke):
            self._asked = None
            return True
        self._asked = form.uid, len(form.pieces)
        said = self._context.texts.many(
            "{n} piece is not recorded. Esc once more forgets it, F12 records it.",
            "{n} pieces are not recorded. Esc once more forgets them, F12 records them.",
            len(form.pieces),
        )
        self._context.notices.warn(said)
        return False
