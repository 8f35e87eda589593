"""The house: what is printed at the top of the papers, the terms below a ticket, how long names on mail are kept."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.operations import houses, setting_up
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment
from concierge_desk.ui.widgets.words import Words

_PAIRS = (("name", "address"), ("phone", "mediator"))
_MONTHS = (0, 6, 12, 24, 36)


class HouseCard(SetupCard):
    """Asks for what stands on the papers, and how long names on mail are kept."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the fields empty."""
        super().__init__(context, parent)
        t = self.t
        self.fields = {
            "name": LabelledField(t("Name of the house")),
            "address": LabelledField(t("Address"), hint="87 quai des Queyries, 33100 Bordeaux"),
            "phone": LabelledField(t("Phone"), hint="05 56 12 34 56"),
            "mediator": LabelledField(
                t("Mediator printed on the ticket"),
                hint=t("For complaints: name and address of the mediator"),
            ),
        }
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        self.terms = QPlainTextEdit()
        self.terms.setAccessibleName(t("Terms printed on the ticket"))
        self.terms.setTabChangesFocus(True)
        self.kept = Choice(t("Forget the names on mail after it left"), [])
        self.kept.chosen.connect(self._choose)
        self._chosen = False
        said = t("They are forgotten for good when a day is ended. The mail itself stays known.")
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        label = Words(t("Terms printed on the ticket"), 14, "soft")
        label.setBuddy(self.terms)
        card = Card(t("The house"), "building-store", self)
        for pair in _PAIRS:
            columns = Columns((360, 360), least=(260, 260))
            for key in pair:
                columns.addWidget(self.fields[key])
            card.body.addLayout(columns)
        for piece in (label, self.terms, self.kept, Words(said, 14, "soft"), self.keep):
            card.body.addWidget(piece)
        card.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        theme.follow(self, self._fit)

    @override
    def refresh(self) -> None:
        """Show what is known; a field that was typed in stays as it is until it is saved."""
        house = self.context.desk.ask(houses.this_house)
        if house is None:
            return
        for key, field in self.fields.items():
            if not field.edit.isModified():
                field.set_text(getattr(house, key))
        if not self.terms.document().isModified():
            self.terms.setPlainText(house.terms)
        if not self._chosen:
            self._show_kept(house.mail_kept_months)

    @override
    def save(self) -> None:
        """Keep what is typed; the next paper shows it."""
        typed = {key: field.text() for key, field in self.fields.items()}
        months = self.kept.bar.current()
        self.record(
            setting_up.change_house,
            self._saved,
            terms=self.terms.toPlainText(),
            mail_kept_months=int(months) if months else None,
            **typed,
        )

    def _saved(self) -> str:
        for field in self.fields.values():
            field.edit.setModified(False)
        self.terms.document().setModified(False)
        self._chosen = False
        self.refresh()
        return self.t("The house is saved. The next papers show it.")

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the name."""
        return self.fields["name"].edit

    def _choose(self, _months: str) -> None:
        self._chosen = True

    def _show_kept(self, months: int | None) -> None:
        """Show after how many months; an older store where nobody has said it yet says so."""
        offered = [Segment(str(each), self._months(each)) for each in sorted({*_MONTHS, months or 0})]
        if months is None:
            offered.insert(0, Segment("", self.t("not decided yet")))
        self.kept.bar.show_segments(offered)
        self.kept.bar.choose("" if months is None else str(months))

    def _months(self, count: int) -> str:
        return self.t.many("{n} month", "{n} months", count) if count > 0 else self.t("never")

    def _fit(self) -> None:
        self.terms.setMinimumHeight(theme.px(96))
        self.terms.setMaximumHeight(theme.px(160))
