"""Names as customers write them, and what stands on a page that shows them."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from concierge_desk.print import fonts, ink

NAMES = {
    "greek": "Παπαδόπουλος",
    "polytonic": "Ἀθηνᾶ",
    "ukrainian": "Шевченко Наталія",
    "stressed": "Ната́лія",
    "vietnamese": "Nguyễn Thị Ánh",
    "polish": "Łukasz Żółć-Święch",
    "turkish": "İpek Yıldız Ğ",  # noqa: RUF001  # the letter of Turkish
    "arabic": "محمد عبد الرحمن",
    "vocalised": "بِسْمِ اللَّهِ",
    "persian": "علی\u200cرضا",  # noqa: RUF001  # the letters of Arabic
    "hebrew": "שלום כהן",
    "niqqud": "שָׁלוֹם בֶּן־דָּוִד",
    "numbered": "شارع الحمراء 12 بيروت",
    "bracketed": "שלום (כהן) 12",
    "priced": "Client : محمد — 22,30 €",
}
FAMILY = "👨\u200d👩\u200d👧"
MIXED = st.text(
    alphabet="aZé –(12.5%) €¤◊«»'ΩάЖіễợ\u0301\u0323İß王क\u094dष\u200dท\u0e49각😀👍🏽🇫🇷\ufe0f\u202e"
    "اللهمحپ\u200cپًّ٢٣،שלום\u05b8\u05c1־",
    max_size=60,
)
ANYTHING = st.one_of(st.text(max_size=60), MIXED)


@dataclass(frozen=True)
class Page:
    """A page as bytes, as a picture and as text."""

    pdf: bytes
    picture: Image.Image
    text: str

    @property
    def darkest(self) -> int:
        """How dark the darkest dot is: 0 is black."""
        return min(self.picture.tobytes())


def drawn(*lines: str, font: str = fonts.REGULAR, size: float = 24, width: float = 500) -> Page:
    """Draw lines below each other as every paper does, and look at the page."""
    fonts.ready()
    buffer = BytesIO()
    canvas = Canvas(
        buffer, pagesize=(width, 3 * size * len(lines)), initialFontName=fonts.REGULAR, invariant=1
    )
    for place, line in enumerate(reversed(lines)):
        ink.words(canvas, ink.ready(line), at=(30, 3 * size * place + size), font=font, size=size)
    canvas.showPage()
    canvas.save()
    return seen(buffer.getvalue())


def seen(pdf: bytes) -> Page:
    """Render the first page of a PDF, and read it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        words = page.get_textpage()
        text = words.get_text_range()
        words.close()
        picture = page.render(scale=1).to_pil().convert("L")
        page.close()
    finally:
        document.close()
    return Page(pdf, picture, unicodedata.normalize("NFKC", text))
