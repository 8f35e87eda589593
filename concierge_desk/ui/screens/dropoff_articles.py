"""The services as tabs and their articles as tiles, eight at a time, each with its digit."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import formats
from concierge_desk.models import Article, Service
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.dropoff_keys import digit_of, is_minus
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.tile import Tile
from concierge_desk.ui.widgets.together import together

TILES = 8
ACROSS = 4
MORE = "more"
_NARROW_ACROSS = 2
_SCREENS_OWN = {Qt.Key.Key_Plus, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ArticleTile(Tile):
    """A tile among others: arrows go to its neighbours, digits and "one less" belong to the whole board."""

    stepped = Signal(int, int)

    @override
    def heightForWidth(self, width: int) -> int:
        """Do with a little less air, so that tiles, state and promise fit a small screen together."""
        return super().heightForWidth(width) - theme.px(13)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the width in the picture."""
        return QSize(theme.px(138), self.heightForWidth(max(self.width(), theme.px(112))))

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay large enough for a finger."""
        return QSize(theme.px(104), theme.px(100))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave to the screen what it reads itself."""
        key = Qt.Key(event.key())
        takes_out = key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} or is_minus(event)
        if key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(*_ARROWS[key])
        elif (
            takes_out
            or key in _SCREENS_OWN
            or digit_of(event) is not None
            or event.modifiers() & _WITH_OTHERS
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)


