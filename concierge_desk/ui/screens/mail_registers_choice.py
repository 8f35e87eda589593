"""Which list of mail is looked at: log or register, of which days, of whom."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.operations import mail_registers
from concierge_desk.operations.mail_registers import Book
from concierge_desk.operations.measures import read_day
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens import mail_registers_words as words
from concierge_desk.ui.screens.mail_registers_work import Wanted
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

_FREE = "free"
_PERIODS = {
    "today": (N_("This day"), mail_registers.today),
    "yesterday": (N_("Yesterday"), mail_registers.yesterday),
    "week": (N_("This week"), mail_registers.week),
    "month": (N_("This month"), mail_registers.month),
    "year": (N_("This year"), mail_registers.year),
}


class Choice(QWidget):
    """The book, its days, its company; `changed` when another list is wanted."""

    changed = Signal()

    def __init__(self, t: Texts, parent: QWidget | None = None) -> None:
        """Begin with the log of today, of everybody."""
        super().__init__(parent)
        self._t = t
        self.books = SegmentBar(self)
        self.books.setAccessibleName(t("Which list"))
        self.books.show_segments(
            [Segment(book.value, t(said), icon) for book, (said, icon) in words.BOOKS.items()]
        )
        self.periods = SegmentBar(self)
        self.periods.setAccessibleName(t("Which days"))
        named = [Segment(key, t(said)) for key, (said, _) in _PERIODS.items()]
        self.periods.show_segments([*named, Segment(_FREE, t("Other days"))])
        self.first = LabelledField(t("First day"), hint="01/11/2026")
        self.last = LabelledField(t("Last day"), hint=t("the same day"))
        self._days = QWidget(self)
        self.company = QComboBox(self)
        self.company.setAccessibleName(t("Of whom"))
        # A long name must not make the window wider.
        self.company.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.company.setMinimumContentsLength(8)
        self._of_whom = Words(t("Of whom"), 14, "soft")
        self._of_whom.setBuddy(self.company)
        self.show_companies(())
        self.books.chosen.connect(self._turned)
        self.periods.chosen.connect(self._turned)
        self.company.currentIndexChanged.connect(self._say)
        for field in (self.first, self.last):
            field.edit.editingFinished.connect(self._say)
        self._lay()
        self._show_what_is_asked()

    def show_companies(self, names: Sequence[str]) -> None:
        """Offer these companies; the one that was chosen stays."""
        t = self._t
        before = self.company.currentText() if self.company.currentIndex() > 0 else ""
        self.company.blockSignals(True)
        self.company.clear()
        self.company.addItems([t("Everybody"), *names])
        self.company.setCurrentIndex(max(self.company.findText(before), 0) if before else 0)
        self.company.blockSignals(False)

    def wanted(self, today: date) -> Wanted | None:
        """Tell which list is wanted; None while the days that are typed are none, which is said below them."""
        book = Book(self.books.current())
        company = self.whose()
        key = self.periods.current()
        if key in _PERIODS:
            days = _PERIODS[key][1](today)
            # Whoever wants other days begins with those they have looked at.
            self.first.set_text(formats.day_numeric(days.first_on, self._t.language))
            self.last.set_text(formats.day_numeric(days.last_on, self._t.language))
            return Wanted(book, days.first_on, days.last_on, company)
        read = self._read_days(today)
        return None if read is None else Wanted(book, *read, company)

    def whose(self) -> str:
        """Tell the company that is chosen; empty for everybody, and in the register, which has them all."""
        is_chosen = self.books.current() == Book.LOG.value and self.company.currentIndex() > 0
        return self.company.currentText() if is_chosen else ""

    def show_wanted(self, wanted: Wanted) -> None:
        """Show a list again that was looked at before."""
        self.books.choose(wanted.book.value)
        self.periods.choose(_FREE)
        self.first.set_text(formats.day_numeric(wanted.first_on, self._t.language))
        self.last.set_text(formats.day_numeric(wanted.last_on, self._t.language))
        place = self.company.findText(wanted.company)
        self.company.setCurrentIndex(max(place, 0))
        self._show_what_is_asked()

    def is_free(self) -> bool:
        """Tell whether days of one's own are typed; the others mean other days tomorrow."""
        return self.periods.current() == _FREE

    def choose(self, book: str, period: str) -> None:
        """Choose a list by its keys; what is no key is left."""
        if book in {each.value for each in Book}:
            self.books.choose(book)
        if period in _PERIODS or period == _FREE:
            self.periods.choose(period)
        self._show_what_is_asked()

    def _read_days(self, today: date) -> tuple[date, date] | None:
        t, typed = self._t, (self.first.text(), self.last.text() or self.first.text())
        read = [read_day(each) or read_day(f"{each}/{today.year}") for each in typed]
        for field, day in zip((self.first, self.last), read, strict=True):
            wrong = day is None and bool(field.text())
            field.refuse(t("Write a day, such as 31/12/2026.")) if wrong else field.accept()
        first_on, last_on = read
        if first_on is None or last_on is None:
            return None
        if first_on > last_on:
            self.last.refuse(mail_registers.DaysBackwards().said(t))
            return None
        return first_on, last_on

    def _turned(self, _key: str) -> None:
        self._show_what_is_asked()
        if self.is_free():
            self.first.edit.setFocus()
            self.first.edit.selectAll()
        self._say()

    def _say(self) -> None:
        self.changed.emit()

    def _show_what_is_asked(self) -> None:
        self._days.setVisible(self.is_free())
        for piece in (self._of_whom, self.company):
            piece.setVisible(self.books.current() == Book.LOG.value)

    def _lay(self) -> None:
        self._lines = QVBoxLayout(self)
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.addWidget(self.first)
        days.addWidget(self.last)
        for piece in (self.books, self.periods, self._days, self._of_whom, self.company):
            self._lines.addWidget(piece)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(10))
        self.company.setMinimumHeight(theme.px(44))
