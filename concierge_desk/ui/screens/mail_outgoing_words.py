"""The words and rows of outgoing mail."""

from collections.abc import Mapping, Sequence

from concierge_desk import formats, moments
from concierge_desk.models import Payer
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.outgoing import Missing, Outgoing, WaitingRow
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.widgets.rows import Row

_MISSING = {
    Missing.CARRIER: N_("no carrier"),
    Missing.NUMBER: N_("no number"),
    Missing.FRANKING: N_("no price"),
    Missing.ADDRESSEE: N_("no addressee"),
}


def waiting_row(row: WaitingRow, t: Texts) -> Row:
    """Say a piece that waits for its carrier, and what it still needs."""
    mail = row.mail
    badge = ", ".join(t(_MISSING[each]) for each in row.missing)
    return Row(
        mail.item_id,
        _title(mail, t),
        _about(mail, t),
        mail.icon,
        badge=badge or t("ready"),
        tone="today" if badge else "ok",
        trail=_price(mail, t),
    )


def posted_row(mail: MailRow, ticked: bool, t: Texts) -> Row:
    """Say a piece that left, with a tick when its proof of posting was scanned."""
    left = formats.day_numeric(moments.day_of(mail.moved_at), t.language)
    return Row(mail.item_id, _title(mail, t), _about(mail, t), mail.icon, trail=left, checked=ticked)


def piece_row(place: int, piece: Outgoing, carriers: Mapping[int, str], t: Texts) -> Row:
    """Say a piece that is not recorded yet."""
    name, icon = KINDS[piece.kind]
    carrier = carriers.get(piece.carrier_id or 0, "")
    how = (t(name), carrier, piece.service, _grams(piece.weight_g, t), piece.number)
    below = " · ".join(filter(None, how[not piece.addressee :]))
    trail = t("paid already") if piece.own_label else ""
    if piece.franking is not None:
        trail = formats.money(piece.franking, t.language)
    return Row(place, piece.addressee or t(name), below, icon, trail=trail)


def is_said_otherwise(before: MailRow, after: MailRow, t: Texts) -> bool:
    """Tell whether a piece that was put right is another one now on its ticket."""
    return bool(changes(before, after, t)) or before.payer is not after.payer


def changes(before: MailRow, after: MailRow, t: Texts) -> str:
    """Say what stood there and what stands there now: "20 g → 95 g, 1.39 € → 2.78 €"; empty where nothing changed."""
    pairs = zip(_said_of(before, t), _said_of(after, t), strict=True)
    changed = [(was, now) for was, now in pairs if was != now]
    return ", ".join(f"{was} → {now or '–'}" if was else now for was, now in changed)


def _said_of(mail: MailRow, t: Texts) -> tuple[str, ...]:
    """Say each thing that a ticket says of a piece."""
    weight, price = _grams(mail.weight_g, t), _price(mail, t)
    return (t(KINDS[mail.kind][0]), mail.addressee, mail.carrier, mail.service, mail.number, weight, price)


def _grams(weight_g: int | None, t: Texts) -> str:
    return "" if weight_g is None else t("{grams} g", grams=weight_g)


def total(pieces: Sequence[Outgoing], cents: str, t: Texts) -> str:
    """Say how many pieces there are and what they cost, as far as it is known."""
    count = t.many("{n} piece", "{n} pieces", len(pieces))
    if all(each.franking is None for each in pieces):
        return count
    return t("{count}, {amount}", count=count, amount=cents)


def _title(mail: MailRow, t: Texts) -> str:
    return mail.addressee or t(KINDS[mail.kind][0])


def _about(mail: MailRow, t: Texts) -> str:
    """Say what a piece is, unless its title does, how it goes and who sends it."""
    payer = t("on the company’s account") if mail.payer is Payer.ACCOUNT else ""
    weight = _grams(mail.weight_g, t)
    how = (t(KINDS[mail.kind][0]), mail.carrier, mail.service, weight, mail.number, mail.owner, payer)
    return " · ".join(filter(None, how[not mail.addressee :]))


def _price(mail: MailRow, t: Texts) -> str:
    if mail.own_label:
        return t("paid already")
    return "" if mail.franking is None else formats.money(mail.franking, t.language)
