"""What the papers of the mail room say of a piece and of a carrier's coming, loaded once, then frozen."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Article,
    CarrierVisit,
    Deed,
    Facts,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Payer,
    Recipient,
    Rows,
    Service,
    Signed,
    Staff,
    Words,
)
from concierge_desk.models.carrier import HAND
from concierge_desk.models.mail_item import register_number_of
from concierge_desk.money import Money
from concierge_desk.print.documents.facts import HouseFacts

_SERVICE = "mail"
_OF_ITEM = joinedload(MailItem.item)
_ASKED = select(MailItem).options(
    _OF_ITEM.joinedload(Item.article),
    _OF_ITEM.joinedload(Item.customer),
    _OF_ITEM.joinedload(Item.shelf),
    joinedload(MailItem.carrier),
    joinedload(MailItem.came_with),
    joinedload(MailItem.went_with),
)


@dataclass(frozen=True, slots=True)
class MailFacts:
    """One piece of mail as it stands on a paper; `owner` is empty while nobody knows whose it is."""

    tag: str
    kind: MailKind
    names: Words
    """What its kind is called in each language."""
    way: MailWay = MailWay.IN
    number: str = ""
    carrier: str = ""
    addressee: str = ""
    owner: str = ""
    sender: str = ""
    shelf: str = ""
    register: str = ""
    arrived_on: date | None = None
    presented_on: date | None = None
    """The first presentation, from which a registered letter is kept."""
    keep_until: date | None = None
    return_reason: str = ""
    service: str = ""
    weight_g: int | None = None
    franking: Money | None = None
    payer: Payer | None = None
    account: str = ""
    """Of what goes out: the company or person that it is charged to."""
    own_label: bool = False
    brand: str = ""
    """Its carrier, where another one brought it or took it."""

    @property
    def person(self) -> str:
        """For whom it is, as far as anybody knows: as written on it, or else its owner if it came for them."""
        return self.addressee or (self.owner if self.way is MailWay.IN else "")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many pieces of a kind the carrier's sheet says, None when it says nothing, and how many there were."""

    names: Words
    sheet: int | None
    found: int


@dataclass(frozen=True, slots=True)
class Coming:
    """One coming of a carrier as it stands at the head and the foot of its paper."""

    number: str
    code: str
    carrier: str
    phone: str
    at: datetime
    staff: str
    driver: str = ""
    signature: Rows | tuple[()] = ()
    signed: Signed = Signed.NONE
    sheet_number: str = ""
    note: str = ""
    undone: bool = False
    counts: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class ComingPaper:
    """What stands on a paper of one coming of a carrier."""

    house: HouseFacts
    coming: Coming
    pieces: tuple[MailFacts, ...]
    copy: int = 1
    copied_at: datetime | None = None

    @property
    def code(self) -> str:
        """The ten digits of this paper."""
        return self.coming.code


def pieces(session: Session, which: Select[int]) -> tuple[MailFacts, ...]:
    """Load the pieces of mail whose items are asked for, in the order of their tags."""
    found = session.scalars(_ASKED.where(MailItem.item_id.in_(which)).order_by(MailItem.item_id))
    return tuple(piece(mail) for mail in found)


def piece(mail: MailItem) -> MailFacts:
    """Freeze a piece of mail that was loaded with its item, article, owner, shelf and carrier."""
    item = mail.item
    owner = item.customer if mail.recipient is Recipient.KNOWN else None
    name = "" if owner is None else owner.name
    return MailFacts(
        tag=item.short_tag,
        kind=mail.kind,
        names=item.article.names,
        way=mail.way,
        number=mail.number,
        carrier="" if mail.carrier is None else mail.carrier.name,
        addressee=mail.addressee,
        owner=name,
        sender=mail.sender,
        shelf="" if item.shelf is None else item.shelf.name,
        register="" if mail.register_serial is None else register_number_of(mail.register_serial),
        arrived_on=mail.arrived_on,
        presented_on=mail.presented_on,
        keep_until=mail.keep_until,
        return_reason=mail.return_reason,
        service=mail.service,
        weight_g=mail.weight_g,
        franking=mail.franking,
        payer=mail.payer,
        account=(mail.account or owner.account)
        if owner is not None and mail.payer is Payer.ACCOUNT
        else name,
        own_label=mail.own_label,
        brand=_brand(mail),
    )


def _brand(mail: MailItem) -> str:
    moved_by = {each.carrier_id for each in (mail.came_with, mail.went_with) if each is not None}
    if mail.carrier is None or mail.carrier.key == HAND or moved_by <= {mail.carrier_id}:
        return ""
    return mail.carrier.name


def coming(session: Session, *, carrier_visit_id: int, way: MailWay) -> Coming:
    """Load one coming of a carrier, bringing or taking. Raises NotFound."""
    visit = session.get(CarrierVisit, carrier_visit_id, options=[joinedload(CarrierVisit.carrier)])
    if visit is None or visit.way is not way:
        raise NotFound
    return Coming(
        number=visit.number,
        code=visit.code,
        carrier=visit.carrier.name,
        phone=visit.carrier.phone,
        at=visit.at,
        staff=staff_name(session, visit.staff_id),
        driver=visit.driver,
        signature=visit.signature,
        signed=visit.signed,
        sheet_number=visit.sheet_number,
        note=visit.note,
        undone=visit.undone,
        counts=_counts(session, visit.sheet, visit.found),
    )


def staff_name(session: Session, staff_id: int) -> str:
    """Name who stood at the counter."""
    staff = session.get(Staff, staff_id)
    return "" if staff is None else staff.name


def is_undone(session: Session, uid: str) -> bool:
    """Tell whether a deed was taken back."""
    return session.scalars(select(Deed.uid).where(Deed.undoes_uid == uid)).first() is not None


def kinds(session: Session) -> dict[str, Words]:
    """Tell what each kind of mail is called, by its word in the record, in the order of their list."""
    found = select(Article.key, Article.names).join(Service, Service.id == Article.service_id)
    ordered = found.where(Service.key == _SERVICE).order_by(Article.position)
    return dict(iter(session.execute(ordered)))


def _counts(session: Session, sheet: Facts, found: Facts) -> tuple[Counted, ...]:
    """Put the carrier's own counts beside ours; what neither has is left out."""
    names = kinds(session)
    seen = [kind.value for kind in MailKind if sheet.get(kind.value) or found.get(kind.value)]
    return tuple(
        Counted(
            names.get(kind, {"": kind}),
            int(sheet[kind]) if kind in sheet else None,
            int(found.get(kind, 0)),
        )
        for kind in seen
    )
