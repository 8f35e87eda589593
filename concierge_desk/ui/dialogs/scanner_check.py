"""The test of the scanner: reads the printed test sheet, says what is wrong, and repairs what it can.

While it is open every key of the scanner comes here as it is; closed, scans are the window's again.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.models import Paper
from concierge_desk.operations import printing, scanner_check
from concierge_desk.operations.scanner_check import Diagnosis, Heard, Setup, Step
from concierge_desk.ui import scanner_words, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.dialogs.scanner_page import ScannerPage
from concierge_desk.ui.scanning import ScanCatcher
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.step_line import StepLine
from concierge_desk.ui.widgets.words import Title

PATIENCE_MS = 45_000
"""When nothing has come for so long, what may be the matter is shown unasked."""
_STEPS = list(Step)


class ScannerCheck(QDialog):
    """Three codes, one after the other; each is proven by a scan."""

    def __init__(self, context: Context, catcher: ScanCatcher, parent: QWidget) -> None:
        """Ask for the first code, and listen."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._catcher = catcher
        self._now = 0
        self._states: dict[Step, str] = {}
        self._good: list[tuple[Heard, Step]] = []
        self._found: Diagnosis | None = None
        t = context.texts
        self.setWindowTitle(t("Test the scanner"))
        self.steps = StepLine(t, [t(scanner_words.STEPS[step][0]) for step in _STEPS], self)
        self.page = ScannerPage(t)
        self.frame = Scroll(self.page, self)
        self.repair = Button(t("Repair"), "tools", self, kind="primary")
        self.skip = Button(t("Go on"), "chevron-right", self)
        self.again = Button(t("Test again"), "refresh", self)
        self.nothing = Button(t("Nothing comes"), "alert-triangle", self)
        self.sheet = Button(t("Print the sheet"), "printer", self)
        self.leave = Button(t("Close"), "x", self, key=shortcuts.shown("back", t))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._connect()
        self._lay()
        catcher.listen(on=True)
        self._ask()

    def hear(self, heard: Heard) -> None:
        """Say what is wrong with a scan, or go on to the next code."""
        step = self.step()
        if step is None:
            return
        setup = Setup.of(self._context.settings())
        found = scanner_check.diagnose(heard, step, setup, self._good)
        if found.is_good:
            self._good.append((heard, step))
            self.page.note(found)
            self._end_step("done")
        else:
            self._found = found
            self.page.show_found(found)
            self._offer()
            self._focus(self.repair if found.cure is not None else self.frame)

    def step(self) -> Step | None:
        """Tell which code is asked for; None when the test is over."""
        return _STEPS[self._now] if self._now < len(_STEPS) else None

    @override
    def done(self, result: int) -> None:
        """Give the scans back to the window."""
        self._patience.stop()
        self._catcher.heard.disconnect(self.hear)
        self._catcher.listen(on=False)
        super().done(result)

    def _ask(self) -> None:
        """Ask for the code of this step, or say how the test ended."""
        self._found = None
        step = self.step()
        if step is None:
            self._patience.stop()
            self.page.show_end([each for each in _STEPS if self._states[each] != "done"])
        else:
            self._patience.start(PATIENCE_MS)
            before = self._states.get(_STEPS[self._now - 1]) if self._now else ""
            self.page.ask(step, good_before=before == "done")
        shown = [self._states.get(each, "now" if each is step else "later") for each in _STEPS]
        self.steps.show_steps(shown)
        self._offer()
        self._focus(self.leave if step is None else self.frame)

    def _end_step(self, state: str) -> None:
        self._states[_STEPS[self._now]] = state
        self._now += 1
        self._ask()

    def _offer(self) -> None:
        """Show the buttons that mean something now; one of them at most is the main one."""
        over, found = self.step() is None, self._found
        self.repair.setVisible(found is not None and found.cure is not None)
        self.skip.setVisible(
            not over and (self.page.shows_checks() or (found is not None and found.cure is None))
        )
        self.again.setVisible(over)
        self.nothing.setVisible(not over and found is None and not self.page.shows_checks())
        self.sheet.setVisible(not over)
        self.leave.set_kind("primary" if over else "secondary")

    def _focus(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.frame.setAccessibleName(self.page.spoken())

    def _repair(self) -> None:
        """Use the set-up that was found from now on, and have it proven by another scan."""
        found, self._found = self._found, None
        if found is None or found.cure is None:
            return
        self._context.change_settings(found.cure.put_into(self._context.settings()))
        self.page.ask_again(found.step)
        self._patience.start(PATIENCE_MS)
        self._offer()
        self._focus(self.frame)

    def _skip(self) -> None:
        self._end_step("not")

    def _start_again(self) -> None:
        self._now = 0
        self._states.clear()
        self._good.clear()
        self.page.forget()
        self._ask()

    def _nothing_comes(self) -> None:
        """Say what to look at."""
        step = self.step()
        if step is None or self._found is not None:
            return
        self.page.show_checks(step)
        self._offer()
        self._focus(self.frame)

    def _print_sheet(self) -> None:
        """Queue the test sheet, in the language that is read here."""
        context = self._context
        t = context.texts
        try:
            context.desk.do(
                printing.queue,
                paper=Paper.SCANNER_SHEET,
                language=t.language,
                at=context.clock.now(),
                staff_id=context.staff().id,
            )
        except DeskError as refused:
            self.page.say_of_sheet(refused.said(t), good=False)
        else:
            self.page.say_of_sheet(t("The test sheet goes to the printer."), good=True)

    def _connect(self) -> None:
        self._catcher.heard.connect(self.hear)
        self._patience.timeout.connect(self._nothing_comes)
        for button, slot in (
            (self.repair, self._repair),
            (self.skip, self._skip),
            (self.again, self._start_again),
            (self.nothing, self._nothing_comes),
            (self.sheet, self._print_sheet),
            (self.leave, self.accept),
        ):
            button.clicked.connect(slot)

    def _lay(self) -> None:
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Title(self.windowTitle()))
        self._lines.addWidget(self.steps)
        self._lines.addWidget(self.frame, 1)
        buttons = FlowLayout(gap=12)
        for button in (self.repair, self.skip, self.again, self.nothing, self.sheet, self.leave):
            buttons.addWidget(button)
        self._lines.addLayout(buttons)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(22)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(theme.px(14))
        self.resize(min(theme.px(800), 1240), min(theme.px(640), 720))
