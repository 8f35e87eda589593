"""The page on which a customer's pieces are counted and described."""

from copy import deepcopy
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.operations import choosing, offers, promises
from concierge_desk.operations.customers import CustomerCard
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import dropoff_promise
from concierge_desk.ui.screens.dropoff_articles import ArticleBoard
from concierge_desk.ui.screens.dropoff_customer import PersonCard
from concierge_desk.ui.screens.dropoff_form import Counted, DropoffForm, PriceList
from concierge_desk.ui.screens.dropoff_list import PiecesCard, name_of
from concierge_desk.ui.screens.dropoff_offer import Offer
from concierge_desk.ui.screens.dropoff_piece import PieceCard
from concierge_desk.ui.screens.dropoff_provider import ProviderChoice, WhoLine, who
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Line

_LARGE_TEXT = 150
"""From this size of text on the two buttons need all the room below."""


class _Body(Scroll):
    """Scrolls by what gets the focus; the keys belong to the screen."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the screen."""
        event.ignore()


class CounterPage(QWidget):
    """The customer at the left, tiles and state in the middle, the pieces at the right, the deed below."""

    changed = Signal()
    record_asked = Signal()
    abandon_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make the page without a form."""
        super().__init__(parent)
        t = context.texts
        self._context = context
        self._doers: dict[int, tuple[offers.Doer, ...]] = {}
        self.form = DropoffForm(PriceList())
        self.person = PersonCard(t)
        self.board = ArticleBoard(t)
        self.piece = PieceCard(t)
        self.offer = Offer(t)
        self.promise = StepHint("", "calendar-check", tone="green", more=" ")
        self.who = WhoLine(t)
        self.promise.body.addWidget(self.who, 0, Qt.AlignmentFlag.AlignLeft)
        self.choice = ProviderChoice(t)
        self.pieces = PiecesCard(t)
        self._abandon = Button(t("Abandon"), "x", key=shortcuts.shown("back", t))
        self._hint = Line("", 16, "soft")
        self.record = Button(
            t("Record and print"), "printer", kind="primary", key=shortcuts.shown("main", t), main=True
        )
        self._promise_soon = QTimer(self)
        self._promise_soon.setSingleShot(True)
        self._promise_soon.timeout.connect(self.show_promise)
        self._reveal_soon = QTimer(self)
        self._reveal_soon.setSingleShot(True)
        self._reveal_soon.timeout.connect(self._scroll_to)
        self._wanted: QWidget = self.piece
        self._connect()
        self._lay()
        theme.follow(self, self._fit)

    def show_prices(self, prices: PriceList) -> None:
        """Offer these services and articles, and those who do them."""
        self.form.prices = prices
        self._doers = self._context.desk.ask(offers.doers)
        self.board.show_services(prices.services, self._count)

    def show_form(self, form: DropoffForm) -> None:
        """Show a form."""
        self.form = form
        self.offer.hide()
        self.choice.hide()
        self.show_again()

    def show_person(self, greeting: CustomerCard) -> None:
        """Show who it is for."""
        self.person.show_person(greeting)

    def show_again(self) -> None:
        """Show the form as it is now."""
        if self.choice.asks():
            self.ask_who()
        self.board.show_counts()
        self.pieces.show_form(self.form)
        self._show_piece()
        self._show_hint()
        self._promise_soon.start(0)

    def look_at(self, number: int) -> None:
        """Look at a piece."""
        self.form.current = number
        self.show_again()

    def add(self, article_id: int) -> None:
        """Put in one more piece."""
        self.form.add(article_id)
        self.tell()

    def take(self, article_id: int) -> None:
        """Take out a piece of an article; one of which something was said can be put back."""
        number = self.form.last_of(article_id)
        if number is not None:
            self.remove(number)

    def remove(self, number: int) -> None:
        """Take a piece out, with a way to put it back."""
        form = self.form
        if not 0 <= number < len(form.pieces):
            return
        t = self._context.texts
        name = name_of(form, form.pieces[number], t.language)
        gone = form.remove(number)
        self.tell()
        said = t("{name} removed", name=name)
        self._context.notices.undoable(said, partial(self._put_back, form, number, gone))

    def copy_to_similar(self) -> None:
        """Say the same of every piece of the article that is looked at, with a way to take it back."""
        form = self.form
        if form.piece() is None:
            return
        count = len(form.similar(form.current))
        before = form.copy_to_similar(form.current)
        self.tell()
        said = self._context.texts.many("Said of {n} more piece", "Said of {n} more pieces", count)
        self._context.notices.undoable(said, partial(self._as_before, form, before))

    def again(self) -> None:
        """Put in one more like the piece that is looked at."""
        piece = self.form.piece()
        if piece is not None:
            self.add(piece.article_id)

    def fewer(self) -> None:
        """Take out one like the piece that is looked at."""
        piece = self.form.piece()
        if piece is not None:
            self.take(piece.article_id)

    def make_it(self, count: int) -> None:
        """Make it so many pieces like the one that is looked at."""
        piece = self.form.piece()
        if piece is None:
            return
        missing = count - self.form.count(piece.article_id)
        for _ in range(missing):
            self.form.add(piece.article_id)
        for _ in range(-missing):
            self.take(piece.article_id)
        self.tell()

    def ask_how_many(self) -> None:
        """Say that the next digit is a number of pieces."""
        piece = self.form.piece()
        if piece is not None:
            name = self.form.prices.article(piece.article_id).name(self._context.texts.language)
            self._hint.setText(self._context.texts("{name} × … How many? Type a digit.", name=name))

    def focus_tiles(self) -> None:
        """Give the keys back to the tiles."""
        tile = self.board.first_tile()
        if tile is not None:
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, part: QWidget) -> None:
        """Scroll to a part once it is laid out."""
        self._wanted = part
        self._reveal_soon.start(0)

    def show_promise(self) -> None:
        """Say when everything will be ready; before anything is counted, for the service that is shown."""
        self._promise_soon.stop()
        shown, chosen = self.board.service(), self.chosen()
        pieces = self.form.labels_by_service() or ({shown.id: 1} if shown is not None else {})
        wanted = [promises.Wanted(key, count, chosen.get(key)) for key, count in pieces.items()]
        at = self._context.clock.now()
        made = self._context.desk.ask(promises.for_dropoff, wanted=wanted, at=at) if wanted else {}
        said = dropoff_promise.say(list(made.values()), at, self._context.texts)
        tone, icon = ("green", "calendar-check") if said.sure else ("amber", "clock-exclamation")
        self.promise.say(said.sentence, icon, tone=tone, more=said.more)
        self.promise.setHidden(not said.sentence or self.choice.asks())
        self._show_who()

    def chosen(self) -> dict[int, int]:
        """Tell who was chosen for a service, by their keys; one who does it no more is not."""
        does = {key: {each.provider_id for each in doers} for key, doers in self._doers.items()}
        return {key: each for key, each in self.form.providers.items() if each in does.get(key, ())}

    def ask_who(self) -> None:
        """Set side by side those who do the service that is shown, where there is a choice."""
        service = self.board.service()
        doers = self._doers.get(service.id, ()) if service is not None else ()
        now = who(doers, self.form.providers.get(service.id)) if service is not None else None
        if service is None or len(doers) - (now is not None) < 1:
            return
        rows = self._context.desk.ask(
            choosing.offers,
            service_id=service.id,
            article_ids=self.form.article_ids(service.id),
            beside=self._beside(service.id),
            at=self._context.clock.now(),
            language=self._context.texts.language,
        )
        name = service.name(self._context.texts.language)
        self.choice.ask(name, rows, None if now is None else now.provider_id)
        for hidden in (self.piece, self.promise):  # what it leads to stands in the list
            hidden.hide()
        self.choice.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal(self.choice)

    def hint(self) -> str:
        """Tell what is said beside the main action."""
        return self._hint.text()

    def _beside(self, service_id: int) -> dict[int, int]:
        """Count what else of this drop-off goes to each provider."""
        beside: dict[int, int] = {}
        for key, count in self.form.labels_by_service().items():
            does = who(self._doers.get(key, ()), self.form.providers.get(key))
            if key != service_id and does is not None:
                beside[does.provider_id] = beside.get(does.provider_id, 0) + count
        return beside

    def _choose(self, provider_id: int) -> None:
        service = self.board.service()
        if service is not None:
            self.form.providers[service.id] = provider_id
            if provider_id == service.provider_id:
                del self.form.providers[service.id]
            self.tell()
        self.focus_tiles()

    def _keep(self) -> None:
        self.show_again()
        self.focus_tiles()

    def _show_who(self) -> None:
        service = self.board.service()
        if service is not None:
            name = service.name(self._context.texts.language)
            self.who.show_doers(name, self._doers.get(service.id, ()), self.form.providers.get(service.id))

    def _count(self, article_id: int) -> int:
        return self.form.count(article_id)

    def tell(self) -> None:
        """Show the form after a change, and tell of it."""
        self.show_again()
        self.changed.emit()

    def _put_back(self, form: DropoffForm, number: int, piece: Counted) -> None:
        if form is self.form:
            form.put_back(number, piece)
            self.tell()

    def _as_before(self, form: DropoffForm, before: list[Counted]) -> None:
        if form is self.form:
            form.pieces = deepcopy(before)
            self.tell()

    def _show_piece(self) -> None:
        form, piece = self.form, self.form.piece()
        self.piece.setVisible(piece is not None and not self.choice.asks())
        if piece is None:
            return
        article = form.prices.article(piece.article_id)
        service = form.prices.service(article.service_id)
        self.piece.show_piece(form.current + 1, piece, article, service)
        self.piece.show_similar(len(form.similar(form.current)))

    def _show_hint(self) -> None:
        t, count = self._context.texts, self.form.labels()
        said = t("Count the pieces: press a tile or its number. “x 5” makes it five.")
        if count:
            said = t.many(
                "Prints 1 customer ticket, 1 shop copy and {n} label",
                "Prints 1 customer ticket, 1 shop copy and {n} labels",
                count,
            )
        self._hint.setText(said)
        self.record.setEnabled(bool(count))

    def _described(self) -> None:
        self.pieces.show_form(self.form)
        self.piece.show_similar(len(self.form.similar(self.form.current)))
        self.changed.emit()

    def _remove_current(self) -> None:
        self.remove(self.form.current)

    def _connect(self) -> None:
        self.board.added.connect(self.add)
        self.board.taken.connect(self.take)
        self.board.service_changed.connect(self._service_changed)
        self.pieces.marked.connect(self.look_at)
        self.piece.changed.connect(self._described)
        self.piece.opened.connect(self._reveal_piece)
        self.pieces.remove_asked.connect(self._remove_current)
        self.piece.copy_asked.connect(self.copy_to_similar)
        self.record.clicked.connect(self.record_asked)
        self._abandon.clicked.connect(self.abandon_asked)
        self.who.clicked.connect(self.ask_who)
        self.choice.chosen.connect(self._choose)
        self.choice.kept.connect(self._keep)

    def _reveal_piece(self) -> None:
        self.reveal(self.piece)

    def _scroll_to(self) -> None:
        self._scroll.ensureWidgetVisible(self._wanted, 0, 0)

    def _service_changed(self) -> None:
        if self.choice.asks():
            self.choice.hide()
            self._show_piece()
        self._promise_soon.start(0)

    def _lay(self) -> None:
        body = QWidget()
        columns = Columns((264, 582, 340))
        self._middle = QWidget()
        self._stack = QVBoxLayout(self._middle)
        for piece in (self.board, self.offer, self.choice, self.piece, self.promise):
            self._stack.addWidget(piece)
        self._stack.addStretch(1)
        for column in (self.person, self._middle, self.pieces):
            columns.addWidget(column)
        body.setLayout(columns)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self._abandon)
        self._bar.addWidget(self._hint, 1)
        self._bar.addStretch(0)
        self._bar.addWidget(self.record)
        self._lines = QVBoxLayout(self)
        self._scroll = _Body(body)
        self._lines.addWidget(self._scroll, 1)
        self._lines.addLayout(self._bar)

    @override
    def hasHeightForWidth(self) -> bool:
        """Scroll inside, so that the deed below stays in sight."""
        return False

    def _fit(self) -> None:
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(theme.px(10))
        self._bar.setSpacing(theme.px(14))
        self._hint.setVisible(theme.percent() < _LARGE_TEXT)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(10))
