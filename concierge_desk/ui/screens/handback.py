"""The hand-back screen: everything for one person, scanned out, signed for, handed over."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Customer, Facts, Handback, Item, Settled, Shelf, Status
from concierge_desk.models.saying import Saying
from concierge_desk.operations import deeds, handbacks, mail_handover, scans
from concierge_desk.ui import theme, undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens.handback_collect import Collect
from concierge_desk.ui.screens.handback_draft import HandbackDraft
from concierge_desk.ui.screens.handback_head import Head
from concierge_desk.ui.screens.handback_signing import PAPER_KEY
from concierge_desk.ui.screens.handback_things import Things, to_settle
from concierge_desk.ui.screens.handback_who import Who
from concierge_desk.ui.widgets.columns import Columns


class HandBack(Screen):
    """Hands things back to their owner or to who may collect for them."""

    shows: ClassVar[frozenset[type]] = frozenset({Item, Customer, Shelf, Handback})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Start with nobody; the first page asks who comes."""
        super().__init__(context, parent)
        self._theirs: handbacks.CustomerShelf | None = None
        self._uid = deeds.new_uid()
        self._unsigned_warned = False
        t = context.texts
        self.head = Head(t, self)
        self.head.all_asked.connect(self._on_all)
        self.things = Things(t, self)
        self.collect = Collect(t, self)
        self.who = Who(context, self)
        self._pages = QStackedWidget(self)
        self._draft = HandbackDraft(context, self, self._begun)
        self._lay()
        self.things.ticked.connect(self._on_ticked)
        self.things.refused.connect(self._warn_not_here)
        self.collect.asked.connect(self.main_action)
        self.collect.procuration_asked.connect(self._note_procuration)
        self.collect.changed.connect(self._keep_later)
        self.collect.changed.connect(context.notices.settle)
        self.who.chosen.connect(self.open_customer)

    def open_customer(self, customer_id: int) -> None:
        """Show everything of a customer, with what was ticked before a crash and nothing else."""
        self._put_aside()
        self.things.forget()
        self._uid = deeds.new_uid()
        self._unsigned_warned = False
        self._load(customer_id)
        if self._theirs is not None:
            self.collect.show_customer(self._theirs.customer, self._today())
            self._pages.setCurrentIndex(1)
            self._restore(customer_id)
            self.things.start()

    @override
    def arrive(self, **what: object) -> None:
        """Come with a customer, or with one of their things, which is then ticked."""
        customer_id, item_id, form = what.get("customer_id"), what.get("item_id"), what.get("form")
        if isinstance(customer_id, int) and (self._theirs is None or not isinstance(item_id, int)):
            self._open_unless_open(customer_id)
        if isinstance(item_id, int):
            self._take_item(item_id)
        if isinstance(form, dict):
            self._resume(form)

    @override
    def in_hand(self) -> dict[str, object]:
        """Hand who is served, and what was ticked and signed, to the screen that takes this one's place."""
        if self._theirs is None:
            return {}
        return {"customer_id": self._theirs.customer.id, "form": self._form()}

    @override
    def refresh(self) -> None:
        """Ask again for what is here."""
        if self._theirs is None:
            self.who.refresh()
        else:
            before = self._theirs.customer.collectors
            self._load(self._theirs.customer.id)
            if [each.id for each in before] != [each.id for each in self._theirs.customer.collectors]:
                form = self._form()
                self.collect.show_customer(self._theirs.customer, self._today())
                self._resume(form)

    @override
    def take_scan(self, code: str) -> bool:
        """Tick a scanned thing, or open the person of a scanned thing, ticket or label."""
        try:
            found = self.context.desk.ask(scans.resolve, scanned=code)
        except DeskError:
            return False
        if found.kind is scans.FoundKind.ITEM:
            self._take_item(found.id)
            return True
        if found.kind is scans.FoundKind.TICKET:
            owner = self._owner(handbacks.owner_of_request, request_id=found.id)
            if owner is not None:
                self._open_unless_open(owner)
            return True
        if found.kind is scans.FoundKind.CUSTOMER:
            self._open_unless_open(found.id)
            return True
        return found.kind is scans.FoundKind.SAYING and self._take_saying(Saying(found.id))

    @override
    def main_action(self) -> None:
        """Hand over what is ticked; without a signature only when asked twice."""
        t, chosen = self.context.texts, self.things.chosen()
        if self._theirs is None or not chosen:
            return
        if self.collect.needs_name():
            self.context.notices.warn(t("Write the name of the person who collects."))
            self.collect.other.setFocus()
            return
        lacking = self.collect.terms().lacking(
            self.collect.rule.shown(), signed=self.collect.signing.is_signed()
        )
        if lacking is not None:
            self.context.notices.warn(lacking.said(t))
            self.collect.go_to_missing()
            return
        if not self.collect.signing.is_signed() and not self._unsigned_warned:
            self._unsigned_warned = True
            self.things.hint.say(
                t("Nobody has signed. Ask for a signature, or press F12 again to go on without."),
                "signature",
                tone="amber",
            )
            return
        self._hand_over([row.item_id for row in chosen], as_it_is=any(not row.can_go for row in chosen))

    @override
    def go_back(self) -> bool:
        """Go back to the question who comes; what was ticked can be taken up again."""
        if self._theirs is None:
            return bool(self.who.field.text()) and self._forget_words()
        self._put_aside()
        self._nobody()
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Ask who comes, or go on with the list."""
        return self.who.first_focus() if self._theirs is None else self.things.list

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick everything that is ready by Ctrl+A; note by P that they sign on paper."""
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_all()
        elif event.text().upper() == PAPER_KEY:
            self.collect.sign_on_paper()
        else:
            super().keyPressEvent(event)

    def _hand_over(self, item_ids: list[int], *, as_it_is: bool) -> None:
        theirs, who = self._theirs, self.collect.collecting()
        if theirs is None:
            return
        at = self.context.clock.now()
        nothing_due = all(not row.price and row.ceiling is None for row in self.things.chosen())
        try:
            handback = self.context.desk.do(
                handbacks.hand_over,
                customer_id=theirs.customer.id,
                item_ids=item_ids,
                collector_id=who.collector_id,
                collector_name=who.name,
                identity_seen=who.identity_seen,
                identity_kind="" if who.shown.kind is None else who.shown.kind.value,
                addressees_identity_seen=who.shown.addressees_too,
                signature=self.collect.pad.strokes(),
                on_paper=self.collect.signing.is_on_paper(),
                settled=Settled.NOTHING if nothing_due else self.collect.settled(),
                at=at,
                staff_id=self.context.staff().id,
                deed_uid=self._uid,
                as_it_is=as_it_is,
            )
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.context.texts))
            return
        # After a lost answer other things may be ticked by now than those that were recorded.
        self._say_done(self.context.desk.ask(deeds.pieces, self._uid), handback, theirs.customer.id)

    def _say_done(self, count: int, handback: Handback, customer_id: int) -> None:
        t = self.context.texts
        said = t.many(
            "{n} item handed over to {name}.",
            "{n} items handed over to {name}.",
            count,
            name=handback.collector_name,
        )
        if handback.on_paper:
            said += " " + t("Let them sign paper no. {number}, and keep it.", number=handback.number)
        self.context.notices.undoable(said, partial(self._undo, self._uid, customer_id, deeds.new_uid()))
        to_prove = any(row.mail for row in self.things.chosen()) and not handback.on_paper
        self.who.offer_proof(handback if to_prove else None)
        self._draft.rest()
        self._draft.drop(customer_id)
        self.things.forget()
        self._nobody()

    def _undo(self, uid: str, customer_id: int, deed_uid: str) -> None:
        def undone() -> str:
            self.open_customer(customer_id)
            return self.context.texts("Undone. Everything is back where it was.")

        undoing.take_back(self.context, uid, deed_uid, undone)

    def _take_saying(self, word: Saying) -> bool:
        if self._theirs is None:
            return False
        if word is Saying.HAND_OVER:
            # What takes a scan does not write.
            QTimer.singleShot(0, self, self.main_action)
            return True
        return self.collect.take_saying(word)

    def _note_procuration(self) -> None:
        """Open the form of a procuration; what is ticked here is kept."""
        if self._theirs is not None:
            self.context.go("customers", customer_id=self._theirs.customer.id, procuration=True)

    def _take_item(self, item_id: int) -> None:
        t = self.context.texts
        if not self.things.has(item_id) or self._theirs is None:
            owner = self._owner(handbacks.owner_of_item, item_id=item_id)
            if owner is None:
                return
            theirs = self._theirs is not None and owner == self._theirs.customer.id
            if self._theirs is not None and self.things.chosen() and not theirs:
                self.context.notices.warn(
                    t("This item is not for {name}. Put it aside.", name=self._theirs.customer.name)
                )
                return
            self._open_unless_open(owner)
        if not self.things.tick(item_id):
            self._warn_not_here(item_id)

    def _owner(self, question: Callable[..., int], **of: int) -> int | None:
        """Ask whose a thing or a ticket is; None where that is not settled, which is said."""
        try:
            return self.context.desk.ask(question, **of)
        except DeskError as refused:
            self.context.notices.warn(refused.said(self.context.texts))
            return None

    def _warn_not_here(self, item_id: int) -> None:
        t = self.context.texts
        if self.things.goes_back(item_id):
            self.context.notices.warn(t("This goes back to its sender. Under Mail, keep it after all first."))
        else:
            self.context.notices.warn(t("This item is not here to be handed over. Look at its history."))

    def _open_unless_open(self, customer_id: int) -> None:
        """Open a customer; who is open already stays as they are."""
        if self._theirs is None or self._theirs.customer.id != customer_id:
            self.open_customer(customer_id)

    def _form(self) -> Facts:
        return {"ticked": [row.item_id for row in self.things.chosen()]} | self.collect.in_hand()

    def _resume(self, form: Facts) -> None:
        self.things.resume(form.get("ticked", []))
        self.collect.resume(form)

    def _put_aside(self) -> None:
        """Leave a hand-back that was begun, with a way to take it up again."""
        begun = self.things.chosen() or self.collect.signing.is_signed() or self.collect.other.text().strip()
        if self._theirs is None or not begun:
            return
        customer_id, form = self._theirs.customer.id, self._form()
        self._draft.rest()
        # Somebody else's ticket may have been scanned, and what takes a scan does not write.
        QTimer.singleShot(0, self, partial(self._draft.drop, customer_id))
        said = self.context.texts("The hand-back for {name} is put aside.", name=self._theirs.customer.name)
        self.context.notices.undoable(said, partial(self._take_up, customer_id, form))

    def _take_up(self, customer_id: int, form: Facts) -> None:
        self.open_customer(customer_id)
        self._resume(form)

    def _forget_words(self) -> bool:
        self.who.refresh()
        return True

    def _on_ticked(self) -> None:
        self._unsigned_warned = False
        self._show_deed()
        self._keep_later()

    def _keep_later(self) -> None:
        if self._theirs is not None:
            self._draft.keep_later()

    def _begun(self) -> tuple[int, Facts] | None:
        return None if self._theirs is None else (self._theirs.customer.id, self._form())

    def _restore(self, customer_id: int) -> None:
        kept = self._draft.of_today(customer_id, self._today())
        if kept is not None:
            self._resume(kept)
            self._draft.rest()

    def _load(self, customer_id: int) -> None:
        language = self.context.texts.language
        self._theirs = self.context.desk.ask(
            handbacks.everything_for, customer_id=customer_id, language=language
        )
        self.things.show_things(self._theirs, self.context.clock.now())
        self._show_deed()

    def _today(self) -> date:
        return moments.day_of(self.context.clock.now())

    def _nobody(self) -> None:
        self._theirs = None
        self.things.forget()
        self.who.refresh()
        self._pages.setCurrentIndex(0)
        first = self.who.first_focus()
        first.setFocus()

    def _on_all(self) -> None:
        self.things.tick_all_ready()

    def _show_deed(self) -> None:
        if self._theirs is None:
            return
        t, chosen, left = self.context.texts, self.things.chosen(), self.things.left()
        self.head.show_shelf(
            self._theirs, done=sum(row.can_go for row in chosen), ready=self.things.ready_count()
        )
        words = t.many("Hand over {n} item", "Hand over {n} items", len(chosen)) if chosen else t("Hand over")
        stays = (
            t.many("{n} ready item stays here.", "{n} ready items stay here.", len(left))
            if chosen and left
            else ""
        )
        if any(row.status is Status.HANDED_IN for row in chosen):
            stays = t("What was not worked on goes back as it is.")
        due = to_settle(chosen, t) if any(row.price or row.ceiling is not None for row in chosen) else ""
        self.collect.show_deed(words, due, stays, possible=bool(chosen))
        self._show_asked([row.item_id for row in chosen])

    def _show_asked(self, item_ids: list[int]) -> None:
        """Show what the carriers' rules ask for what is ticked."""
        everybody = self.context.desk.ask(mail_handover.everybody, item_ids=item_ids, on=self._today())
        self.collect.show_asked(everybody)
        asked = everybody.themselves
        self.things.say_asked(asked=asked.identity or asked.signature)

    def _lay(self) -> None:
        columns = Columns((802, 400))
        columns.addWidget(self.things)
        columns.addWidget(self.collect)
        page = QWidget(self)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.head)
        self._column.addLayout(columns, 1)
        self._pages.addWidget(self.who)
        self._pages.addWidget(page)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._pages)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(22)
        self._outer.setContentsMargins(edge, theme.px(20), edge, edge)
        self._column.setSpacing(theme.px(14))
