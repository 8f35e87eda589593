"""Opens the real window for a test, with somebody signed in."""

from PySide6.QtWidgets import QApplication

from concierge_desk.desk import Desk
from concierge_desk.models import Staff
from concierge_desk.operations import staffing
from concierge_desk.settings import Settings
from concierge_desk.ui import theme
from concierge_desk.ui.main_window import MainWindow

SIZE = (1366, 768)


def person(desk: Desk, staff_id: int) -> Staff:
    """Find somebody of the small desk."""
    return next(each for each in desk.ask(staffing.staff_on_duty) if each.id == staff_id)


def open_window(desk: Desk, staff_id: int = 2, settings: Settings | None = None) -> MainWindow:
    """Open the window at the size of the design and sign somebody in."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    window = MainWindow(desk, settings)
    window.resize(*SIZE)
    window.begin()
    window.sign_in(person(desk, staff_id))
    window.show()
    return window
