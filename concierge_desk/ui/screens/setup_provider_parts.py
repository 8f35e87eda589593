"""The sections of a provider's form that are shut until somebody wants them.

Each can `fill` itself with what is known; `read` gives the facts it holds, or None when something is wrong, which is
said below it.
"""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from concierge_desk import formats
from concierge_desk.operations import legal_forms
from concierge_desk.operations.measures import read_count, read_day, read_metres, write_metres
from concierge_desk.operations.provider_facts import Closure, Contact, ProviderFacts, grouped_siret
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.field_lines import Asked, FieldLines, LinesWords
from concierge_desk.ui.widgets.fold import Fold, focus_inside
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words


class Part(Fold):
    """One section of the form."""

    def __init__(self, texts: Texts, title: str, parent: QWidget | None = None) -> None:
        """Make it shut and empty."""
        super().__init__(title, parent)
        self.t = texts
        self.fields: dict[str, LabelledField] = {}

    def ask(self, key: str, words: str, hint: str = "") -> LabelledField:
        """Make a field of this section."""
        field = self.fields[key] = LabelledField(words, hint=hint)
        field.edit.textEdited.connect(field.accept)
        return field

    def beside(self, first: QWidget, second: QWidget) -> None:
        """Lay two pieces side by side, one below the other where there is no room."""
        pair = Columns((220, 220), gap=12, least=(170, 170))
        pair.addWidget(first)
        pair.addWidget(second)
        self.body.addLayout(pair)

    def show_texts(self, texts: dict[str, str]) -> None:
        """Show words in the fields, and take every refusal away."""
        for key, words in texts.items():
            self.fields[key].set_text(words)
            self.fields[key].accept()

    def day_shown(self, on: date | None) -> str:
        """Write a day to type over."""
        return "" if on is None else formats.day_numeric(on, self.t.language)

    def refuse(self, key: str, sentence: str) -> None:
        """Say what is wrong in a field, open the section, and go there."""
        self.fields[key].refuse(sentence)
        focus_inside(self.fields[key].edit)

    def read_days(self, *keys: str) -> dict[str, date | None] | None:
        """Read some fields as days that may stay empty."""
        read: dict[str, date | None] = {}
        for key in keys:
            typed = self.fields[key].text()
            day = read_day(typed) if typed else None
            if typed and day is None:
                self.refuse(key, self.t("Write a day such as 31/12/2026."))
                return None
            read[key] = day
        return read


class SolidarityPart(Part):
    """What kind of organisation it is, and what shows it."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask for it."""
        super().__init__(texts, texts("Solidarity and evidence"), parent)
        t = texts
        self._told: list[str] = []
        self.form = QComboBox()
        self.form.setAccessibleName(t("Kind of organisation"))
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.setMinimumContentsLength(6)
        for kind, words in legal_forms.WORDS.items():
            self.form.addItem(t(words), kind)
        self.form.currentIndexChanged.connect(self.tell_shown)
        kind_words = Words(t("Kind of organisation"), 14, "soft")
        kind_words.setBuddy(self.form)
        self.body.addWidget(kind_words)
        self.body.addWidget(self.form)
        self.body.addWidget(self.ask("siret", t("SIRET"), "732 829 320 00074"))
        self.beside(
            self.ask("esus_number", t("Number of the approval (ESUS)")),
            self.ask("esus_until", t("Approved until"), "31/12/2026"),
        )
        self.beside(
            self.ask("evidence", t("What was seen that shows it"), t("For example: its articles")),
            self.ask("evidence_on", t("Seen on"), "31/12/2026"),
        )

    def fill(self, facts: ProviderFacts) -> None:
        """Show what is known."""
        self.form.setCurrentIndex(max(0, self.form.findData(facts.legal_form)))
        self.show_texts(
            {
                "siret": grouped_siret(facts.siret),
                "esus_number": facts.esus_number,
                "esus_until": self.day_shown(facts.esus_until),
                "evidence": facts.evidence,
                "evidence_on": self.day_shown(facts.evidence_on),
            }
        )
        siret = self.t("SIRET {siret}", siret=grouped_siret(facts.siret)) if facts.siret else ""
        self._told = [siret, facts.evidence]
        self.tell_shown()

    def read(self) -> dict[str, Any] | None:
        """Read what is typed; the check digits of the SIRET are looked at when it is kept."""
        days = self.read_days("esus_until", "evidence_on")
        if days is None:
            return None
        texts = {key: self.fields[key].text() for key in ("siret", "esus_number", "evidence")}
        return {"legal_form": self.form.currentData(), **texts, **days}

    def tell_shown(self) -> None:
        """Say what is inside: the kind that is chosen, and what is known beside it."""
        self.tell(" · ".join(part for part in (self.form.currentText(), *self._told) if part))


