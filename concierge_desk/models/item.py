"""One physical thing in our care."""

import enum
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk import codes
from concierge_desk.models.base import Base, EnumType, Facts, Rows
from concierge_desk.models.customer import Customer
from concierge_desk.models.provider import Provider
from concierge_desk.models.request import Request
from concierge_desk.models.service import Article, Service
from concierge_desk.models.shelf import Shelf
from concierge_desk.money import Money

_UNFINISHED = "status IN ('handed_in', 'with_provider')"


class Status(enum.Enum):
    """How far an item is; where it is, is its holder."""

    HANDED_IN = "handed_in"
    WITH_PROVIDER = "with_provider"
    BACK = "back"
    READY = "ready"
    HANDED_BACK = "handed_back"


class QuoteState(enum.Enum):
    """How far the quote of an item is: its customer must be asked, has said yes, or has said no."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Holder(enum.Enum):
    """Who has an item; what the desk has given to a customer or a carrier is no longer in its care."""

    CUSTOMER = "customer"
    DESK = "desk"
    PROVIDER = "provider"
    CARRIER = "carrier"


class Item(Base):
    """One physical thing with its own tag; its `id` is the serial of its code.

    Everything but the keys is the fold of its moves; only operations.custody writes it.
    """

    __tablename__ = "item"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider.id"))
    label: Mapped[str] = mapped_column(default="")
    part: Mapped[int] = mapped_column(default=1)
    parts: Mapped[int] = mapped_column(default=1)
    price: Mapped[Money | None]
    ceiling: Mapped[Money | None]
    tag: Mapped[str | None]
    conditions: Mapped[Rows] = mapped_column(default=list)
    details: Mapped[Facts] = mapped_column(default=dict)
    salt: Mapped[bytes | None]
    promised_at: Mapped[datetime | None]
    rework: Mapped[bool] = mapped_column(default=False)
    status: Mapped[Status] = mapped_column(EnumType(Status))
    holder: Mapped[Holder] = mapped_column(EnumType(Holder))
    holder_id: Mapped[int | None]
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelf.id"))
    moved_at: Mapped[datetime]
    move_id: Mapped[int]
    quote: Mapped[QuoteState | None] = mapped_column(EnumType(QuoteState))

    request: Mapped[Request] = relationship(lazy="raise")
    customer: Mapped[Customer] = relationship(lazy="raise")
    service: Mapped[Service] = relationship(lazy="raise")
    article: Mapped[Article] = relationship(lazy="raise")
    provider: Mapped[Provider | None] = relationship(lazy="raise")
    shelf: Mapped[Shelf | None] = relationship(lazy="raise")

    __table_args__ = (
        Index("ix_item_customer_status", "customer_id", "status"),
        Index("ix_item_holder", "holder", "holder_id", "status"),
        Index(
            "ix_item_tag",
            "tag",
            sqlite_where=text("tag IS NOT NULL"),
        ),
        Index(
            "ix_item_promised",
            "promised_at",
            sqlite_where=text(_UNFINISHED),
        ),
        {"sqlite_strict": True},
    )

    @property
    def code(self) -> str:
        """The ten digits on its label."""
        return codes.write(codes.CodeKind.ITEM, self.id)

    @property
    def short_tag(self) -> str:
        """Its serial as people read it: "0048 1201"; or the tag that was on the piece already."""
        return self.tag or short_tag(self.id)


def waits_for(provider_id: int) -> ColumnElement[bool]:
    """Ask for what is at the desk and should leave with a provider."""
    return and_(waits(), Item.provider_id == provider_id)


def waits() -> ColumnElement[bool]:
    """Ask for what is at the desk and should leave; its quote does not wait for a word, nor was it refused."""
    here = and_(Item.holder == Holder.DESK, Item.holder_id.is_(None), Item.status == Status.HANDED_IN)
    return and_(here, or_(Item.quote.is_(None), Item.quote == QuoteState.ACCEPTED))


def is_with(provider_id: int) -> ColumnElement[bool]:
    """Ask for what a provider has and should bring back."""
    return and_(
        Item.holder == Holder.PROVIDER, Item.holder_id == provider_id, Item.status == Status.WITH_PROVIDER
    )


def short_tag(item_id: int) -> str:
    """Write an item's serial in two groups: "0048 1201"."""
    return f"{item_id // 10_000:04d} {item_id % 10_000:04d}"