_WITH_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ArticleBoard(QWidget):
    """Tabs and tiles; it tells which article is put in or taken out, and counts nothing itself."""

    added = Signal(int)
    taken = Signal(int)
    service_changed = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make an empty board."""
        super().__init__(parent)
        self.t = texts
        self._services: list[Service] = []
        self._service: Service | None = None
        self._tab_page = 0
        self._tile_page = 0
        self._tiles: list[tuple[ArticleTile, Article | None]] = []
        self._counts: Callable[[int], int] = int
        self._shown_tiles: list[object] = []
        self._shown_tabs: tuple[list[Segment], int] = ([], 0)
        self._widths: dict[tuple[str, str, int], int] = {}
        self._tabs = SegmentBar(self)
        self._tabs.chosen.connect(self._tab_chosen)
        self._grid = QGridLayout()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(self._tabs)
        self._lines.addLayout(self._grid)
        theme.follow(self, self._fit)

    def show_services(self, services: list[Service], counts: Callable[[int], int]) -> None:
        """Show these services; `counts` tells how many pieces of an article there are."""
        self._services, self._counts = services, counts
        kept = self._service.id if self._service is not None else None
        self._service = next((each for each in services if each.id == kept), None)
        if self._service is None and services:
            self._service = services[0]
        self._show_tabs()
        self._show_tiles()

    def show_counts(self) -> None:
        """Show how many pieces there are of each article."""
        for tile, article in self._tiles:
            if article is not None:
                tile.set_count(self._counts(article.id))

    def service(self) -> Service | None:
        """Give the service that is shown."""
        return self._service

    def first_tile(self) -> QWidget | None:
        """Give the tile that gets the focus first."""
        return self._tiles[0][0] if self._tiles else None

    def press(self, digit: int) -> bool:
        """Do what the tile with a digit does; 0 shows the next articles. False when there is no such tile."""
        if digit == 0:
            return self.turn_page()
        if digit > len(self._tiles):
            return False
        tile, article = self._tiles[digit - 1]
        tile.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if article is None:
            self.turn_page()
        else:
            self.added.emit(article.id)
        return True

    def turn_page(self, by: int = 1) -> bool:
        """Show the next articles of the service; False when all are shown."""
        pages = self._pages()
        if pages == 1:
            return False
        self._tile_page = (self._tile_page + by) % pages
        self._show_tiles()
        self._tiles[0][0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def choose_service(self, number: int) -> bool:
        """Show a service by its place, from 0; False when there is none."""
        if not 0 <= number < len(self._services):
            return False
        self._open(self._services[number])
        return True

    def show_first(self) -> None:
        """Begin with the first service, as the digits on the tiles are learnt."""
        if self._services and self._service is not self._services[0]:
            self._open(self._services[0], focus=False)

    def step_service(self, by: int) -> None:
        """Show the service before or after."""
        if self._service is not None:
            self.choose_service((self._services.index(self._service) + by) % len(self._services))

    def choose_letter(self, letter: str) -> bool:
        """Show the next service that begins with a letter; False when none does."""
        names = [each.name(self.t.language).casefold() for each in self._services]
        start = self._services.index(self._service) + 1 if self._service is not None else 0
        for number in [*range(start, len(names)), *range(start)]:
            if letter and names[number].startswith(letter.casefold()):
                return self.choose_service(number)
        return False

    def show_article(self, article_id: int) -> None:
        """Bring the tile of an article into view."""
        service = next((s for s in self._services if any(a.id == article_id for a in s.articles)), None)
        if service is not None and service is not self._service:
            self._open(service, focus=False)

    def _open(self, service: Service, *, focus: bool = True) -> None:
        self._service, self._tile_page = service, 0
        self._show_tabs()
        self._show_tiles()
        if focus and self._tiles:
            self._tiles[0][0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.service_changed.emit(service.id)

    def _tab_chosen(self, key: str) -> None:
        if key == MORE:
            pages = self._tab_pages()
            self._tab_page = (self._tab_page + 1) % len(pages)
            self._open(pages[self._tab_page][0])
        else:
            self._open(next(each for each in self._services if str(each.id) == key))

    def _tab_pages(self) -> list[list[Service]]:
        """Put as many tabs into a row as fit, with room for "Others" where there are more."""
        gap, room = theme.px(6), max(self.width(), theme.px(200))
        widths = [self._tab_width(each.name(self.t.language), each.icon) for each in self._services]
        if sum(widths) + gap * (len(widths) - 1) <= room:
            return [self._services]
        room -= self._tab_width(self.t("Others"), "dots")
        pages: list[list[Service]] = [[]]
        left = 0
        for service, width in zip(self._services, widths, strict=True):
            if pages[-1] and left + width + gap > room:
                pages.append([])
                left = 0
            pages[-1].append(service)
            left += width + gap
        return pages

    def _tab_width(self, words: str, icon: str) -> int:
        """Measure a tab by making one, once for each size of text."""
        key = (words, icon, theme.percent())
        if key not in self._widths:
            tab = Button(words, icon, kind="choice", small=True)
            self._widths[key] = tab.sizeHint().width()
            tab.deleteLater()
        return self._widths[key]

    def _show_tabs(self) -> None:
        pages = self._tab_pages()
        self._tab_page = next((n for n, page in enumerate(pages) if self._service in page), 0)
        shown = [
            Segment(str(each.id), each.name(self.t.language), each.icon) for each in pages[self._tab_page]
        ]
        if len(pages) > 1:
            shown.append(Segment(MORE, self.t("Others"), "dots"))
        if self._shown_tabs == (shown, theme.percent()):
            self._choose_tab()
            return
        self._shown_tabs = (shown, theme.percent())
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is not None and self._tabs.isAncestorOf(focused)
        self._tabs.show_segments(shown)
        self._choose_tab()
        if had_focus and self._tiles:
            self._tiles[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_tab(self) -> None:
        if self._service is not None:
            self._tabs.choose(str(self._service.id))

    def _next_page(self) -> None:
        self.turn_page()

    def _pages(self) -> int:
        count = len(self._offered())
        return 1 if count <= TILES else -(-count // (TILES - 1))

    def _offered(self) -> list[Article]:
        return [each for each in self._service.articles if each.active] if self._service is not None else []

    def _shown(self) -> list[Article | None]:
        """List the articles of the page; None is the tile that shows the next ones."""
        articles = self._offered()
        if len(articles) <= TILES:
            return [*articles]
        start = self._tile_page * (TILES - 1)
        return [*articles[start : start + TILES - 1], None]

    def _show_tiles(self) -> None:
        """Show the tiles of the page; those that are shown already stay, and keep the focus."""
        shown: list[object] = [
            None if each is None else (each.id, each.names, each.price, each.icon) for each in self._shown()
        ]
        if shown == self._shown_tiles and self._tiles:
            self._tiles = [(tile, now) for (tile, _), now in zip(self._tiles, self._shown(), strict=True)]
            self.show_counts()
            return
        self._shown_tiles = shown
        before = [tile for tile, _ in self._tiles]
        for old in before:
            self._grid.removeWidget(old)
        self._tiles = [(self._tile(number, each), each) for number, each in enumerate(self._shown(), 1)]
        self._place()
        self.show_counts()
        with together(self):
            for tile, _ in self._tiles:
                tile.show()
        if self._tiles and any(old.hasFocus() for old in before):
            # Before the old one is hidden: Qt would hand its focus on to whatever follows it.
            self._tiles[0][0].setFocus(Qt.FocusReason.OtherFocusReason)
        for old in before:
            old.hide()
            old.deleteLater()

    def _tile(self, number: int, article: Article | None) -> ArticleTile:
        if article is None:
            tile = ArticleTile(self.t("Others"), "", "dots", self, key=str(number))
            tile.setToolTip(self.t("Show the other articles (0 or Page down)"))
            tile.clicked.connect(self._next_page)
        else:
            price = self.t("on quote")
            if article.price is not None:
                price = formats.money(article.price, self.t.language)
            icon = article.icon or (self._service.icon if self._service is not None else "")
            tile = ArticleTile(article.name(self.t.language), price, icon, self, key=str(number))
            tile.setProperty("article_id", article.id)
            tile.count_changed.connect(self._counted)
        tile.stepped.connect(self._step)
        return tile

    def _counted(self, count: int) -> None:
        tile = self.sender()
        for each, article in self._tiles:
            if each is tile and article is not None:
                signal = self.added if count > self._counts(article.id) else self.taken
                signal.emit(article.id)

    def _step(self, across: int, down: int) -> None:
        tiles = [tile for tile, _ in self._tiles]
        now = next((number for number, tile in enumerate(tiles) if tile is self.sender()), 0)
        goal = now + across + down * self._across()
        if 0 <= goal < len(tiles):
            tiles[goal].setFocus(Qt.FocusReason.TabFocusReason)
        elif goal < 0 and down:
            self._tabs.setFocus(Qt.FocusReason.TabFocusReason)
            self._tabs.focusNextChild()

    def _across(self) -> int:
        return ACROSS if self.width() >= theme.px(ACROSS * 112) else _NARROW_ACROSS

    def _place(self) -> None:
        across = self._across()
        for number, (tile, _) in enumerate(self._tiles):
            self._grid.addWidget(tile, number // across, number % across)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _fit(self) -> None:
        self._lines.setSpacing(theme.px(10))
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(10))
        if self._services:
            self._show_tabs()
            self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many tabs as fit."""
        super().resizeEvent(event)
        if self._services and event.size().width() != event.oldSize().width():
            self._show_tabs()
            self._place()
