"""The typefaces of every paper, and which of them writes a sign; each is read when a text first needs it."""

import re
import threading
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from typing_extensions import override

from concierge_desk import paths
from concierge_desk.print.clusters import JOINERS, is_mark

if TYPE_CHECKING:
    import uharfbuzz
    from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream

REGULAR = "Atkinson-Regular"
BOLD = "Atkinson-Bold"
_FILES = {
    REGULAR: "fonts/AtkinsonHyperlegible-Regular.ttf",
    BOLD: "fonts/AtkinsonHyperlegible-Bold.ttf",
    "Sans-Regular": "fonts/NotoSans-Regular.ttf",
    "Sans-Bold": "fonts/NotoSans-Bold.ttf",
    "Arabic-Regular": "fonts/NotoSansArabic-Regular.ttf",
    "Arabic-Bold": "fonts/NotoSansArabic-Bold.ttf",
    "Hebrew-Regular": "fonts/NotoSansHebrew-Regular.ttf",
    "Hebrew-Bold": "fonts/NotoSansHebrew-Bold.ttf",
}
# Where the signs of a face lie, so that no file is read to learn that it lacks a sign.
_WRITES = {
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "Hebrew": re.compile("[\u0591-\u05f4\u20aa]"),
    "Sans": re.compile(
        "[\u0020-\u052f\u1e00-\u1fff\u2002-\u20bf\u2116\u2122\u2212\u25ca\u25cc\u2c60-\u2c7f]"
    ),
}
# Its capitals become as tall as those of Atkinson Hyperlegible.
_SCALES = {"Sans": 668 / 714}
_OWN_CODES = 0xF0000
# Far more than names need; beyond, heaps of marks are no longer read back, rather than codes run out.
_MOST_CODES = 60_000
_LOCK = threading.RLock()


class Face(TTFont):
    """A font of which every glyph can be drawn, also those that no character names: joined forms, ligatures."""

    def __init__(self, name: str) -> None:
        """Read the file of a font."""
        # Without the ASCII that reportlab would else put into every file, asked for or not.
        self._file = str(paths.resource(_FILES[name]))
        super().__init__(name, self._file, asciiReadable=name in {REGULAR, BOLD}, shapable=False)
        self.scale = _SCALES.get(name.partition("-")[0], 1.0)
        self.widths: dict[str, float] = {
            chr(code): units / 1000 for code, units in self.face.charWidths.items() if not is_mark(chr(code))
        }
        self._known = frozenset(map(chr, self.face.charToGlyph))
        self._codes: dict[tuple[int, str], str] = {}
        self._texts: dict[int, str] = {}
        self._shaper: uharfbuzz.Font | None = None

    @property
    def shaper(self) -> "uharfbuzz.Font":
        """Give the font as HarfBuzz knows it."""
        if self._shaper is None:
            import uharfbuzz  # noqa: PLC0415  # only names that need it wait for it

            self._shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self._file)))
        return self._shaper

    def has(self, text: str) -> bool:
        """Tell whether the font has a glyph for each character; joiners have none and need none."""
        return all(character in self._known or character in JOINERS for character in text)

    def sign(self, glyph: int, text: str) -> str:
        """Give a glyph a character of its own, which reads as this text where the paper is searched or copied."""
        with _LOCK:
            if len(self._codes) >= _MOST_CODES:
                text = text[:1]
            known = self._codes.get((glyph, text))
            if known is None:
                code = _OWN_CODES + len(self._codes)
                known = self._codes[glyph, text] = chr(code)
                self._texts[code] = text
                self.face.charToGlyph[code] = glyph
                self.face.charWidths[code] = self.pdfScale(self.face.hmetrics[glyph][0])
        return known

    def glyph_width(self, glyph: int) -> float:
        """Tell how far the pen goes by itself after a glyph, at size 1."""
        return float(self.pdfScale(self.face.hmetrics[glyph][0])) / 1000

    @override
    def addObjects(self, doc: "PDFDocument") -> None:
        """Write the subsets of the font into a file, and what each of their glyphs reads as."""
        with _LOCK:
            subsets = [list(subset) for subset in self.state[doc].subsets]
            names = [self.getSubsetInternalName(place, doc)[1:] for place in range(len(subsets))]
            super().addObjects(doc)
            for name, subset in zip(names, subsets, strict=True):
                reference = doc.idToObject["BasicFonts"].dict[name].ToUnicode
                self._say(doc.idToObject[reference.name], subset)

    def _say(self, stream: "PDFStream", subset: list[int]) -> None:
        for place, code in enumerate(subset):
            text = self._texts.get(code)
            if text is not None:
                read = text.encode("utf-16-be").hex().upper()
                stream.content = stream.content.replace(
                    f"<{place:02X}> <{code:04X}>", f"<{place:02X}> <{read}>"
                )


_FACES: dict[str, Face] = {}


def face(font: str) -> Face:
    """Read a font from the resources, once, and tell reportlab of it."""
    return _FACES.get(font) or _read(font)


def beside(font: str, cluster: str) -> Face | None:
    """Find the face, of the same weight, that writes what Atkinson Hyperlegible lacks; none when none does."""
    _, _, weight = font.partition("-")
    for family, signs in _WRITES.items():
        if all(signs.match(each) or each in JOINERS for each in cluster):
            found = face(f"{family}-{weight}")
            return found if found.has(cluster) else None
    return None


def _read(font: str) -> Face:
    with _LOCK:
        if font not in _FACES:
            loaded = Face(font)
            pdfmetrics.registerFont(loaded)
            _FACES[font] = loaded
        return _FACES[font]
