"""Carriers, the rules of each by date, what franking costs by date, and one coming of a carrier."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from concierge_desk import codes
from concierge_desk.models.base import Base, EnumType, Facts, Rows, Words
from concierge_desk.models.visit import Signed
from concierge_desk.money import Money
from concierge_desk.texts import LANGUAGES, N_, Texts

HAND = "hand"
"""The key of what somebody brings themselves, without any carrier."""
_HANDED_IN, _SHIPPED = N_("Handed in"), "Remis en main propre"
_YEARLY = 1_000_000


class MailKind(enum.Enum):
    """What a piece of mail is."""

    LETTER = "letter"
    REGISTERED = "registered"
    PARCEL = "parcel"
    EXPRESS = "express"
    NEWSPAPER = "newspaper"
    BASKET = "basket"


class MailWay(enum.Enum):
    """Which way a piece of mail goes: in for somebody here, or out for somebody elsewhere."""

    IN = "in"
    OUT = "out"


class Counts(enum.Enum):
    """Which day is the first of those that a piece is kept."""

    DAY_AFTER_PRESENTATION = "day_after_presentation"
    ARRIVAL = "arrival"
    DAY_AFTER_ARRIVAL = "day_after_arrival"


class Collecting(enum.Enum):
    """Who may collect a piece."""

    ANYONE_NAMED = "anyone_named"
    """The addressee, or whoever they sent; nothing in writing is asked."""
    ADDRESSEE_OR_AGENT = "addressee_or_agent"
    """The addressee, or an agent whose procuration the desk has seen."""
    ADDRESSEE_OR_TWO_IDENTITIES = "addressee_or_two_identities"
    """The addressee, or somebody with their own original document and the addressee's; no written proxy."""
    ADDRESSEE_ONLY = "addressee_only"


def message_of(name: str) -> str:
    """Give the message of what is handed in while it has the name that every store gives it; else the name itself."""
    return _HANDED_IN if name == _SHIPPED else name


def said_in(name: str, language: str) -> str:
    """Say a carrier by its name as it is kept: what is handed in without one has a word of each language."""
    return Texts(language)(_HANDED_IN) if name == _SHIPPED else name


def kept_name(key: str, said: str) -> str:
    """Give the name to keep: the word of any language for what is handed in is that of all of them again."""
    words = {said_in(_SHIPPED, language) for language in LANGUAGES}
    return _SHIPPED if key == HAND and said in words else said


class Carrier(Base):
    """Who brings mail and takes it away; `key` is what the rules of tracking numbers call it."""

    __tablename__ = "carrier"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    comes_at: Mapped[str] = mapped_column(default="")
    """The time of day it usually comes, "09:30"; empty when nobody knows."""
    takes_out: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    brings: Mapped[Rows] = mapped_column(default=list)
    """The keys of the other carriers whose pieces it brings here and takes away: La Poste those of Colissimo."""

    relay: Mapped[bool] = mapped_column(default=False)
    """Whether this house is a relay point of it, so that its rules for relay points hold here."""

    def name_in(self, language: str) -> str:
        """Say its name; what is handed in without a carrier is said in the language of who reads."""
        return said_in(self.name, language)

    @property
    def names(self) -> Words:
        """Its name in each language, for papers and for what is refused."""
        return {language: self.name_in(language) for language in LANGUAGES}


class CarrierRule(Base):
    """How long a carrier's piece is kept, who may collect it and what is asked, from one day to another.

    Without a carrier it holds for every carrier, without a kind for every kind; the closest one applies. One for
    relay points holds where the house is a relay point of its carrier. The rule in force on the day of arrival
    counts, whatever changes later.
    """

    __tablename__ = "carrier_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier_id: Mapped[int | None] = mapped_column(ForeignKey("carrier.id"), index=True)
    kind: Mapped[MailKind | None] = mapped_column(EnumType(MailKind))
    keeps_days: Mapped[int | None]
    """Calendar days, or working days where `working_days` says so; None when nobody asks it back."""
    working_days: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[Counts] = mapped_column(EnumType(Counts), default=Counts.ARRIVAL)
    collecting: Mapped[Collecting] = mapped_column(EnumType(Collecting), default=Collecting.ANYONE_NAMED)
    asks_identity: Mapped[bool] = mapped_column(default=False)
    asks_signature: Mapped[bool] = mapped_column(default=False)
    reminders: Mapped[Rows] = mapped_column(default=list)
    """So many days after arrival the person is reminded: [3, 7]."""
    for_relay: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")

    carrier: Mapped[Carrier | None] = relationship(lazy="raise")


class Tariff(Base):
    """What franking one piece costs, from one day to another; none is shipped."""

    __tablename__ = "tariff"

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carrier.id"), index=True)
    service: Mapped[str]
    """What the carrier calls it: "Lettre verte", "Recommandé R1"."""
    format: Mapped[str] = mapped_column(default="")
    up_to_g: Mapped[int]
    price: Mapped[Money]
    registered: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")


class CarrierVisit(Base):
    """One coming of a carrier, bringing or taking; `serial` = two digits of the year and six of a gapless row.

    `sheet` counts the pieces by kind as the carrier's own sheet says them, `found` as they were counted here.
    """

    __tablename__ = "carrier_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[int] = mapped_column(unique=True)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carrier.id"))
    way: Mapped[MailWay] = mapped_column(EnumType(MailWay))
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    deed_uid: Mapped[str] = mapped_column(ForeignKey("deed.uid"))
    undone: Mapped[bool] = mapped_column(default=False)
    sheet: Mapped[Facts] = mapped_column(default=dict)
    found: Mapped[Facts] = mapped_column(default=dict)
    sheet_number: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    driver: Mapped[str] = mapped_column(default="")
    signature: Mapped[Rows] = mapped_column(default=list)
    signed: Mapped[Signed] = mapped_column(EnumType(Signed), default=Signed.NONE)
    salt: Mapped[bytes | None]
    commitment: Mapped[str] = mapped_column(default="")

    carrier: Mapped[Carrier] = relationship(lazy="raise")

    __table_args__ = (Index("ix_carrier_visit_at", "at"), {"sqlite_strict": True})

    @property
    def number(self) -> str:
        """The number of its sheet as people say it: "26-C-0311"."""
        return sheet_number_of(self.serial)

    @property
    def code(self) -> str:
        """The ten digits on its sheet."""
        return codes.write(codes.CodeKind.CARRIER_VISIT, self.serial)

    def proof(self) -> Facts:
        """Gather the fields that the commitment covers."""
        return {
            "number": self.serial,
            "carrier": self.carrier_id,
            "way": self.way.value,
            "sheet": self.sheet,
            "found": self.found,
            "sheet_number": self.sheet_number,
            "note": self.note,
            "driver": self.driver,
            "signature": self.signature,
            "signed": self.signed.value,
        }


def sheet_number_of(serial: int) -> str:
    """Write the number of a carrier's sheet as people say it: "26-C-0311"."""
    return f"{serial // _YEARLY:02d}-C-{serial % _YEARLY:04d}"
