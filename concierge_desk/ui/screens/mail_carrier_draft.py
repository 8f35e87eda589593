"""What a carrier is about to take, kept within moments of each piece, and offered again after a crash."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject
from typing_extensions import override

from concierge_desk.models import Facts, Rows
from concierge_desk.operations import deeds
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.mail_unfinished import Unfinished
from concierge_desk.ui.screens.visit_pads import DRIVER, Pads

SCREEN = "mail_carrier"


@dataclass(slots=True)
class CarrierForm:
    """What was scanned or ticked for a carrier, who signed and how, and the deed that it becomes."""

    carrier_id: int
    uid: str = field(default_factory=deeds.new_uid)
    ticked: list[int] = field(default_factory=list)
    driver: str = ""
    strokes: Rows = field(default_factory=list)
    tab: int = DRIVER

    def is_empty(self) -> bool:
        """Tell whether nothing is in it that somebody would miss."""
        return not (self.ticked or self.driver or self.strokes)

    def body(self) -> Facts:
        """Write everything down for the draft."""
        return {
            "carrier": self.carrier_id,
            "ticked": self.ticked,
            "driver": self.driver,
            "strokes": self.strokes,
            "tab": self.tab,
        }

    def take_down(self, ticked: list[int], pads: Pads) -> None:
        """Write down what is ticked, and who signed."""
        self.ticked, self.driver = ticked, pads.driver.text()
        self.strokes, self.tab = pads.pad.strokes(), pads.current()

    def show_signed(self, pads: Pads) -> None:
        """Show again who signed."""
        pads.driver.setText(self.driver)
        pads.pad.set_strokes(self.strokes)
        pads.choose(self.tab)


class UnfinishedCarrier(Unfinished[CarrierForm]):
    """Keeps what the carrier that is here is about to take."""

    def __init__(self, context: Context, parent: QObject) -> None:
        """Keep nothing yet."""
        super().__init__(context, parent, screen=SCREEN)

    @override
    def question(self, body: Facts, carrier: str) -> str:
        """Say what was left open."""
        t = self._context.texts
        pieces = t.many("{n} piece", "{n} pieces", len(body["ticked"]))
        return t("Not recorded yet: {carrier} takes {pieces}.", carrier=carrier, pieces=pieces)

    @override
    def read(self, uid: str, body: Facts) -> CarrierForm:
        """Read it from what was kept of it."""
        return CarrierForm(
            int(body["carrier"]),
            uid,
            list(body["ticked"]),
            body["driver"],
            list(body["strokes"]),
            body["tab"],
        )
