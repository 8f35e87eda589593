"""A screen that is opened with something in mind asks the store once, not before and after."""

from collections import Counter

import pytest

from concierge_desk.desk import Desk
from concierge_desk.ui.main_window import MainWindow
from tests.make import IDS
from tests.questions import questions


@pytest.mark.parametrize(
    ("key", "what", "told_by"),
    [
        ("supervise", {"panel": "day"}, "FROM shift_note"),
        ("supervise", {"panel": "unclaimed"}, "FROM house"),
        ("supervise", {"panel": "incidents"}, "FROM incident"),
        ("customers", {"customer_id": IDS.claire}, "FROM request"),
        ("visits", {"provider_id": IDS.cleaner}, "FROM weekly_visit JOIN"),
    ],
)
def test_a_screen_with_something_in_mind_asks_once(
    window: MainWindow, desk: Desk, key: str, what: dict[str, object], told_by: str
) -> None:
    """Stale, and with another matter in front before: what is looked at is asked for once."""
    window.open_screen(key, **what)
    if key == "supervise":
        window.open_screen(key, panel="quotes")
    window.open_screen("today")
    window.screen_of(key).stale = True
    asked = Counter(questions(desk, lambda: window.open_screen(key, **what)))
    own = {statement: count for statement, count in asked.items() if told_by in statement}
    assert own
    assert set(own.values()) == {1}
