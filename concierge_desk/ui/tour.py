"""The tour: the days of a desk played in the real window, without a screen; leaves pictures and papers.

`concierge-desk tour --out tour` calls `play`. Nothing is mocked but the clock: the keys, the scans and the signatures
go through the window like anybody's, and the papers are those the desk prints.
"""

import os
import re
import sys
import traceback
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import Self

from PySide6.QtTest import QTest

from concierge_desk import formats
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import verification
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import application, background, theme, tour_day
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.tour_hands import OffTheRoad
from concierge_desk.ui.tour_road import Road

_SIZE = (1366, 768)
_OURS = re.compile(r"\d\d-[a-z-]+\.png")
_PAPERS = "papers"


def play(out: Path) -> int:
    """Play the tour into a folder: numbered pictures, papers, a page that shows them; 0 when all went well."""
    texts = application.spoken()
    try:
        papers = _emptied(out)
    except OSError as failed:
        sys.stderr.write(f"concierge-desk: {failed}\n")
        return 1
    running = application.dressed()
    theme.apply(running)
    running.setCursorFlashTime(0)
    with TemporaryDirectory(prefix="concierge-desk-") as folder, _Bugs() as bugs:
        clock = SetClock(tour_day.START)
        desk = Desk(Store(Path(folder) / "tour.sqlite"), clock)
        window = MainWindow(desk, Settings(papers_folder=str(papers), lock_after_minutes=0))
        road = Road(window, clock, out, texts)
        try:
            went_well = _go(road) and not bugs.seen
            _write_page(road, papers)
            clean = _verify(desk, texts)
        finally:
            _close(window, desk)
    sys.stdout.write(texts("Pictures and papers: {path}", path=out / "index.html") + "\n")
    return 0 if went_well and clean else 1


def _emptied(out: Path) -> Path:
    """Make the folder, and take away what an earlier tour left in it."""
    papers = out.absolute() / _PAPERS
    papers.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.png"), *papers.glob("*.pdf")]:
        if old.parent.name == _PAPERS or _OURS.fullmatch(old.name):
            old.unlink()
    return papers


def _go(road: Road) -> bool:
    road.window.resize(*_SIZE)
    road.window.begin()
    road.window.show()
    road.window.outbox.start()
    try:
        tour_day.go(road)
    except (OffTheRoad, DeskError) as lost:
        sys.stderr.write(f"concierge-desk: {lost}\n")
        road.window.grab().save(str(road.out / "99-lost.png"))
        return False
    return True


def _verify(desk: Desk, texts: Texts) -> bool:
    """Prove the record, as `concierge-desk verify` does."""
    report = desk.ask(verification.verify)
    counts = {each.name: each.count for each in report.checked}
    if report.fault is not None:
        sys.stderr.write(f"concierge-desk: {report.fault.said(texts)}\n")
        return False
    said = texts(
        "The record is whole: {items} items, {moves} moves, anchor {anchor}.",
        items=counts.get("items", 0),
        moves=counts.get("moves", 0),
        anchor=report.anchor,
    )
    sys.stdout.write(said + "\n")
    return True


def _close(window: MainWindow, desk: Desk) -> None:
    window.close()
    background.wait()
    window.deleteLater()
    QTest.qWait(1)  # what is to be deleted goes now: nothing of the window may ask a closed desk
    desk.close()


def _write_page(road: Road, papers: Path) -> None:
    """Write the page that shows the pictures and names the papers."""
    t, language = road.texts, road.texts.language
    shown = "\n".join(
        f'<figure><img src="{each.file}" alt="{escape(each.words)}" width="1366" height="768">'
        f"<figcaption>{formats.moment(each.at, language)} · {escape(each.words)}</figcaption></figure>"
        for each in road.stops
    )
    printed = "\n".join(
        f'<li><a href="{_PAPERS}/{each.name}">{each.name}</a></li>' for each in sorted(papers.glob("*.pdf"))
    )
    title, heading = escape(t("A tour of Concierge Desk")), escape(t("The papers that were printed"))
    page = f"""<!doctype html>
<html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 18px/1.5 sans-serif; margin: 2rem auto; max-width: 1366px; background: #f6f4ef; color: #1d2b2a }}
img {{ max-width: 100%; height: auto; border: 1px solid #dedad0; border-radius: 12px }}
figure {{ margin: 0 0 2rem }}
</style>
<h1>{title}</h1>
{shown}
<h2>{heading}</h2>
<ul>
{printed}
</ul>
</html>
"""
    (road.out / "index.html").write_text(page, "utf-8")


class _Bugs:
    """Notes what is raised in the window's own slots, where nobody else would hear of it."""

    def __init__(self) -> None:
        self.seen = False
        self._before = sys.excepthook

    def __enter__(self) -> Self:
        sys.excepthook = self._note
        return self

    def __exit__(self, *_raised: object) -> None:
        sys.excepthook = self._before

    def _note(self, kind: type[BaseException], raised: BaseException, where: TracebackType | None) -> None:
        self.seen = True
        traceback.print_exception(kind, raised, where)
