"""Printing a paper again from its record: counted, and said."""

from concierge_desk.errors import DeskError
from concierge_desk.operations import reprints
from concierge_desk.operations.reprints import Printable
from concierge_desk.ui import paper_words
from concierge_desk.ui.context import Context


def reprint(context: Context, printable: Printable, deed_uid: str) -> bool:
    """Queue a paper again and say which copy it is; False when it was refused, which is said too."""
    t = context.texts
    try:
        job = context.desk.do(
            reprints.reprint,
            paper=printable.paper,
            request_id=printable.request_id,
            visit_id=printable.visit_id,
            handback_id=printable.handback_id,
            carrier_visit_id=printable.carrier_visit_id,
            item_ids=printable.item_ids,
            at=context.clock.now(),
            staff_id=context.staff().id,
            deed_uid=deed_uid,
        )
    except DeskError as refused:
        context.notices.warn(refused.said(t))
        return False
    words, _icon = paper_words.PAPERS[printable.paper]
    which = t("duplicate {n}", n=job.copy - 1) if job.copy > 1 else t("original")
    what = " ".join(part for part in (t(words), printable.number) if part)
    said = t("{name}: {value}", name=what, value=which)
    context.notices.say(t("{paper}: in the row of papers (F10).", paper=said))
    return True
