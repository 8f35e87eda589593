"""How a queue of the system's printing is, judged by what the system knows of it (RFC 8011, 5.4.11 and 5.4.12)."""

import re

from concierge_desk.print import cleaning
from concierge_desk.print.ways import ipp, troubles
from concierge_desk.print.ways.way import Health

_RAW = "Local Raw Printer"
_IDLE, _PRINTING, _STOPPED = 3, 4, 5
_REASON = re.compile(r"(?P<what>.+?)(?:-(?P<how>error|warning|report))?")
_PAPER = {"media-empty", "media-needed"}
_OPEN = {"cover-open", "door-open", "interlock-open"}
_GONE = {"offline", "shutdown", "timed-out"}
_ERROR, _WARNING, _REPORT = "error", "warning", "report"
_NOT_YET = ("-low", "-almost-empty", "-almost-full")
# CUPS notes its own work among the reasons; only this one keeps a printer from printing.
_OF_CUPS, _STOPPED_THERE = "cups-", "cups-remote-stopped"
# What CUPS's own backends say, in English, while they have not reached the printer yet; no state-reason tells it.
_UNREACHED = (
    "may not exist or is unavailable",
    "is unreachable",
    "is not responding",
    "unable to locate printer",
    "connecting to printer",
    "the printer is in use",
)


def is_raw(about: ipp.Attributes) -> bool:
    """Tell whether a queue has no driver, and hands on what it gets as it is."""
    return ipp.text(about, "printer-make-and-model") == _RAW


def unreached(message: str) -> bool:
    """Tell whether the system says that it has not reached the printer: nothing of the paper can be out."""
    return any(each in message.casefold() for each in _UNREACHED)


def judge(about: ipp.Attributes, printer: str) -> Health:
    """Tell how a queue is. Raises PrinterStopped for what keeps it from printing now."""
    if is_raw(about):
        raise troubles.PrinterRaw(printer=printer)
    state, reasons = ipp.number(about, "printer-state"), _reasons(about)
    if state != _IDLE:
        _stand_in_the_way(reasons, about, printer, stopped=state == _STOPPED)
    if state == _STOPPED or about.get("printer-is-accepting-jobs") == (False,):
        raise troubles.PrinterPaused(printer=printer)
    if _PAPER & reasons.keys() or "media-low" in reasons:
        return Health.LOW
    # The system asks a printer only while it prints: what an idle queue had may be mended since, and must not
    # keep the next paper back.
    return Health.WELL if state in {_IDLE, _PRINTING} and not _grave(reasons) else Health.UNKNOWN


def _stand_in_the_way(reasons: dict[str, str], about: ipp.Attributes, printer: str, *, stopped: bool) -> None:
    # An empty tray is only a warning as long as there is another; to wait for paper never is.
    grave = _grave(reasons, _ERROR, _WARNING if stopped else _ERROR)
    message = ipp.text(about, "printer-state-message")
    if grave & _PAPER or reasons.get("media-needed", _REPORT) != _REPORT:
        raise troubles.PaperOut(printer=printer)
    if grave & _OPEN:
        raise troubles.CoverOpen(printer=printer)
    if _GONE & reasons.keys() or unreached(message):
        raise troubles.PrinterAbsent(printer=printer, reason=cleaning.clean(message).rstrip(".") or "?")
    if grave:
        raise troubles.PrinterPaused(printer=printer)


def _grave(reasons: dict[str, str], *how: str) -> set[str]:
    """Choose the reasons that are as grave as this; an error when nothing is said."""
    return {what for what, gravity in reasons.items() if gravity in (how or (_ERROR,))}


def _reasons(about: ipp.Attributes) -> dict[str, str]:
    """Read the reasons of a state, and how grave each is: an error, without a word of its own."""
    found = {}
    for each in ipp.texts_of(about, "printer-state-reasons"):
        read = _REASON.fullmatch(each)
        if read is None or each in {"none", "connecting-to-device"}:
            continue
        what = read["what"]
        if not what.startswith(_OF_CUPS) or what == _STOPPED_THERE:
            found[what] = read["how"] or (_WARNING if what.endswith(_NOT_YET) else _ERROR)
    return found
