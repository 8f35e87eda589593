"""What one can ask for, and its price list."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk.models.base import Base, Rows, Words
from concierge_desk.models.provider import Provider
from concierge_desk.money import Money


class Service(Base):
    """A kind of work one can ask for; `chips` and `fields` say what is noted about its items.

    A chip is `{"key": "stain", "names": {"fr": "Tache", "en": "Stain"}}`; a field has a `kind` beside:
    "text", "imei" or "yes_no".
    """

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    names: Mapped[Words]
    icon: Mapped[str]
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider.id"))
    work_days: Mapped[int] = mapped_column(default=2)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    chips: Mapped[Rows] = mapped_column(default=list)
    fields: Mapped[Rows] = mapped_column(default=list)

    articles: Mapped[list["Article"]] = relationship(
        back_populates="service", lazy="raise", order_by="Article.position"
    )
    provider: Mapped[Provider | None] = relationship(lazy="raise")

    def name(self, language: str) -> str:
        """Say the service in a language."""
        return in_language(self.names, language)

    def condition_words(self, keys: Rows, language: str) -> tuple[str, ...]:
        """Say the conditions that were noted of a piece, in a language."""
        names: dict[str, Words] = {chip["key"]: chip["names"] for chip in self.chips}
        return tuple(in_language(names[key], language) if key in names else str(key) for key in keys)


class Article(Base):
    """One line of a service's price list; without a price it is on quote, up to a ceiling."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    key: Mapped[str]
    names: Mapped[Words]
    icon: Mapped[str]
    price: Mapped[Money | None]
    ceiling: Mapped[Money | None]
    pieces: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)

    service: Mapped[Service] = relationship(back_populates="articles", lazy="raise")

    def name(self, language: str) -> str:
        """Say the article in a language."""
        return in_language(self.names, language)

    @property
    def on_quote(self) -> bool:
        """Whether the provider names the price."""
        return self.price is None


def in_language(names: Words, language: str) -> str:
    """Choose the words of a language, or the first there are."""
    return names.get(language) or next(iter(names.values()), "")
