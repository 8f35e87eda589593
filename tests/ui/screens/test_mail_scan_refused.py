"""A scan in the mail room that the store cannot answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import StoreBusy
from concierge_desk.operations import scans
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel


@pytest.mark.parametrize(("name", "carrier_id"), [("arrivals", None), ("arrivals", 1), ("outgoing", None)])
def test_it_is_said_and_crashes_nothing(
    window: MainWindow, said: list[Notice], monkeypatch: pytest.MonkeyPatch, name: str, carrier_id: int | None
) -> None:
    """Whether a delivery is open or not, and where mail is left: one sentence, and the next scan works again."""
    screen = cast("Mail", window.open_screen("mail", panel=name))
    if carrier_id is not None:
        cast("ArrivalsPanel", screen.panel()).use_carrier(carrier_id)
    really = Desk.ask

    def busy(self: Desk, question: Callable[..., Any], *some: Any, **given: Any) -> Any:  # noqa: ANN401  # as Desk.ask
        if question in {scans.foreign, scans.resolve}:
            raise StoreBusy
        return really(self, question, *some, **given)

    with monkeypatch.context() as failing:
        failing.setattr(Desk, "ask", busy)
        window.scan("6A00000000017")
    assert said[-1].warning
    assert said[-1].sentence == StoreBusy().said(window.context.texts)
