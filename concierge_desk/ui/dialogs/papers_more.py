"""The papers that no deed brings with it: the state of the counter, sheets for a power cut, shelf labels, badges."""

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from concierge_desk.errors import DeskError
from concierge_desk.models import Paper
from concierge_desk.operations import printing
from concierge_desk.ui import paper_words
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
        for paper in _OFFERED:
            if paper is Paper.BADGES and not context.staff().is_supervisor:
                # A badge opens the desk as the person whose it is.
                continue
            words, _icon = paper_words.PAPERS[paper]
            self.addAction(context.texts(words), partial(self.queue, paper))

    def queue(self, paper: Paper) -> None:
        """Queue a paper, in the language of the house, and say so."""
        context = self._context
        try:
            context.desk.do(
                printing.queue,
                paper=paper,
                language=context.desk.ask(printing.house_language),
                at=context.clock.now(),
                staff_id=context.staff().id,
            )
        except DeskError as refused:
            context.notices.warn(refused.said(context.texts))
        else:
            words, _icon = paper_words.PAPERS[paper]
            context.notices.say(
                context.texts("{paper}: in the row of papers (F10).", paper=context.texts(words))
            )
