"""The sheet that tries a scanner out: codes to scan in turn, what should happen, and what to do when it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from concierge_desk.codes import TEST_DIGITS, TEST_LETTERS
from concierge_desk.print import pdf, symbols
from concierge_desk.print.documents import facts, words
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.flowables import Beside, Rule, Space, Text
from concierge_desk.print.papers import MM, Family, Sheet
from concierge_desk.print.trial_codes import Drawn, DrawnBars, DrawnQr
from concierge_desk.texts import N_, Texts

_BARS = 13 * MM
_TRIED = (2, 3, 4)
# The screen that reads the sheet calls the first three by their numbers.
_DIGITS, _LETTERS, _SQUARES, _SMALL_BARS = 1, 2, 3, 5
_STEPS = (
    (
        N_("Digits"),
        N_("The screen says that the digits are right."),
        N_(
            "Nothing comes: look whether the scanner is plugged in and lights up. Other signs come: the scanner is "
            "set to another keyboard. The screen says what to do; the desk understands digits all the same."
        ),
    ),
    (
        N_("Letters"),
        N_("The screen says that the letters are right."),
        N_(
            "Other letters come: the scanner is set to another keyboard. Look for “keyboard” or “country” in its "
            "booklet. Capital letters come out small: switch Caps Lock off."
        ),
    ),
    (
        N_("Squares (QR)"),
        N_("The screen says that squares are read. One of the two is enough."),
        N_("Nothing comes: this scanner reads bars only. Choose labels at least 48 mm wide: they have bars."),
    ),
    (
        N_("Enter"),
        N_("After each code the screen goes on by itself."),
        N_(
            "The screen says when the scanner does not press Enter. It works all the same; it is faster with “suffix "
            "CR” of its booklet."
        ),
    ),
    (
        N_("Small bars"),
        N_("Bars of 3 and of 4 dots are read at once. Bars of 2 dots are a bonus."),
        N_(
            "3 dots are not read: clean the window of the scanner, hold it a hand away. The printer is too pale or "
            "too dark: print this sheet on another printer and try again."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ScannerSheet:
    """What stands on the sheet that tries a scanner out."""

    house: HouseFacts
    at: datetime


def gather(session: Session, *, at: datetime) -> ScannerSheet:
    """Load what the sheet says. Raises NotFound."""
    return ScannerSheet(facts.house(session), at)


def build(content: ScannerSheet, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the sheet as PDF."""
    title = texts("Try the scanner")
    body: list[Flowable] = [
        Text(title, size=22, bold=True, least=13),
        Text(
            texts(
                "Open Settings (F11), “This counter”, “Test the scanner”. Scan the codes 1, 2 and 3 one by one."
            ),
            size=11,
        ),
        Rule(weight=1.2, above=6, below=6),
    ]
    for place, step in enumerate(_STEPS):
        if place:
            body.append(Rule(weight=0.4, above=9, below=9))
        body.append(_step(place + 1, step, texts, sheet))
    foot = words.joined(content.house.name, title, words.moment_numeric(content.at, texts))
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def _step(number: int, step: tuple[str, str, str], texts: Texts, sheet: Sheet) -> Flowable:
    """Write what to scan, what should happen, and what to do when it does not, beside the codes."""
    name, should, otherwise = step
    expected = texts(should)
    said: list[Flowable] = [
        Text(f"{number}. {texts(name)}", size=14, bold=True),
        Space(3),
        Text(expected, size=10, bold=True),
        Space(3),
        Text(texts(otherwise), size=9, cap=1_000),
    ]
    codes = [each for each in _codes(number, texts, sheet) if _needed(each) <= sheet.inner]
    if not codes:
        return Beside([(1, said)])
    if sheet.family is Family.ROLL:
        return Beside([(1, [*said, Space(6), *codes])])
    wide = max(each.wrap(sheet.inner, 0)[0] for each in codes) / sheet.inner
    share = max(wide, 0.5)
    return Beside([(1 - share, said), (share, codes)])


def _needed(code: Flowable) -> float:
    """Tell how wide a code is with its white: on a narrow roll the bars of letters have no room."""
    return code.needed if isinstance(code, Drawn) else 0.0


def _codes(number: int, texts: Texts, sheet: Sheet) -> Iterator[Flowable]:
    """Draw the codes of a step, far enough from one another that a scanner sees one at a time."""
    bar, block = symbols.bar_dots(sheet.dots_per_mm), symbols.qr_dots(sheet.dots_per_mm)
    digits, letters = symbols.bars(TEST_DIGITS), symbols.letters(TEST_LETTERS)
    if number == _DIGITS:
        yield DrawnBars(digits, TEST_DIGITS, module=bar, height=_BARS, sheet=sheet)
    elif number == _LETTERS:
        yield DrawnBars(letters, TEST_LETTERS, module=bar, height=_BARS, sheet=sheet)
    elif number == _SMALL_BARS:
        for dots in _TRIED:
            said = texts("{n} dots", n=dots)
            yield DrawnBars(digits, said, module=dots, height=_BARS, sheet=sheet)
    elif number == _SQUARES:
        yield DrawnQr(symbols.blocks(TEST_DIGITS), TEST_DIGITS, module=block, sheet=sheet)
        yield Space(8 * MM)
        yield DrawnQr(symbols.letter_blocks(TEST_LETTERS), TEST_LETTERS, module=block, sheet=sheet)