class TimesPart(Part):
    """Holidays, how much it takes on a day, and by how much it is late."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask for it."""
        super().__init__(texts, texts("Holidays, capacity and delays"), parent)
        t = texts
        self.body.addWidget(
            self.ask("capacity", t("Pieces it takes on one day"), t("Empty: nobody has said"))
        )
        self.beside(
            self.ask("delay_days", t("Late by (working days)"), "0"),
            self.ask("delay_until", t("Late until"), "31/12/2026"),
        )
        self.body.addWidget(Words(t("Holidays: the first and the last day it is closed"), 14, "soft"))
        self.closures = FieldLines(
            [Asked("first", t("First day"), "03/08/2026"), Asked("last", t("Last day"), "21/08/2026")],
            LinesWords(t("Add a holiday"), t("Remove this holiday")),
        )
        self.body.addWidget(self.closures)

    def fill(self, facts: ProviderFacts) -> None:
        """Show what is known."""
        late = self.day_shown(facts.delay_until)
        self.show_texts(
            {
                "capacity": "" if facts.capacity is None else str(facts.capacity),
                "delay_days": str(facts.delay_days or ""),
                "delay_until": late,
            }
        )
        holidays = [(self.day_shown(each.first), self.day_shown(each.last)) for each in facts.closures]
        self.closures.show_lines({"first": first, "last": last} for first, last in holidays)
        t = self.t
        told = [
            t.many("{n} piece a day", "{n} pieces a day", facts.capacity) if facts.capacity else "",
            t.many("late by {n} day until {day}", "late by {n} days until {day}", facts.delay_days, day=late)
            if facts.delay_days
            else "",
            *(t("closed {first} – {last}", first=first, last=last) for first, last in holidays),
        ]
        self.tell(" · ".join(part for part in told if part))

    def read(self) -> dict[str, Any] | None:
        """Read what is typed."""
        facts: dict[str, Any] = {}
        for key in ("capacity", "delay_days"):
            typed = self.fields[key].text()
            facts[key] = read_count(typed) if typed else None
            if typed and facts[key] is None:
                self.refuse(key, self.t("Write a number such as 20."))
                return None
        facts["delay_days"] = facts["delay_days"] or 0
        until, closures = self.read_days("delay_until"), self._read_closures()
        return None if until is None or closures is None else {**facts, **until, "closures": closures}

    def _read_closures(self) -> list[Closure] | None:
        found = []
        for number, typed in self.closures.typed():
            days: list[date] = []
            for key in ("first", "last"):
                day = read_day(typed[key] or typed["first"])
                if day is None or (days and day < days[0]):
                    self.closures.refuse(
                        number, key, self.t("Write a day such as 31/12/2026, not before the first.")
                    )
                    return None
                days.append(day)
            found.append(Closure(*days))
        return found


class ContactsPart(Part):
    """Where it is, how it comes, who is there, and what else to know."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask for it."""
        super().__init__(texts, texts("Address, contacts and notes"), parent)
        t = texts
        self.body.addWidget(self.ask("address", t("Address")))
        self.beside(
            self.ask("distance", t("Distance (km)"), "1,2" if t.language == "fr" else "1.2"),
            self.ask("transport", t("How it comes"), t("For example: by cargo bike")),
        )
        self.body.addWidget(self.ask("email", t("E-mail")))
        self.contacts = FieldLines(
            [
                Asked("name", t("Name")),
                Asked("role", t("Role")),
                Asked("phone", t("Phone")),
                Asked("email", t("E-mail")),
            ],
            LinesWords(t("Add somebody who works there"), t("Remove this person")),
        )
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(t("Note"))
        self.note.setTabChangesFocus(True)
        label = Words(t("Note"), 14, "soft")
        label.setBuddy(self.note)
        for piece in (self.contacts, label, self.note):
            self.body.addWidget(piece)
        theme.follow(self, self._fit_note)

    def fill(self, facts: ProviderFacts) -> None:
        """Show what is known."""
        metres = write_metres(facts.distance_m, self.t.language)
        self.show_texts(
            {
                "address": facts.address,
                "distance": metres,
                "transport": facts.transport,
                "email": facts.email,
            }
        )
        self.contacts.show_lines(
            {"name": each.name, "role": each.role, "phone": each.phone, "email": each.email}
            for each in facts.contacts
        )
        self.note.setPlainText(facts.note)
        distance = "" if facts.distance_m is None else formats.kilometres(facts.distance_m, self.t.language)
        people = [each.name for each in facts.contacts]
        told = (facts.address, distance, facts.transport, *people, facts.note)
        self.tell(" · ".join(part for part in told if part))

    def read(self) -> dict[str, Any] | None:
        """Read what is typed."""
        typed = self.fields["distance"].text()
        metres = read_metres(typed) if typed else None
        if typed and metres is None:
            self.refuse("distance", self.t("Write kilometres such as 1.2."))
            return None
        people = []
        for number, each in self.contacts.typed():
            if not each["name"]:
                self.contacts.refuse(number, "name", self.t("A name is missing."))
                return None
            people.append(Contact(**each))
        texts = {key: self.fields[key].text() for key in ("address", "transport", "email")}
        return {**texts, "distance_m": metres, "contacts": people, "note": self.note.toPlainText()}

    def _fit_note(self) -> None:
        self.note.setFixedHeight(theme.px(84))
