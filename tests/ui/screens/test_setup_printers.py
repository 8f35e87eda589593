"""The printer of each role is chosen by keys, is at work at once, and its paper is seen before it is printed."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.models import Paper
from concierge_desk.operations import printing
from concierge_desk.print.papers import Role
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.screens.setup_printers_words import ways_of
from tests.ui.screens.setting_up import Bench, Counter, Known

LONG = "Imprimante du deuxième étage, bâtiment C, couloir de gauche, près de la fenêtre " * 300


def test_an_address_typed_by_keys_is_at_work_and_kept(counter: Counter) -> None:
    """Two choices and "192.168.1.50" are enough; the line of the role says it."""
    counter.to_the_address()
    counter.type_in("192.168.1.50")
    assert counter.settings == Settings()
    counter.press("enter")
    assert counter.kept().ticket == PrinterSetup("escpos", "tcp://192.168.1.50:9100", "roll80")
    assert counter.kept() == counter.settings
    assert counter.card.address.field.text() == "tcp://192.168.1.50:9100"
    line = counter.card.roles.tiles["ticket"].accessibleDescription().replace("\u00a0", " ")
    assert line == "Receipt printer at 192.168.1.50 · Roll 80 mm"
    assert counter.said[-1].sentence


def test_a_way_out_without_a_printer_is_not_yet_at_work(counter: Counter) -> None:
    """Papers go where they went before; a test asks for the address; Esc gives it up."""
    counter.to_the_address()
    card = counter.card
    assert card.ways.current() == "escpos"
    assert not counter.file.exists()
    counter.press("f12")
    assert card.address.field.refusal()
    assert counter.desk.ask(printing.waiting) == []
    counter.press("esc")
    assert card.ways.current() == "folder"
    assert counter.settings == Settings()


def test_a_wrong_address_is_said_below_it_and_loses_nothing(counter: Counter) -> None:
    """Nothing is kept, what was typed is still there, also after looking at another role."""
    counter.to_the_address()
    counter.type_in("192.168.1.500")
    counter.press("enter")
    field = counter.card.address.field
    assert (field.text(), bool(field.refusal())) == ("192.168.1.500", True)
    assert field.edit.accessibleDescription() == field.refusal()
    assert not counter.file.exists()
    counter.card.roles.tiles["manifest"].click()
    counter.card.roles.tiles["ticket"].click()
    assert field.text() == "192.168.1.500"
    field.edit.setFocus()
    field.edit.selectAll()
    counter.type_in("printer.local:9101")
    counter.press("enter")
    assert not field.refusal()
    assert counter.kept().ticket.address == "tcp://printer.local:9101"


def test_a_wrong_address_that_was_left_keeps_nothing_from_printing(counter: Counter) -> None:
    """Back at the folder, a test goes there."""
    counter.to_the_address()
    counter.type_in("nowhere at all")
    counter.press("enter")
    counter.card.ways.tiles["folder"].click()
    counter.press("f12")
    assert [job.via for job in counter.desk.ask(printing.waiting)] == ["ticket"]


def test_a_hostile_address_is_bounded(counter: Counter) -> None:
    """20 kB pasted, or control signs: refused under the field, nothing kept, nothing endless on the screen."""
    counter.to_the_address()
    field = counter.card.address.field
    for bad in ("9" * 20_000, "192.168.1.50\x1b@", "a" * 20_000 + "\x00", LONG):
        QApplication.clipboard().setText(bad)
        field.edit.selectAll()
        field.edit.paste()
        counter.press("enter")
        assert field.refusal()
        assert len(field.text()) <= 200
    QApplication.clipboard().clear()
    assert not counter.file.exists()


def test_a_printer_is_chosen_among_those_of_the_computer(counter: Counter, qtbot: QtBot) -> None:
    """The arrows pass over a raw one, whose sentence says why; Enter chooses."""
    counter.press("tab", "right", "enter")
    tiles = counter.card.queues.found.tiles
    qtbot.waitUntil(lambda: len(tiles.tiles) == 3)
    assert not tiles.tiles["brut"].isEnabled()
    assert "PDF" in tiles.tiles["brut"].accessibleDescription()
    assert not counter.file.exists()
    tiles.first_focus().setFocus()  # type: ignore[union-attr]  # there are printers
    counter.press("down")
    assert not counter.file.exists()
    counter.press("enter")
    assert counter.kept().ticket == PrinterSetup("system", "HP", "roll80")
    assert tiles.current() == "HP"


def test_a_printer_that_is_gone_is_said_to_be(counter: Counter, bench: Bench, qtbot: QtBot) -> None:
    """What is chosen stays to be seen when the computer no longer knows it; looking again finds it."""
    counter.press("tab", "right", "enter")
    queues = counter.card.queues
    qtbot.waitUntil(lambda: "HP" in queues.found.tiles.tiles)
    queues.found.tiles.tiles["HP"].click()
    bench.queues = (Known(LONG, LONG),)
    queues.found.again.click()
    qtbot.waitUntil(lambda: LONG in queues.found.tiles.tiles)
    assert queues.found.tiles.tiles["HP"].accessibleDescription()
    assert queues.found.tiles.current() == "HP"
    assert len(queues.found.tiles.tiles[LONG].words()) <= 120
    bench.queues = ()
    queues.settled.emit("HP")
    queues.found.again.click()
    qtbot.waitUntil(lambda: LONG not in queues.found.tiles.tiles)


def test_a_device_that_is_plugged_in_is_one_choice_away(counter: Counter, qtbot: QtBot) -> None:
    """Only those that understand the way out are offered."""
    counter.to_the_address()
    tiles = counter.card.address.found.tiles
    qtbot.waitUntil(lambda: bool(tiles.tiles))
    assert list(tiles.tiles) == ["file:///dev/usb/lp0"]
    tiles.tiles["file:///dev/usb/lp0"].setFocus()
    counter.press("space")
    assert counter.kept().ticket.address == "file:///dev/usb/lp0"


def test_trying_says_in_a_sentence_what_is_there(counter: Counter, bench: Bench, qtbot: QtBot) -> None:
    """One address is asked, beside the window; an answer to an address that was typed over is not shown."""
    counter.to_the_address()
    counter.type_in("192.168.1.50")
    counter.card.address.attempt.setFocus()
    counter.press("enter")
    answer = counter.card.address.answer
    qtbot.waitUntil(lambda: "receipt printer" in answer.sentence())
    assert bench.tried == [("escpos", "tcp://192.168.1.50:9100")]
    counter.card.address.field.edit.setFocus()
    counter.type_in("9")
    assert answer.sentence() == ""
    counter.card.address.field.edit.clear()
    counter.card.address.attempt.click()
    assert counter.card.address.field.refusal()


def test_the_paper_is_seen_as_it_is_chosen(counter: Counter, bench: Bench, qtbot: QtBot) -> None:
    """Another roll, another preview with its true size; looking at the same one again draws nothing."""
    assert counter.size_drawn(qtbot) == "80 × 100 mm"
    before = counter.card.preview.view.picture().width()
    counter.card.paper.paper.bar.setFocus()
    counter.card.paper.paper.bar.findChildren(QWidget)[0].setFocus()
    counter.press("right")
    assert counter.kept().ticket.paper == "roll58"
    counter.press("left", "right")
    assert counter.kept().ticket.paper == "roll58"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert counter.card.paper.isAncestorOf(focused)
    assert counter.size_drawn(qtbot) == "58 × 100 mm"
    assert counter.card.preview.view.picture().width() < before
    count = len(bench.drawn)
    counter.card.refresh()
    qtbot.wait(200)
    assert len(bench.drawn) == count


def test_the_window_never_waits_for_the_preview(counter: Counter, bench: Bench, qtbot: QtBot) -> None:
    """While a paper is drawn the keys are answered, and only the last of many changes is drawn after it."""
    counter.size_drawn(qtbot)
    gate, count = threading.Event(), len(bench.drawn)
    bench.before_drawing = gate.wait
    choose = counter.card.paper.settled.emit
    choose(PrinterSetup(paper="roll58"))
    qtbot.waitUntil(lambda: len(bench.drawn) == count + 1)
    for paper in ("a4", "a5", "roll80", "a5"):
        choose(PrinterSetup(paper=paper))
    assert counter.kept().ticket.paper == "a5"
    assert not counter.card.preview.is_drawn()
    gate.set()
    assert counter.size_drawn(qtbot) == "148 × 210 mm"
    assert [each.paper for each in bench.drawn[count:]] == ["roll58", "a5"]


def test_a_paper_that_cannot_be_drawn_is_said_and_the_rest_goes_on(
    counter: Counter, bench: Bench, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    """A sentence stands in its place, the log has the reason, and the next paper is drawn."""
    counter.size_drawn(qtbot)
    bench.before_drawing = lambda: 1 / 0
    counter.card.paper.settled.emit(PrinterSetup(paper="a4"))
    assert "cannot" in counter.size_drawn(qtbot)
    assert "could not be drawn" in caplog.text
    caplog.clear()
    bench.before_drawing = lambda: None
    counter.card.paper.settled.emit(PrinterSetup(paper="a5"))
    assert counter.size_drawn(qtbot) == "148 × 210 mm"


def test_a_test_goes_to_the_printer_of_its_role(counter: Counter) -> None:
    """F12 queues the test by the role that is looked at, and says where to look."""
    counter.press("f12")
    counter.press("down", "f12")
    jobs = counter.desk.ask(printing.waiting)
    assert [(job.paper, job.via, job.language) for job in jobs] == [
        (Paper.PRINTER_TEST, "ticket", "en"),
        (Paper.PRINTER_TEST, "label", "en"),
    ]
    assert "papers" in counter.said[-1].sentence


def test_f12_takes_the_address_that_is_being_typed(counter: Counter) -> None:
    """Nobody has to leave the field first."""
    counter.to_the_address()
    counter.type_in("10.0.0.9")
    counter.press("f12")
    assert counter.kept().ticket.address == "tcp://10.0.0.9:9100"
    assert [job.via for job in counter.desk.ask(printing.waiting)] == ["ticket"]
    assert "10.0.0.9" in counter.said[-1].sentence


def test_a_concierge_looks_and_changes_nothing(looked_at: Counter, qtbot: QtBot) -> None:
    """Every answer is seen, none can be given; a test may be printed."""
    card = looked_at.card
    assert "Aminata" in looked_at.screen_of_settings.hint.sentence()
    assert looked_at.size_drawn(qtbot) == "80 × 100 mm"
    assert not card.ways.isEnabled()
    card.ways.tiles["escpos"].click()
    card.paper.settled.emit(PrinterSetup(paper="a4"))
    card.folder.settled.emit("elsewhere")
    assert looked_at.settings == Settings()
    looked_at.press("down")
    assert card.role() is Role.LABEL
    looked_at.press("f12")
    assert [job.via for job in looked_at.desk.ask(printing.waiting)] == ["label"]


def test_another_folder_for_papers_is_kept_when_it_takes_files(
    counter: Counter, tmp_path: Path, qtbot: QtBot
) -> None:
    """A folder that cannot be written is refused below it; the usual one is one button away."""
    place = counter.card.folder
    blocked = tmp_path / "file"
    blocked.write_text("")
    place.field.edit.setFocus()
    for typed in (str(blocked / "inside"), "papers", "/\0", "x" * 1000):
        place.field.edit.selectAll()
        place.field.edit.insert(typed)
        place.field.edit.setModified(True)
        counter.press("enter")
        qtbot.waitUntil(lambda: bool(place.field.refusal()))
        place.field.accept()
    assert counter.settings.papers_folder == ""
    place.field.edit.selectAll()
    counter.type_in(str(tmp_path / "papiers"))
    counter.press("enter")
    qtbot.waitUntil(lambda: counter.settings.papers_folder == str(tmp_path / "papiers"))
    assert list((tmp_path / "papiers").iterdir()) == []
    place.usual.click()
    assert counter.kept().papers_folder == ""


@pytest.mark.parametrize("role", list(Role))
def test_tab_reaches_everything_and_everything_has_a_name(counter: Counter, role: Role, qtbot: QtBot) -> None:
    """From the role through its answers to the test, each once, each with the words that a person reads."""
    card = counter.card
    card.roles.tiles[role.value].setFocus()
    counter.press("enter")
    for way in [each.key for each in ways_of(role, Texts("en"))]:
        card.ways.tiles[way].click()
        if card.paper.opener.isVisible() and not card.paper.more.isVisible():
            card.paper.opener.click()
        qtbot.wait(20)
        background.wait()
        card.roles.tiles[role.value].setFocus()
        seen: list[QWidget] = []
        for _ in range(60):
            now = QApplication.focusWidget()
            if not isinstance(now, QWidget) or now in seen or not card.isAncestorOf(now):
                break
            seen.append(now)
            counter.press("tab")
        wanted = [
            each
            for each in card.findChildren(QWidget)
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(each.parent(), QAbstractScrollArea) and each.focusProxy() is None
        ]  # fmt: skip
        assert set(seen) >= set(wanted)
        assert [each for each in seen if not each.accessibleName()] == []
        assert seen[-1] is card.preview.test
        page = card.ways.parentWidget()
        middle = [each for each in seen if page is not None and page.isAncestorOf(each)]
        tops = [each.mapTo(card, QPoint(0, 8)).y() // 8 for each in middle]
        assert tops == sorted(tops)
