"""What a drop-off holds until it is recorded: the customer, the pieces counted, and what is said of each.

It knows neither the screen nor the desk; it can be kept as a draft (`body`) and made again from one.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from concierge_desk import codes
from concierge_desk.models import Article, Facts, Service
from concierge_desk.money import Money, total
from concierge_desk.operations import deeds
from concierge_desk.operations.handins import Piece

IMEI = "imei"
IMEI_TEXT = "imei_text"
"""Where an IMEI is kept that does not fit its check digit, so that what was typed is not lost."""
NOTE = "note"
_IMEI_DIGITS = 15


def imei_fits(typed: str) -> bool:
    """Tell whether an IMEI has its fifteen digits and the last one checks the others."""
    digits = typed.replace(" ", "")
    return len(digits) == _IMEI_DIGITS and codes.luhn_fits(digits)


@dataclass(slots=True, eq=False)
class Counted:
    """One piece that was counted, and what is said of it so far."""

    article_id: int
    conditions: list[str] = field(default_factory=list)
    details: Facts = field(default_factory=dict)
    label: str = ""
    price: Money | None = None
    ceiling: Money | None = None
    tag: str = ""

    def described(self) -> bool:
        """Tell whether anything was said of it."""
        return bool(self.conditions or self.details or self.label or self.price or self.tag)

    def imei_is_wrong(self) -> bool:
        """Tell whether an IMEI was typed that has a mistake."""
        imei = str(self.details.get(IMEI, "")).strip()
        return bool(imei) and not imei_fits(imei)

    def to_record(self) -> Piece:
        """Give the piece as it is taken in; an IMEI with a mistake does not hold up the rest."""
        facts = {key: value for key, value in self.details.items() if value not in ("", False, None)}
        if self.imei_is_wrong():
            facts[IMEI_TEXT] = str(facts.pop(IMEI)).strip()
        return Piece(
            article_id=self.article_id,
            conditions=tuple(self.conditions),
            details=facts,
            label=self.label.strip(),
            price=self.price,
            ceiling=self.ceiling,
            tag=self.tag or None,
        )


class PriceList:
    """The services and articles that can be asked for, and where each is found."""

    def __init__(self, services: Iterable[Service] = ()) -> None:
        """Keep the services in their order, each with its articles."""
        self.services = list(services)
        self._articles = {each.id: each for service in self.services for each in service.articles}
        self._services = {each.id: each for each in self.services}

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._articles

    def article(self, article_id: int) -> Article:
        """Give an article by its key."""
        return self._articles[article_id]

    def service(self, service_id: int) -> Service:
        """Give a service by its key."""
        return self._services[service_id]

    def service_of(self, article_id: int) -> Service:
        """Give the service of an article."""
        return self._services[self._articles[article_id].service_id]


@dataclass(frozen=True, slots=True)
class Sum:
    """What is to be paid, and whether the provider has still to name a price."""

    amount: Money
    on_quote: bool


class DropoffForm:
    """One drop-off under way; `uid` is the deed it will become."""

    def __init__(self, prices: PriceList, customer_id: int | None = None) -> None:
        """Open an empty form."""
        self.uid = deeds.new_uid()
        self.prices = prices
        self.customer_id = customer_id
        self.pieces: list[Counted] = []
        self.current = -1
        self.providers: dict[int, int] = {}
        """Who was chosen for a service, by their keys; the usual one does the others."""

    def piece(self) -> Counted | None:
        """Give the piece that is being looked at."""
        return self.pieces[self.current] if 0 <= self.current < len(self.pieces) else None

    def count(self, article_id: int) -> int:
        """Count the pieces of an article."""
        return sum(1 for piece in self.pieces if piece.article_id == article_id)

    def add(self, article_id: int) -> None:
        """Put one more piece at the end, and look at it."""
        self.pieces.append(Counted(article_id))
        self.current = len(self.pieces) - 1

    def last_of(self, article_id: int) -> int | None:
        """Find the piece of an article to take out first: the newest of which nothing is said, else the newest."""
        found = [number for number, piece in enumerate(self.pieces) if piece.article_id == article_id]
        plain = [number for number in found if not self.pieces[number].described()]
        return (plain or found)[-1] if found else None

    def remove(self, number: int) -> Counted:
        """Take a piece out, and look at the one that takes its place."""
        gone = self.pieces.pop(number)
        if self.current >= number and (self.current > number or self.current >= len(self.pieces)):
            self.current -= 1
        return gone

    def put_back(self, number: int, piece: Counted) -> None:
        """Put a piece back where it was."""
        self.current = min(number, len(self.pieces))
        self.pieces.insert(self.current, piece)

    def similar(self, number: int) -> list[int]:
        """List the other pieces of the same article."""
        article_id = self.pieces[number].article_id
        return [n for n, each in enumerate(self.pieces) if each.article_id == article_id and n != number]

    def copy_to_similar(self, number: int) -> list[Counted]:
        """Say the same of all pieces of the same article, but for tag and IMEI; give them as they were."""
        before = deepcopy(self.pieces)
        said = self.pieces[number]
        for other in self.similar(number):
            own = {key: value for key, value in self.pieces[other].details.items() if key == IMEI}
            shared = {key: value for key, value in said.details.items() if key != IMEI}
            self.pieces[other] = Counted(
                said.article_id,
                list(said.conditions),
                shared | own,
                said.label,
                said.price,
                said.ceiling,
                self.pieces[other].tag,
            )
        return before

    def price(self, piece: Counted) -> Money | None:
        """Tell the price of a piece; None while it is on quote."""
        return piece.price if piece.price is not None else self.prices.article(piece.article_id).price

    def ceiling(self, piece: Counted) -> Money | None:
        """Tell up to what the customer accepts a quote."""
        return piece.ceiling if piece.ceiling is not None else self.prices.article(piece.article_id).ceiling

    def to_pay(self) -> Sum:
        """Add up what is known, and tell whether a quote is still to come."""
        known = [self.price(piece) for piece in self.pieces]
        return Sum(
            total([price for price in known if price is not None]), any(each is None for each in known)
        )

    def labels(self) -> int:
        """Count the labels: an article of several parts has one on each."""
        return sum(self.prices.article(piece.article_id).pieces for piece in self.pieces)

    def article_ids(self, service_id: int) -> list[int]:
        """List the articles of a service, once for each piece."""
        found = [each.article_id for each in self.pieces]
        return [each for each in found if self.prices.service_of(each).id == service_id]

    def labels_by_service(self) -> dict[int, int]:
        """Count the labels of each service that is asked for, in the order of the pieces."""
        counts: dict[int, int] = {}
        for each in self.pieces:
            service_id = self.prices.service_of(each.article_id).id
            counts[service_id] = counts.get(service_id, 0) + self.prices.article(each.article_id).pieces
        return counts

    def to_record(self) -> list[Piece]:
        """Give the pieces as they are taken in."""
        return [piece.to_record() for piece in self.pieces]

    def wrong_imeis(self) -> list[int]:
        """List the numbers, from 1, of the pieces whose IMEI has a mistake."""
        return [number for number, piece in enumerate(self.pieces, 1) if piece.imei_is_wrong()]

    def is_empty(self) -> bool:
        """Tell whether no piece is counted."""
        return not self.pieces

    def body(self) -> Facts:
        """Write the form down as a draft."""
        return {
            "customer_id": self.customer_id,
            "pieces": [_written(piece) for piece in self.pieces],
            "providers": {str(service_id): chosen for service_id, chosen in self.providers.items()},
        }

    @classmethod
    def from_body(cls, prices: PriceList, uid: str, body: Facts) -> "DropoffForm":
        """Make the form of a draft again; an article that is no longer offered is left out."""
        form = cls(prices, body.get("customer_id"))
        form.uid = uid
        form.pieces = [_read(facts) for facts in body.get("pieces", []) if facts["article_id"] in prices]
        form.current = len(form.pieces) - 1
        form.providers = {int(service_id): chosen for service_id, chosen in body.get("providers", {}).items()}
        return form


def _written(piece: Counted) -> Facts:
    return {
        "article_id": piece.article_id,
        "conditions": list(piece.conditions),
        "details": dict(piece.details),
        "label": piece.label,
        "price": None if piece.price is None else piece.price.cents,
        "ceiling": None if piece.ceiling is None else piece.ceiling.cents,
        "tag": piece.tag,
    }


def _read(facts: Facts) -> Counted:
    amounts = {key: None if facts.get(key) is None else Money(facts[key]) for key in ("price", "ceiling")}
    return Counted(
        article_id=facts["article_id"],
        conditions=list(facts.get("conditions", [])),
        details=dict(facts.get("details", {})),
        label=facts.get("label", ""),
        tag=facts.get("tag", ""),
        price=amounts["price"],
        ceiling=amounts["ceiling"],
    )
