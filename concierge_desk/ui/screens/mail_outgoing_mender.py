"""Puts one piece right that waits to be sent: asks for what is missing, and why what was said changes."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.errors import DeskError
from concierge_desk.operations import customers, deeds, mail_reading, outgoing_amending, printing
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.texts import Texts
from concierge_desk.tracking import Reading
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_outgoing_mending as mending
from concierge_desk.ui.screens import mail_outgoing_words as words
from concierge_desk.ui.screens.mail_outgoing_view import OutgoingView


class Mender(QObject):
    """The piece in hand, if there is one; `kept` tells that it is recorded as it is written down now."""

    kept = Signal()

    def __init__(self, context: Context, view: OutgoingView, parent: QObject) -> None:
        """Have no piece in hand."""
        super().__init__(parent)
        self._context = context
        self._view = view
        self._row: MailRow | None = None
        self._instead = ""
        self._uid = deeds.new_uid()
        view.fields.changed.connect(self._look)
        view.mending.payer_chosen.connect(self._look)

    def is_open(self) -> bool:
        """Tell whether a piece is in hand."""
        return self._row is not None

    def begin(self, row: MailRow) -> None:
        """Take a piece in hand, and begin with what it still needs."""
        self._instead = ""
        self._view.ticket.hide()
        owner = self._context.desk.ask(customers.get, customer_id=row.customer_id)
        self._view.fields.show_piece(mending.as_left(row))
        self._view.mending.begin(row, row.account or owner.account)
        self._view.show_mended(f"{row.label} · {row.owner}", self._first_gap(row))
        self._row = row
        self._look()

    def end(self) -> None:
        """Have no piece in hand any more."""
        self._row = None
        self._view.mending.end()

    def take_number(self, reading: Reading) -> None:
        """Write a number on the piece; one that stands there already gives way only to a second scan."""
        fields, number = self._view.fields, reading.number
        said = mail_reading.written(fields.number.text())
        if said in {"", number} or number == self._instead:
            self._instead = ""
            fields.take_number(reading)
            return
        self._instead = number
        t = self._context.texts
        self._context.notices.warn(
            t(
                "This piece has the number {said} already. Scan {number} again to put it in its place.",
                said=said,
                number=number,
            )
        )

    def keep(self) -> None:
        """Record how the piece is written down now; what is refused is said, and the piece stays in hand."""
        row, piece = self._row, self._view.fields.piece()
        if row is None or piece is None:
            return
        self._look()
        context, asked = self._context, self._view.mending
        in_house = Texts(context.desk.ask(printing.house_language))
        reason = asked.reason(in_house)
        what: dict[str, Any] = {"item_id": row.item_id, "payer": asked.payer(), "reason": reason}
        by: dict[str, Any] = {
            "at": context.clock.now(),
            "staff_id": context.staff().id,
            "deed_uid": self._uid,
        }
        try:
            context.desk.do(outgoing_amending.amend, piece=piece, **what, **by)
        except DeskError as refused:
            context.notices.warn(refused.said(context.texts))
            return
        self._uid = deeds.new_uid()
        self.kept.emit()
        self._tell(row)

    def _tell(self, before: MailRow) -> None:
        """Say what stood there and what stands there now; what is printed already says the first."""
        desk, t = self._context.desk, self._context.texts
        (after,) = desk.ask(mail_reading.rows, item_ids=[before.item_id], language=t.language)
        changed = words.changes(before, after, t)
        said = t("{piece}: {changes}", piece=after.label, changes=changed) if changed else t("Kept.")
        self._context.notices.say(said)
        self._view.ticket.look(before, after)

    def _first_gap(self, row: MailRow) -> QWidget:
        """Name the field of what is missing first."""
        fields = self._view.fields
        if not row.addressee and not row.own_label:
            return fields.addressee
        return fields.number if mending.is_without_number(row) else fields.weight

    def _look(self) -> None:
        """Ask why, where a piece is another one now than was said."""
        fields = self._view.fields
        if self._row is not None:
            own_label = fields.own_label.isChecked()
            self._view.mending.look(fields.kind(), fields.number.text(), own_label=own_label)
