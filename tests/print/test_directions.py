"""The order in which the parts of a line are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextLayout, QTextOption

from concierge_desk.print import cleaning
from concierge_desk.print.directions import parts
from tests.print.names import ANYTHING

TURNED = str.maketrans("()", ")(")
# Hebrew, Arabic letters that do not join, both kinds of digits, and what stands between them.
RIGHT_TO_LEFT = "אבגדרو 12٣٤.,:/-+%()—'"


def shown(text: str) -> str:
    """Write a line as it is seen from the left."""
    return "".join(part[::-1].translate(TURNED) if rtl else part for part, rtl in parts(text))


def shown_by_qt(text: str) -> str:
    """Write a line that runs from right to left as Qt draws it from the left."""
    layout = QTextLayout(text)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    places = {}
    for run in layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        for index, position in zip(run.stringIndexes(), run.positions(), strict=True):
            places[position.x()] = (text[index], run.isRightToLeft())
    return "".join(sign.translate(TURNED) if rtl else sign for _, (sign, rtl) in sorted(places.items()))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", ""),
        ("Claire Dupont — 22,30 €", "Claire Dupont — 22,30 €"),
        ("אבג דהו", "והד גבא"),
        ("Client : אבג — 22,30 €", "Client : גבא — 22,30 €"),
        ("אבג — 22,30 €", "גבא — 22,30 €"),
        ("אבג דהו × 2, Dupont", "והד גבא × 2, Dupont"),
        ("אבג 12", "12 גבא"),
        ("אבג (דהו) 12", "12 (והד) גבא"),
        ("Pour אבג (דהו) — 3 pièces", "Pour (והד) גבא — 3 pièces"),
        ("Pour (אבג) דהו — 3 pièces", "Pour והד (גבא) — 3 pièces"),
        ("Pour [(אבג) דהו 7] — 3", "Pour [והד (גבא) 7] — 3"),
        ("אבג Dupont דהו", "גבא Dupont והד"),
        ("אבג 1.5% דהו", "והד 1.5% גבא"),
        ("دار 12-3 و", "و 3-12 راد"),
        ("٢٣ Dupont ٤", "٢٣ Dupont ٤"),
    ],
)
def test_a_phrase_is_turned_and_nothing_round_it_moves(text: str, seen: str) -> None:
    """A name is read from right to left inside a line that runs from left to right."""
    assert shown(text) == seen


@given(
    st.text(alphabet=RIGHT_TO_LEFT, min_size=1, max_size=25).filter(
        lambda text: any("א" <= each <= "و" for each in text if each not in "٣٤")
    )
)
def test_a_text_read_from_right_to_left_stands_as_qt_draws_it(qapp: QGuiApplication, text: str) -> None:
    """Letters, numbers, their separators and brackets are where the Unicode algorithm puts them."""
    assert shown(text) == shown_by_qt(text)


@given(ANYTHING.map(cleaning.clean), st.sampled_from(["22,30 €", "4,50 €", "€12.00"]))
def test_a_price_stays_at_the_right_whatever_the_name_at_its_left(name: str, price: str) -> None:
    """The last part that is drawn ends with the price, from left to right."""
    for line in (f"Client : {name} — {price}", f"{name} {price}"):
        last, rtl = parts(line)[-1]
        assert not rtl
        assert last.endswith(price.removeprefix("€"))
        assert shown(line).endswith(price)


@given(ANYTHING.map(cleaning.clean))
def test_every_sign_is_drawn_once(text: str) -> None:
    """No part is lost, and none is drawn twice."""
    assert sorted("".join(part for part, _ in parts(text))) == sorted(text)
