"""What the system says of a queue, as what a concierge has to know of it."""

import pytest

from concierge_desk.print.ways import ipp, queue_health, troubles
from concierge_desk.print.ways.way import Health

IDLE, PRINTING, STOPPED = 3, 4, 5


def about(state: int, *reasons: str, message: str = "", accepting: bool = True) -> ipp.Attributes:
    """Describe a queue as CUPS does."""
    return {
        "printer-state": (state,),
        "printer-state-reasons": reasons or ("none",),
        "printer-state-message": (message,),
        "printer-is-accepting-jobs": (accepting,),
        "printer-make-and-model": ("Zebra ZD421",),
    }


@pytest.mark.parametrize(
    ("described", "health"),
    [
        (about(IDLE), Health.WELL),
        (about(PRINTING), Health.WELL),
        (about(PRINTING, "connecting-to-device"), Health.WELL),
        (about(PRINTING, "cups-waiting-for-job-completed", "marker-supply-low-warning"), Health.WELL),
        (about(IDLE, "cups-ipp-conformance-failure-report", "cups-ipp-missing-job-history"), Health.WELL),
        (about(IDLE, "toner-low"), Health.WELL),
        (about(IDLE, "media-low-warning"), Health.LOW),
        (about(PRINTING, "media-empty-warning"), Health.LOW),  # one tray of two
        (about(IDLE, "media-empty-error"), Health.LOW),  # it was so when the last paper printed
        (about(IDLE, "cover-open-error"), Health.UNKNOWN),
        ({}, Health.UNKNOWN),
    ],
)
def test_nothing_keeps_it_from_printing(described: ipp.Attributes, health: Health) -> None:
    """The system asks a printer only while it prints; what an idle queue had must not keep a paper back."""
    assert queue_health.judge(described, "Q") is health


@pytest.mark.parametrize(
    ("described", "trouble"),
    [
        (about(STOPPED, "paused"), troubles.PrinterPaused),
        (about(STOPPED), troubles.PrinterPaused),
        (about(IDLE, accepting=False), troubles.PrinterPaused),
        (about(PRINTING, "media-jam-error"), troubles.PrinterPaused),
        (about(PRINTING, "cups-remote-stopped"), troubles.PrinterPaused),
        (about(PRINTING, "media-empty"), troubles.PaperOut),
        (about(STOPPED, "media-empty-warning"), troubles.PaperOut),
        (about(PRINTING, "media-needed-warning"), troubles.PaperOut),
        (about(PRINTING, "cover-open"), troubles.CoverOpen),
        (about(STOPPED, "door-open-error", "paused"), troubles.CoverOpen),
        (about(PRINTING, "offline-report"), troubles.PrinterAbsent),
        (
            about(PRINTING, message="The printer may not exist or is unavailable at this time."),
            troubles.PrinterAbsent,
        ),
        ({"printer-make-and-model": ("Local Raw Printer",)}, troubles.PrinterRaw),
    ],
)
def test_something_keeps_it_from_printing(
    described: ipp.Attributes, trouble: type[troubles.PrinterStopped]
) -> None:
    """Each by what a concierge can do about it."""
    with pytest.raises(troubles.PrinterStopped) as found:
        queue_health.judge(described, "Q")
    assert type(found.value) is trouble
