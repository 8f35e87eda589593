"""Who signed a visit that is not closed yet, kept so that a crash or another screen costs nothing.

What was scanned is in the store by itself, as marks of the visit: other people and other windows go on with it.
"""

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.operations import drafts
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.visit_pads import DRIVER, Pads


def uid(expected: ExpectedVisit) -> str:
    """Name the draft of a visit: one for each provider and day."""
    return f"visit-{expected.provider_id}-{moments.day_of(expected.planned_at).isoformat()}"


def keep(context: Context, expected: ExpectedVisit, pads: Pads, shelf_id: int | None) -> None:
    """Keep who signed and the shelf in hand; what the store refuses is said."""
    body = {
        "driver": pads.driver.text(),
        "strokes": pads.pad.strokes(),
        "own": pads.own_pad.strokes(),
        "tab": pads.current(),
        "shelf": shelf_id,
    }
    if not any(body.values()):
        return
    try:
        context.desk.do(
            drafts.keep,
            uid=uid(expected),
            screen="visits",
            staff_id=context.staff().id,
            at=context.clock.now(),
            body=body,
        )
    except DeskError as refused:
        context.notices.warn(refused.said(context.texts))


def restore(context: Context, expected: ExpectedVisit, pads: Pads) -> int | None:
    """Show again who signed; give the shelf that was in hand."""
    draft = context.desk.ask(drafts.by_uid, uid=uid(expected))
    if draft is None:
        return None
    pads.driver.setText(draft.body.get("driver", ""))
    pads.pad.set_strokes(draft.body.get("strokes", []))
    pads.own_pad.set_strokes(draft.body.get("own", []))
    pads.choose(draft.body.get("tab", DRIVER))
    shelf = draft.body.get("shelf")
    return shelf if isinstance(shelf, int) else None


def drop(context: Context, expected: ExpectedVisit) -> None:
    """Forget what was kept of a visit that is closed; what the store refuses is said."""
    try:
        context.desk.do(drafts.drop, uid=uid(expected))
    except DeskError as refused:
        context.notices.warn(refused.said(context.texts))
