"""Ctrl+Z: what was just said is taken back at once; a deed is named first, and taken back by a second press."""

from collections.abc import Callable
from functools import partial

from concierge_desk import formats
from concierge_desk.errors import DeskError, NothingToUndo
from concierge_desk.models import Deed
from concierge_desk.operations import corrections, deeds, leads, mail_recorded, undone_papers
from concierge_desk.operations.mail_recorded import Recorded
from concierge_desk.texts import N_
from concierge_desk.ui import authorising, paper_words
from concierge_desk.ui.context import Context

WHAT = {
    "receive": N_("Undo the drop-off of {time}? {what}"),
    "shelve": N_("Undo the shelving of {time}? {what}"),
    "close_visit": N_("Undo the visit closed at {time}? {what}"),
    "miss_visit": N_("Undo the visit noted at {time} as not held? {what}"),
    "hand_over": N_("Undo the hand-back of {time}? {what}"),
    "receive_mail": N_("Undo the arrival of mail of {time}? {what}"),
    "receive_outgoing": N_("Undo the mail left at {time}? {what}"),
    "return_mail": N_("Undo the return to the sender of {time}? {what}"),
    "carrier_takes": N_("Undo what the carrier took at {time}? {what}"),
    "settle_mail": N_("Undo whose mail it is, as said at {time}? {what}"),
    "frank_mail": N_("Undo what was said of mail to be sent at {time}? {what}"),
    "prove_posting": N_("Undo the proof of posting of {time}? {what}"),
}
"""How each kind of deed is named before it is taken back."""


def offer(context: Context) -> None:
    """Say which deed of this person would be undone, and offer to do it."""
    at = context.clock.now()
    staff_id = context.staff().id
    try:
        deed = context.desk.ask(corrections.last_deed, staff_id=staff_id, at=at)
        if deed is None:
            raise NothingToUndo  # said in the same place as what the desk refuses
        summary = context.desk.ask(leads.summary, uid=deed.uid)
    except DeskError as refused:
        context.notices.warn(refused.said(context.texts))
        return
    context.notices.ask(_sentence(context, summary), partial(_undo, context, summary, deeds.new_uid()))


def _sentence(context: Context, summary: leads.DeedSummary) -> str:
    texts = context.texts
    pieces = texts.many("{n} item", "{n} items", summary.items)
    what = " · ".join(part for part in (summary.customer, pieces) if part)
    return texts(WHAT[summary.kind], time=formats.clock(summary.at), what=what)


def take_back(context: Context, uid: str, deed_uid: str, undone: Callable[[], str]) -> None:
    """Take a deed back, with somebody's leave if another person did it; `undone` tells what is to be said of it."""

    def undo(authorisation_id: int | None) -> Deed:
        return context.desk.do(
            corrections.undo,
            uid=uid,
            at=context.clock.now(),
            staff_id=context.staff().id,
            deed_uid=deed_uid,
            authorisation_id=authorisation_id,
        )

    authorising.attempt(context, undo, lambda _deed: " ".join(filter(None, (undone(), _out(context, uid)))))


def _out(context: Context, uid: str) -> str:
    """Name the papers of a deed that are printed already and say what is no longer so; empty without any."""
    texts = context.texts
    papers = context.desk.ask(undone_papers.out, uid=uid)
    named = ", ".join(f"{texts(paper_words.PAPERS[each.paper][0])} {each.number}".strip() for each in papers)
    return texts("Printed already, destroy it: {papers}.", papers=named) if named else ""


def _undo(context: Context, summary: leads.DeedSummary, deed_uid: str) -> None:
    try:
        typed = _typed(context, summary)
    except DeskError as refused:
        context.notices.warn(refused.said(context.texts))
        return

    def undone() -> str:
        if typed is not None:
            context.go("mail", panel="arrivals", again=typed)
        return context.texts("It is undone. The things are where they were before.")

    take_back(context, summary.uid, deed_uid, undone)


def _typed(context: Context, summary: leads.DeedSummary) -> Recorded | None:
    """Give what was typed for a deed, to be written down again; asked first, as undoing empties the shelves."""
    if summary.kind != "receive_mail":
        return None
    return context.desk.ask(mail_recorded.of_deed, deed_uid=summary.uid)
