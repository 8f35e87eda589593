"""The file of one piece that nobody fetches: whose it is, the reminder ready to send, what happened to it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from concierge_desk.models import Channel, House
from concierge_desk.operations.unclaimed import UnclaimedFile
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import supervise_unclaimed_words as words
from concierge_desk.ui.status_words import CHANNELS
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title, Words


class FileCard(Card):
    """The right-hand card; there is no way to throw anything away."""

    copied = Signal()
    noted = Signal(object, str)
    """Carries the channel, and the words that were said."""
    print_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card for no piece yet."""
        super().__init__(parent=parent)
        self._texts = t = texts
        self._file: UnclaimedFile | None = None
        self._name = Title("")
        self._days = Badge("", "quiet")
        self._contact = Words("", 16)
        self._facts = Words("", 14, "soft")
        self.law = StepHint("", "shield-check")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(t("Reminder to its owner"))
        self.text.setTabChangesFocus(True)
        self._frame = QWidget()
        framed = QVBoxLayout(self._frame)
        framed.setContentsMargins(0, 0, 0, 0)
        framed.addWidget(self.text)
        self.channels = SegmentBar()
        self.channels.setAccessibleName(t("How they are told"))
        self.channels.show_segments(
            [Segment(each.value, t(said[0]), said[1]) for each, said in CHANNELS.items()]
        )
        self.copy = Button(t("Copy the text"), "clipboard-list")
        self.note = Button(
            t("Note: reminded"), "check", kind="primary", key=shortcuts.shown("main", t), main=True
        )
        self.print = Button(t("Print the file"), "printer")
        self.trail = RowList(t("What happened to it"))
        self._nothing = EmptyState("clock", t("Choose a piece to see its file."))
        self._details = QWidget(self)
        self.copy.clicked.connect(self._copy)
        self.note.clicked.connect(self.note_it)
        self.print.clicked.connect(self.print_asked)
        self.channels.chosen.connect(self._allow)
        self.text.textChanged.connect(self._allow)
        self._lay()
        self.show_file(None, None)

    def show_file(self, file: UnclaimedFile | None, house: House | None) -> None:
        """Show a piece; a reminder that is being written stays while its piece does."""
        same = file is not None and self._file is not None and file.row.item_id == self._file.row.item_id
        self._file = file
        self._details.setVisible(file is not None)
        self._nothing.setVisible(file is None)
        if file is None or house is None:
            return
        t = self._texts
        self._name.setText(words.title(file))
        self._days.show_word(
            t.many("{n} day", "{n} days", file.row.days), "late" if file.row.year_over else "today"
        )
        self._contact.setText(words.contact(file, t))
        self._facts.setText(words.facts(file, t))
        allowed = words.law(file, t)
        self.law.say(allowed.sentence, tone=allowed.tone, icon="shield-check", more=allowed.more)
        self.trail.show_rows(words.trail(file, t))
        if not same:
            self.text.setPlainText(words.reminder(file, house))
            self.channels.choose(words.usual_channel(file).value)
            self._allow()

    def note_it(self) -> None:
        """Ask for the reminder to be noted as told."""
        if self._file is not None and self.note.isEnabled():
            self.noted.emit(Channel(self.channels.current()), self.text.toPlainText())

    def say_noted(self) -> None:
        """Show that it is noted: the same is not noted twice by a second press."""
        self.note.setEnabled(False)

    def _allow(self) -> None:
        self.note.setEnabled(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.emit()

    def _lay(self) -> None:
        head, deeds = FlowLayout(gap=12), FlowLayout(gap=10)
        head.addWidget(self._name)
        head.addWidget(self._days)
        for piece in (self.note, self.copy, self.print):
            deeds.addWidget(piece)
        self._column = QVBoxLayout(self._details)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        for part in (self._contact, self._facts, self.law, self._frame, self.channels):
            self._column.addWidget(part)
        self._column.addLayout(deeds)
        self._column.addWidget(self.trail, 1)
        self.body.addWidget(self._details, 1)
        self.body.addWidget(self._nothing, 1)
        theme.follow(self, self._fit_inside)

    def _fit_inside(self) -> None:
        self._column.setSpacing(theme.px(10))
        # On a frame around it: the look gives the text itself a least height of its own.
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setFixedHeight(theme.px(84))
