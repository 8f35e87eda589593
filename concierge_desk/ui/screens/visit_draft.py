"""What was scanned in a visit that is not closed yet, kept so that a crash or another screen costs nothing."""

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Outcome
from concierge_desk.operations import drafts, expectations
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.visit_lists import ComingBack, Leaving
from concierge_desk.ui.screens.visit_signing import Signing


def uid(expected: ExpectedVisit) -> str:
    """Name the draft of a visit: one for each provider and day."""
    return f"visit-{expected.provider_id}-{moments.day_of(expected.planned_at).isoformat()}"


def keep(
    context: Context, expected: ExpectedVisit, leaving: Leaving, back: ComingBack, signing: Signing
) -> None:
    """Keep what was scanned, how it came back, and who signed; what the store refuses is said."""
    body = {
        "taken": leaving.taken(),
        "back": back.kept(),
        "shelf": back.shelf_id,
        "driver": signing.driver.text(),
        "strokes": signing.pad.strokes(),
    }
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


def restore(
    context: Context, expected: ExpectedVisit, leaving: Leaving, back: ComingBack, signing: Signing
) -> None:
    """Show again what was kept, as far as it still can be."""
    draft = context.desk.ask(drafts.by_uid, uid=uid(expected))
    if draft is None:
        return
    for item_id in draft.body.get("taken", []):
        leaving.tick(item_id)
    for key, (outcome, shelf_id, unexpected) in draft.body.get("back", {}).items():
        _restore_back(context, back, int(key), (Outcome(outcome), shelf_id, unexpected))
    back.use_shelf(draft.body.get("shelf"))
    signing.driver.setText(draft.body.get("driver", ""))
    signing.pad.set_strokes(draft.body.get("strokes", []))


def drop(context: Context, expected: ExpectedVisit) -> None:
    """Forget what was kept of a visit that is closed; what the store refuses is said."""
    try:
        context.desk.do(drafts.drop, uid=uid(expected))
    except DeskError as refused:
        context.notices.warn(refused.said(context.texts))


def _restore_back(
    context: Context, back: ComingBack, item_id: int, was: tuple[Outcome, int | None, bool]
) -> None:
    outcome, shelf_id, unexpected = was
    row = None
    if unexpected:
        row = context.desk.ask(
            expectations.find_item_row,
            item_id=item_id,
            at=context.clock.now(),
            language=context.texts.language,
        )
    back.shelf_id = shelf_id
    if back.tick(item_id, unexpected=row):
        back.list.mark(item_id)
        back.set_outcome(outcome)
