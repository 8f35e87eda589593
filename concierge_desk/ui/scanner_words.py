"""The words of the scanner's test: each trouble as a sentence, and what to do about it."""

from concierge_desk.operations.scanner_check import Finding, Step, Trouble
from concierge_desk.texts import N_, Texts

STEPS = {
    Step.DIGITS: (
        N_("Digits"),
        N_("Scan code 1: the digits"),
        N_("The bars with 1234567890 below them."),
    ),
    Step.LETTERS: (
        N_("Letters"),
        N_("Scan code 2: the letters"),
        N_("The bars with AZQWM-azqwm below them."),
    ),
    Step.SQUARE: (
        N_("Square code"),
        N_("Scan code 3: the square"),
        N_("A square full of small dots (QR code)."),
    ),
}
"""Each step: its name, what to do, and how to find the code on the sheet."""

CHECKS = (
    ("plug", N_("Look at the cable: is it plugged in? Does the scanner light up?")),
    ("bell", N_("No beep? Hold the scanner 15 cm away. Then switch on “Code 128” and “QR” by its booklet.")),
    ("keyboard", N_("It beeps and nothing comes? Scan “USB keyboard” in its booklet.")),
)
"""What to look at when nothing comes: a pictogram and a sentence."""
SQUARE_CHECK = (
    "scan",
    N_("A scanner with one thin red line cannot read squares. It needs a camera. You can go on without."),
)
"""The same, for the square code."""

_DONE = N_("The program puts this right.")
_TROUBLES = {
    Trouble.KEYBOARD: (
        N_("The scanner is set for this keyboard: {scanner}. The computer’s keyboard is: {computer}."),
        N_("The program can put this right."),
    ),
    Trouble.CAPS_LOCK: (
        N_("Capital and small letters have changed places."),
        N_("Press the Caps Lock key once. Then scan again."),
    ),
    Trouble.PREFIX: (
        N_("The scanner adds this before each code: {added}"),
        N_("The program can leave it out."),
    ),
    Trouble.SUFFIX: (
        N_("The scanner adds this after each code: {added}"),
        N_("The program can leave it out."),
    ),
    Trouble.MARK: (
        N_("The scanner says what kind of code it read: {added}"),
        N_("The program leaves it out."),
    ),
    Trouble.NO_ENTER: (
        N_("The scanner does not press Enter at the end."),
        N_("It works all the same."),
    ),
    Trouble.TAB: (
        N_("The scanner presses Tab at the end, not Enter."),
        N_("It works all the same."),
    ),
    Trouble.TWO_ENTERS: (
        N_("The scanner presses Enter twice."),
        N_("The program takes only the first."),
    ),
    Trouble.SLOW: (
        N_("The scanner is slow: {ms} ms from one character to the next."),
        N_(
            "The program can wait longer. Then what you type appears a little later, and very fast typing may be "
            "taken for a scan. Better: scan “no delay between characters” in its booklet."
        ),
    ),
    Trouble.TOO_SLOW: (
        N_("The scanner is too slow: {ms} ms from one character to the next."),
        N_("Scan “no delay between characters” in its booklet. Then scan again."),
    ),
    Trouble.CASE: (
        N_("The scanner changes capital and small letters."),
        N_("Our own codes work: they are digits. For other tags, scan “no case conversion” in its booklet."),
    ),
    Trouble.FIRST_LOST: (
        N_("The first character is missing."),
        N_("Scan again. If it is missing again, scan “send all characters” in the scanner’s booklet."),
    ),
    Trouble.LAST_LOST: (
        N_("The last character is missing."),
        N_("Scan “send the check digit” in the scanner’s booklet. Then scan again."),
    ),
    Trouble.LOST: (
        N_("Characters are missing in the code."),
        N_("Plug the scanner into another socket of the computer. Then scan again."),
    ),
    Trouble.OLD_SETUP: (
        N_("The program repairs something that is no longer wrong."),
        N_("The program can stop doing so."),
    ),
    Trouble.OTHER_CODE: (
        N_("This is another code of the sheet."),
        N_("Cover the other codes with your hand, and scan again."),
    ),
    Trouble.TYPED: (
        N_("This was typed by hand."),
        N_("Take the scanner and scan the code on the sheet."),
    ),
    Trouble.UNKNOWN: (
        N_("This is not the code, or the scanner is set in a way we do not know."),
        N_(
            "What came: {arrived}. Scan again. If this comes back, scan “factory settings” in the scanner’s booklet."
        ),
    ),
}


def sentence(finding: Finding, texts: Texts) -> str:
    """Say what was found; the names of keyboards are translated too."""
    values = {
        name: texts(value) if name in {"scanner", "computer"} and isinstance(value, str) else value
        for name, value in finding.values
    }
    return texts(_TROUBLES[finding.trouble][0], **values)


def advice(finding: Finding, texts: Texts) -> str:
    """Say what to do about it; what the program repairs already needs nothing."""
    repaired = {Trouble.KEYBOARD, Trouble.PREFIX, Trouble.SUFFIX, Trouble.SLOW}
    if finding.trouble in repaired and not finding.stops:
        return texts(_DONE)
    return texts(_TROUBLES[finding.trouble][1], **dict(finding.values))
