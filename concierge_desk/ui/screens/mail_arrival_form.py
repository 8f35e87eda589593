"""What a carrier brought, as it is written down: pieces in their order, what holds for the next one, and undo.

form.add(...)                    # a piece whose recipient is said, or asked for
form.answer(Who(...))            # for the piece that is asked about, or a new one without a number
form.take_back()                 # the last step, whatever it was
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date

from concierge_desk.models import Facts, MailKind, Signed
from concierge_desk.operations import deeds
from concierge_desk.operations.mail_intake import MOST_PIECES, Arrival

KINDS = tuple(MailKind)
_MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class Who:
    """For whom a piece is: somebody, one of several, or words that nobody is known by."""

    customer_id: int | None = None
    name: str = ""
    more: str = ""
    """What tells the person from another of the same name."""
    written: str = ""
    """As written on the piece, where it is to be settled later."""
    candidates: tuple[int, ...] = ()
    firm: str = ""
    """A company that people name as theirs and that is not registered itself, where it may be meant."""


NOBODY = Who()
Named = Callable[[int], Who | None]
"""Names somebody by their key; None when they are gone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter or parcel; `who` is None while it is asked for."""

    kind: MailKind
    shelf_id: int | None = None
    number: str = ""
    carrier: str = ""
    """The key of the carrier whose piece it is, as its number surely says or the concierge; or empty."""
    check_fails: bool = False
    presented_on: date | None = None
    who: Who | None = None
    sender: str = ""

    def arrival(self, brands: Collection[str]) -> Arrival:
        """Write it as it is taken in; nobody known yet where it was never said.

        Of what is of none of the carriers that are brought here, by their keys, nothing is said.
        """
        who = self.who or NOBODY
        return Arrival(
            kind=self.kind,
            number=self.number,
            addressee=who.written,
            sender=self.sender,
            customer_id=who.customer_id,
            candidates=who.candidates,
            shelf_id=self.shelf_id,
            presented_on=self.presented_on,
            carrier=self.carrier if self.carrier in brands else "",
        )

    def facts(self) -> Facts:
        """Write it down for the draft; somebody known by their key alone, so that no name outlives its person."""
        who = self.who
        return {
            "kind": self.kind.value,
            "shelf": self.shelf_id,
            "number": self.number,
            "carrier": self.carrier,
            "check_fails": self.check_fails,
            "presented": None if self.presented_on is None else self.presented_on.isoformat(),
            "said": who is not None,
            "customer": None if who is None else who.customer_id,
            "written": "" if who is None else who.written,
            "candidates": [] if who is None else list(who.candidates),
            "sender": self.sender,
        }


def _piece(kept: Facts, named: Named) -> Piece:
    """Read a piece of a draft; whose person is gone is asked for again."""
    who = None
    if kept["customer"] is not None:
        who = named(kept["customer"])
    elif kept["said"]:
        who = Who(written=kept["written"], candidates=tuple(kept["candidates"]))
    presented = kept["presented"]
    return Piece(
        MailKind(kept["kind"]), kept["shelf"], kept["number"], kept["carrier"], check_fails=kept["check_fails"],
        presented_on=date.fromisoformat(presented) if presented else None, who=who,
        sender=kept.get("sender", ""),  # drafts of before do not speak of it
    )  # fmt: skip


@dataclass(slots=True)
class ArrivalForm:
    """One delivery that is not recorded yet."""

    carrier_id: int | None = None
    uid: str = field(default_factory=deeds.new_uid)
    kind: MailKind = MailKind.LETTER
    shelf_id: int | None = None
    today: date = date.min
    presented_on: date | None = None
    """The day of the first presentation of the next registered pieces, where it is not today."""
    pieces: list[Piece] = field(default_factory=list)
    current: int | None = None
    """The piece that is asked about or corrected; None for a new one without a number."""
    last: Who | None = None
    sheet: dict[str, int] = field(default_factory=dict)
    driver: str = ""
    strokes: list[list[list[float]]] = field(default_factory=list)
    on_paper: bool = False
    missed: list[int] = field(default_factory=list)
    """Whose labels were scanned and wrote nothing down; the next piece of the same person is that piece."""
    _steps: list[tuple[tuple[Piece, ...], int | None, Who | None]] = field(default_factory=list)

    def piece(self) -> Piece | None:
        """Give the piece that is asked about or corrected."""
        known = self.current is not None and self.current < len(self.pieces)
        return self.pieces[self.current or 0] if known else None

    def asks(self) -> bool:
        """Tell whether a piece with a number waits for its recipient."""
        piece = self.piece()
        return piece is not None and piece.who is None

    def open_ones(self) -> list[int]:
        """List the pieces whose recipient nobody has said yet."""
        return [place for place, piece in enumerate(self.pieces) if piece.who is None]

    def add(
        self, number: str = "", *, kind: MailKind | None = None, carrier: str = "", check_fails: bool = False
    ) -> None:
        """Write down a piece whose recipient is asked for next; what its number says of it is of it alone."""
        self._step()
        made = kind or self.kind
        self.pieces.append(
            Piece(
                made, self.shelf_id, number, carrier, check_fails=check_fails,
                presented_on=self._presented(made),
            )
        )  # fmt: skip
        self.current = len(self.pieces) - 1

    def answer(self, who: Who, *, kind: MailKind | None = None) -> int:
        """Say for whom the piece is, or write down one without a number; tell its place. Ask for the next."""
        self._step()
        if self.piece() is None:
            made = kind or self.kind
            self.pieces.append(Piece(made, self.shelf_id, presented_on=self._presented(made)))
            self.current = len(self.pieces) - 1
        place = self.current or 0
        self.pieces[place] = replace(self.pieces[place], who=who)
        self.last = who
        if who.customer_id in self.missed:
            self.missed.remove(who.customer_id)
        self.leave()
        return place

    def look_at_last(self) -> bool:
        """Look at the piece that is corrected, or else at the last one that has its recipient; False without any."""
        piece = self.piece()
        if piece is None or piece.who is None:
            said = [place for place, each in enumerate(self.pieces) if each.who is not None]
            self.current = said[-1] if said else self.current
        piece = self.piece()
        return piece is not None and piece.who is not None

    def leave(self) -> None:
        """Ask for the piece that waits longest at the top of the pile, or be ready for a new one."""
        waiting = self.open_ones()
        self.current = waiting[-1] if waiting else None

    def use_kind(self, kind: MailKind) -> None:
        """Let the next pieces be of a kind; one that is asked about too, and of one that is corrected only that."""
        piece = self.piece()
        if piece is None or piece.who is None:
            self.kind = kind
        if piece is not None:
            self.change(kind=kind, presented_on=self._presented(kind))

    def use_shelf(self, shelf_id: int | None) -> None:
        """Put the next pieces on a shelf; one that is asked about too, and of one that is corrected only that."""
        piece = self.piece()
        if piece is None or piece.who is None:
            self.shelf_id = shelf_id
        if piece is not None:
            self.change(shelf_id=shelf_id)

    def change(self, **said: object) -> None:
        """Correct the piece that is asked about or corrected."""
        piece = self.piece()
        if piece is not None and self.current is not None:
            self._step()
            self.pieces[self.current] = replace(piece, **said)  # type: ignore[arg-type]  # the fields of a piece

    def remove(self) -> Piece | None:
        """Take the piece that is looked at off the list."""
        piece = self.piece()
        if piece is not None and self.current is not None:
            self._step()
            del self.pieces[self.current]
            self.leave()
        return piece

    def take_back(self) -> bool:
        """Undo the last step; False when there is none."""
        if not self._steps:
            return False
        pieces, self.current, self.last = self._steps.pop()
        self.pieces = list(pieces)
        return True

    def place_of(self, number: str) -> int | None:
        """Find the piece with a number in this list."""
        found = (place for place, piece in enumerate(self.pieces) if number and piece.number == number)
        return next(found, None)

    def counts(self) -> dict[MailKind, int]:
        """Count the pieces by kind."""
        return {kind: sum(piece.kind is kind for piece in self.pieces) for kind in KINDS}

    def differences(self) -> dict[MailKind, int]:
        """Tell by kind how many more there are than the carrier's sheet says; nothing of a kind it does not name."""
        counted = self.counts()
        named = [kind for kind in KINDS if kind.value in self.sheet]
        found = {kind: counted[kind] - self.sheet[kind.value] for kind in named}
        return {kind: more for kind, more in found.items() if more}

    def signed(self) -> Signed:
        """Tell how the driver signed."""
        if self.on_paper:
            return Signed.PAPER
        return Signed.SCREEN if self.strokes else Signed.NONE

    def named(self) -> set[int]:
        """Tell for whom its pieces are, of those that are known."""
        ids = {each.who.customer_id for each in self.pieces if each.who is not None}
        return {each for each in ids if each is not None}

    def is_full(self) -> bool:
        """Tell whether a new piece would be one too many for a delivery."""
        return len(self.pieces) >= MOST_PIECES

    def is_empty(self) -> bool:
        """Tell whether no piece is written down."""
        return not self.pieces

    def body(self) -> Facts:
        """Write everything down for the draft."""
        return {
            "carrier": self.carrier_id, "kind": self.kind.value, "shelf": self.shelf_id, "sheet": self.sheet,
            "driver": self.driver, "strokes": self.strokes, "on_paper": self.on_paper,
            "pieces": [piece.facts() for piece in self.pieces], "missed": self.missed,
        }  # fmt: skip

    def _presented(self, kind: MailKind) -> date | None:
        return (self.presented_on or self.today) if kind is MailKind.REGISTERED else None

    def _step(self) -> None:
        self._steps.append((tuple(self.pieces), self.current, self.last))
        del self._steps[:-_MOST_STEPS]


def from_body(uid: str, body: Facts, today: date, named: Named) -> ArrivalForm:
    """Read a delivery that was left open."""
    pieces = [_piece(kept, named) for kept in body["pieces"]]
    made = ArrivalForm(
        carrier_id=body["carrier"], uid=uid, kind=MailKind(body["kind"]), shelf_id=body["shelf"], today=today,
        pieces=pieces, sheet=dict(body["sheet"]), driver=body["driver"], strokes=body["strokes"],
        on_paper=body["on_paper"], missed=list(body.get("missed", [])),  # nor of this
        last=next((piece.who for piece in reversed(pieces) if piece.who is not None), None),
    )  # fmt: skip
    made.leave()
    return made
