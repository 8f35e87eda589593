"""A signature is what was drawn, whatever it was drawn with."""

import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.ui.widgets.signature_pad import SignaturePad


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    """A pad of 250 by 100."""
    made = SignaturePad("signe ici")
    qtbot.addWidget(made)
    made.setFixedSize(250, 100)
    made.show()
    return made


def _draw(pad: SignaturePad, *points: tuple[int, int]) -> None:
    path = [QPoint(x, y) for x, y in points]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=path[0])
    for point in path[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=path[-1])


def test_a_mouse_signs(qtbot: QtBot, pad: SignaturePad) -> None:
    """The strokes are points in 0..1 that JSON can carry, and come back the same."""
    assert pad.is_empty()
    with qtbot.waitSignal(pad.changed):
        _draw(pad, (25, 50), (125, 25), (225, 75))
    strokes = pad.strokes()
    assert strokes == [[[0.1, 0.5], [0.5, 0.25], [0.9, 0.75]]]
    pad.clear()
    assert pad.is_empty()
    pad.set_strokes(json.loads(json.dumps(strokes)))
    assert pad.strokes() == strokes
    assert not pad.grab().isNull()


def test_the_last_stroke_is_taken_back(pad: SignaturePad) -> None:
    """Backspace takes one stroke back, Delete all of them."""
    _draw(pad, (20, 50), (100, 25))
    _draw(pad, (30, 60), (110, 35))
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert len(pad.strokes()) == 1
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_empty()


def test_a_point_outside_stays_at_the_edge(pad: SignaturePad) -> None:
    """A hand that slips over the edge leaves a stroke inside."""
    _draw(pad, (20, 50), (400, -30))
    assert pad.strokes()[0][-1] == [1.0, 0.0]


def test_a_circle_stays_a_circle_whatever_the_pad(pad: SignaturePad) -> None:
    """A signature is kept in a frame of 5 by 2, as it is printed; a higher or wider pad does not stretch it."""
    for wide, high in ((200, 200), (500, 100), (250, 100)):
        pad.setFixedSize(wide, high)
        pad.clear()
        middle = QPoint(wide // 2, high // 2)
        _draw(pad, (middle.x() - 40, middle.y()), (middle.x() + 40, middle.y()))
        _draw(pad, (middle.x(), middle.y() - 40), (middle.x(), middle.y() + 40))
        (left, right), (top, bottom) = pad.strokes()
        assert (right[0] - left[0]) * 2.5 == pytest.approx(bottom[1] - top[1], abs=0.002)


def test_a_finger_signs(pad: SignaturePad) -> None:
    """Touch draws, without a mouse."""
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(0, QPoint(25, 50), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(125, 25), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(125, 25), pad).commit()
    assert pad.strokes() == [[[0.1, 0.5], [0.5, 0.25]]]


def test_a_pen_signs(pad: SignaturePad) -> None:
    """A pen draws, and no mouse events are made of it."""
    pen = QPointingDevice.primaryPointingDevice()
    assert isinstance(pen, QInputDevice)
    for kind, x in (
        (QTabletEvent.Type.TabletPress, 25.0),
        (QTabletEvent.Type.TabletMove, 125.0),
        (QTabletEvent.Type.TabletRelease, 125.0),
    ):
        at = QPointF(x, 50.0)
        button = Qt.MouseButton.LeftButton
        nothing = Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, pen, at, pad.mapToGlobal(at), 0.5, 0, 0, 0, 0, 0, nothing, button, button)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()
    assert pad.strokes() == [[[0.1, 0.5], [0.5, 0.5]]]
