"""The codes on paper, in whole dots: Code 128 (ISO/IEC 15417) and QR version 1 (ISO/IEC 18004).

They carry only our ten digits; letters stand only on the sheet that tries a scanner out. Printers round what is not
a whole number of dots, and then a code no longer scans.
"""

from functools import lru_cache

from concierge_desk.print import qr

BAR_QUIET = 10
QR_QUIET = 4
# What both readers read from every head when worn: no finer than this many dots, no coarser than this many mm.
_LEAST_BAR_DOTS, _BAR_MM = 3, 0.375
_LEAST_QR_DOTS, _QR_MM = 4, 0.5

# The widths of bar, space, bar… of each Code 128 sign; the last is the stop sign.
_SIGNS = (  # noqa: SIM905  # the standard's table reads better than 107 quoted words
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 "
    "113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 "
    "212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 "
    "113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 "
    "241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 "
    "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 "
    "211232 2331112"
).split()
_START_B = 104
_START_C = 105
_STOP = 106
_CHECKED_BY = 103
_FIRST_LETTER, _LAST_LETTER = " ", "~"

Run = tuple[int, int]
Block = tuple[int, int, int]
Bars = tuple[tuple[Run, ...], int]
"""Each bar's start and width in modules, and the width of the whole."""
Blocks = tuple[tuple[Block, ...], int]
"""Each dark run as column, row from the top and width, and the side; all in modules."""


def bar_dots(dots_per_mm: int) -> int:
    """Tell how many dots of a head one module of a Code 128 is wide."""
    return max(_LEAST_BAR_DOTS, int(_BAR_MM * dots_per_mm))


def qr_dots(dots_per_mm: int) -> int:
    """Tell how many dots of a head one module of a QR is wide."""
    return max(_LEAST_QR_DOTS, int(_QR_MM * dots_per_mm))


@lru_cache(maxsize=2048)
def bars(digits: str) -> Bars:
    """Write digits as Code 128. Raises ValueError for anything but an even number of digits."""
    if len(digits) % 2 or not (digits.isascii() and digits.isdigit()):
        message = f"{digits!r} is not an even number of digits"
        raise ValueError(message)
    return _signs(_START_C, [int(digits[place : place + 2]) for place in range(0, len(digits), 2)])


@lru_cache
def letters(text: str) -> Bars:
    """Write letters, digits and signs of ASCII as Code 128 (set B). Raises ValueError for anything else."""
    if not all(_FIRST_LETTER <= each <= _LAST_LETTER for each in text):
        message = f"{text!r} is not all of printable ASCII"
        raise ValueError(message)
    return _signs(_START_B, [ord(each) - ord(_FIRST_LETTER) for each in text])


@lru_cache(maxsize=2048)
def blocks(digits: str) -> Blocks:
    """Write digits as QR. Raises ValueError for anything but one to seventeen digits."""
    return _runs(qr.matrix(digits))


@lru_cache
def letter_blocks(text: str) -> Blocks:
    """Write letters of ASCII as QR. Raises ValueError for anything but one to fourteen of them."""
    return _runs(qr.matrix_of_letters(text))


def bars_mm(digits: str, dots_per_mm: int) -> float:
    """Tell the width of a Code 128 with its quiet zones, in millimetres."""
    return (bars(digits)[1] + 2 * BAR_QUIET) * bar_dots(dots_per_mm) / dots_per_mm


def qr_mm(dots_per_mm: int) -> float:
    """Tell the side of a QR with its quiet zone, in millimetres."""
    return (qr.SIDE + 2 * QR_QUIET) * qr_dots(dots_per_mm) / dots_per_mm


def _signs(start: int, values: list[int]) -> Bars:
    """Draw a start sign, values, their check and the stop sign."""
    check = (start + sum(place * value for place, value in enumerate(values, 1))) % _CHECKED_BY
    runs, at = [], 0
    for sign in (start, *values, check, _STOP):
        for place, modules in enumerate(map(int, _SIGNS[sign])):
            if place % 2 == 0:
                runs.append((at, modules))
            at += modules
    return tuple(runs), at


def _runs(matrix: qr.Matrix) -> Blocks:
    """Join the dark modules of each row that touch."""
    found = []
    for row, modules in enumerate(matrix):
        start = None
        for column, dark in enumerate([*modules, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                found.append((start, row, column - start))
                start = None
    return tuple(found), qr.SIDE
