"""The papers that no deed brings with it: the state of the counter, sheets for a power cut, shelf labels, badges."""

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from concierge_desk.models import Paper, PrintJob
from concierge_desk.operations import printing, rights
from concierge_desk.operations.rights import Right
from concierge_desk.ui import authorising, paper_words
from concierge_desk.ui.context import Context

_OFFERED = (
    Paper.COUNTER_STATE,
    Paper.REKEY_SHEET,
    Paper.SHELF_LABELS,
    Paper.BADGES,
    Paper.SCANNER_SHEET,
)


class ExtraPapers(QMenu):
    """A menu of papers; one press queues one."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        """Offer each by its words."""
        super().__init__(parent)
        self._context = context
        self._opener = parent
        for paper in _OFFERED:
            words, _icon = paper_words.PAPERS[paper]
            self.addAction(context.texts(words), partial(self.queue, paper))

    def queue(self, paper: Paper) -> None:
        """Queue a paper, in the language of the house, and say so; badges with somebody's leave."""
        context = self._context
        if paper is Paper.BADGES and not rights.has(context.staff(), Right.PRINT_BADGES):
            # The one who is asked types behind this window.
            self._opener.window().close()
        authorising.attempt(context, partial(_queue, context, paper), partial(_queued, context, paper))


def badges_again(context: Context, job: PrintJob, *, deed_uid: str, via: str | None) -> None:
    """Print badges again, or by another printer, with somebody's leave, and say so."""

    def again(authorisation_id: int | None) -> PrintJob:
        return context.desk.do(
            printing.again,
            job_id=job.id,
            at=context.clock.now(),
            staff_id=context.staff().id,
            via=via,
            deed_uid=deed_uid,
            authorisation_id=authorisation_id,
        )

    authorising.attempt(context, again, partial(_queued, context, job.paper))


def _queue(context: Context, paper: Paper, authorisation_id: int | None) -> PrintJob:
    return context.desk.do(
        printing.queue,
        paper=paper,
        language=context.desk.ask(printing.house_language),
        at=context.clock.now(),
        staff_id=context.staff().id,
        authorisation_id=authorisation_id,
    )


def _queued(context: Context, paper: Paper, _job: PrintJob) -> str:
    words, _icon = paper_words.PAPERS[paper]
    return context.texts("{paper}: in the row of papers (F10).", paper=context.texts(words))
