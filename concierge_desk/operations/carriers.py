"""Who brings mail and takes it away: their names, telephone and usual hour, kept by those who have the right to."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, CustodyRefused, NotFound
from concierge_desk.models import Carrier, Holder, Item, MailItem, Status
from concierge_desk.models.carrier import HAND, kept_name
from concierge_desk.operations import measures, typed, validity
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_


class CarrierNameTaken(BadInput):
    """Two carriers of one name could not be told apart."""

    sentence = N_("There is already a carrier called {name}.")


class BadHour(BadInput):
    """A text that is not a time of the day."""

    sentence = N_("“{value}” is not a time of the day. Write 9:30.")


class CarrierHasPieces(CustodyRefused):
    """A carrier that pieces wait for cannot be set aside."""

    sentence = N_("{count} pieces wait for {name}. First they must leave.")


def every(session: Session) -> list[Carrier]:
    """List all carriers in their order, also those that come no more."""
    return list(session.scalars(select(Carrier).order_by(Carrier.position, Carrier.id)))


def keep(
    session: Session,
    *,
    name: str,
    at: datetime,
    staff_id: int,
    carrier_id: int | None = None,
    phone: str = "",
    comes_at: str = "",
    takes_out: bool = True,
    active: bool = True,
    brings: Iterable[str] | None = None,
    relay: bool | None = None,
    authorisation_id: int | None = None,
) -> Carrier:
    """Add a carrier, or change one; nothing is deleted, one that comes no more is set aside.

    `brings` are the keys of those whose pieces it brings too, `relay` whether this house is a relay point of it;
    without them both stay. Raises NotFound, NameMissing, TextTooLong, BadPhone, BadHour, CarrierNameTaken,
    CarrierHasPieces, RightMissing.
    """
    carrier = _new(session) if carrier_id is None else session.get(Carrier, carrier_id)
    if carrier is None:
        raise NotFound
    said = typed.name(name, typed.LINE)
    others = [each for each in every(session) if each.id != carrier_id]
    if any(folded(each.name) == folded(said) for each in others):
        raise CarrierNameTaken(name=said)
    if carrier_id is not None and not active:
        _refuse_with_pieces(session, carrier)
    carrier.name = said if carrier_id is None else kept_name(carrier.key, said)
    carrier.phone, carrier.comes_at = typed.phone(phone), hour(comes_at)
    carrier.takes_out, carrier.active = takes_out, active
    carrier.relay = bool(carrier.relay) if relay is None else relay
    if brings is not None:
        carrier.brings = _others(brings, {each.key for each in others})
    if carrier_id is None:
        carrier.key = _key(said, {each.key for each in others})
        session.add(carrier)
    session.flush()
    validity.require(
        session, f"carrier {carrier_id or said}", at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )
    return carrier


def arrange(
    session: Session,
    *,
    carrier_ids: Sequence[int],
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> list[Carrier]:
    """Put the carriers in an order; those not named come after it. Raises NotFound, RightMissing."""
    known = {each.id: each for each in every(session)}
    if not set(carrier_ids) <= set(known):
        raise NotFound
    for position, carrier_id in enumerate(dict.fromkeys([*carrier_ids, *known])):
        known[carrier_id].position = position
    session.flush()
    validity.require(
        session, "order of the carriers", at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )
    return every(session)


def hour(typed_text: str) -> str:
    """Write a time of the day as "09:30"; empty stays empty. Raises BadHour."""
    kept = typed.line(typed_text)
    if not kept:
        return ""
    meant = measures.read_hour(kept)
    if meant is None:
        raise BadHour(value=kept[:20])
    return meant.isoformat("minutes")


def _new(session: Session) -> Carrier:
    last = session.scalar(select(func.max(Carrier.position)))
    return Carrier(position=0 if last is None else last + 1)


def _key(name: str, taken: set[str]) -> str:
    """Make a key that stays when the name changes."""
    plain = "_".join(folded(name)) or "carrier"
    tries = [plain, *(f"{plain}_{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in tries if each not in taken)


def _others(keys: Iterable[str], known: set[str]) -> list[str]:
    """Keep the keys of other carriers, each once. Raises NotFound."""
    wanted = list(dict.fromkeys(keys))
    if not set(wanted) <= known - {HAND}:
        raise NotFound
    return wanted


def _refuse_with_pieces(session: Session, carrier: Carrier) -> None:
    waits = (MailItem.carrier_id == carrier.id, Item.holder == Holder.DESK, Item.status == Status.HANDED_IN)
    count = session.scalar(select(func.count()).select_from(MailItem).join(Item).where(*waits))
    if count:
        raise CarrierHasPieces(name=carrier.names, count=count)
