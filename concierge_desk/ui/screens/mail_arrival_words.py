"""What is said of the pieces of a delivery: their lines, their counts, and how these agree with the sheet."""

from collections.abc import Mapping

from concierge_desk import formats
from concierge_desk.models import Carrier, MailKind
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm, Piece
from concierge_desk.ui.widgets.rows import Row

SHORT = {
    MailKind.LETTER: N_("Plain letter"),
    MailKind.REGISTERED: N_("Registered mail"),
    MailKind.PARCEL: N_("Parcel"),
    MailKind.EXPRESS: N_("Express"),
    MailKind.NEWSPAPER: N_("Newspaper"),
    MailKind.BASKET: N_("Basket"),
}
"""What each kind is called where there is little room."""


def counted(kind: MailKind, n: int, t: Texts) -> str:
    """Say so many pieces of a kind: "27 letters"."""
    return {
        MailKind.LETTER: t.many("{n} letter", "{n} letters", n),
        MailKind.REGISTERED: t.many("{n} registered letter", "{n} registered letters", n),
        MailKind.PARCEL: t.many("{n} parcel", "{n} parcels", n),
        MailKind.EXPRESS: t.many("{n} express parcel", "{n} express parcels", n),
        MailKind.NEWSPAPER: t.many("{n} newspaper", "{n} newspapers", n),
        MailKind.BASKET: t.many("{n} basket", "{n} baskets", n),
    }[kind]


def sum_of(counts: Mapping[MailKind, int], t: Texts) -> str:
    """Say what there is of each kind: "27 letters, 6 parcels"."""
    return ", ".join(counted(kind, n, t) for kind, n in counts.items() if n)


def difference(kind: MailKind, more: int, t: Texts) -> str:
    """Say how a count differs from the carrier's sheet: "2 letters are missing", "1 parcel too many"."""
    said = counted(kind, abs(more), t)
    return t("missing: {count}", count=said) if more < 0 else t("too many: {count}", count=said)


def differences(form: ArrivalForm, t: Texts) -> str:
    """Say everything that differs from the carrier's sheet."""
    return " · ".join(difference(kind, more, t) for kind, more in form.differences().items())


def brands(form: ArrivalForm, carriers: Mapping[str, Carrier]) -> list[str]:
    """List the keys of the carriers whose pieces this delivery may bring, that of who brings it first."""
    here = next((each for each in carriers.values() if each.id == form.carrier_id), None)
    return [] if here is None else [here.key, *(key for key in here.brings if key in carriers)]


def question(form: ArrivalForm, t: Texts) -> str:
    """Say which piece is asked about: what is in the hand, so that nobody names another one."""
    piece = form.piece()
    if piece is None:
        return t("{piece}: for whom?", piece=t(SHORT[form.kind]))
    what = named(piece, t)
    if piece.who is None:
        return t("{piece}: for whom?", piece=what)
    return t("Correct line {n}: {piece}", n=(form.current or 0) + 1, piece=what)


def named(piece: Piece, t: Texts) -> str:
    """Name a piece: its kind and the end of its number; whose it is stands beside."""
    return " ".join(filter(None, (t(SHORT[piece.kind]), ending(piece.number))))


def said_twice(name: str, t: Texts) -> str:
    """Say that a label was read twice at once, and how another piece is written down."""
    return t("{name}: scanned twice at once, counted once. For another piece, scan again.", name=name)


def nobodys(code: str, t: Texts) -> str:
    """Say that the label of a pigeonhole is nobody's, and what to do."""
    return t("The label {code} is nobody’s here: nothing is written down. Type the name.", code=code)


def missed(form: ArrivalForm, t: Texts) -> str:
    """Say how many labels wrote nothing down; empty where each did."""
    count = len(form.missed)
    return t.many("{n} label was not taken", "{n} labels were not taken", count) if count else ""


def ending(number: str) -> str:
    """Write the end of a number, as people compare it."""
    return f"…{number[-_ENDING:]}" if len(number) > _ENDING else number


def line(
    place: int, form: ArrivalForm, shelves: Mapping[int, str], carriers: Mapping[str, str], t: Texts
) -> Row:
    """Write the line of one piece."""
    piece = form.pieces[place]
    who, shelf = piece.who, shelves.get(piece.shelf_id or 0, "")
    title, badge, tone = _whose(piece, t)
    said = [t(SHORT[piece.kind]), carriers.get(piece.carrier, ""), ending(piece.number), shelf]
    if piece.presented_on is not None and piece.presented_on != form.today:
        said.append(t("presented on {day}", day=formats.day_short(piece.presented_on, t.language)))
    if piece.sender:
        said.append(t("from {name}", name=piece.sender))
    if piece.check_fails:
        badge, tone = badge or t("number to check"), tone if badge else "today"
    if who is not None and who.more and not piece.number:
        said.append(who.more)
    return Row(
        place,
        title,
        " · ".join(filter(None, said)),
        icon=KINDS[piece.kind][1],
        lead=str(place + 1),
        lead_quiet=True,
        badge=badge,
        tone=tone,
        emphasis="amber" if place == form.current else "",
    )


def _whose(piece: Piece, t: Texts) -> tuple[str, str, str]:
    """Say for whom a piece is: the words, the badge and its tone."""
    who = piece.who
    if who is None:
        return t("For whom?"), t("no name yet"), "today"
    if who.customer_id is not None:
        return who.name, "", "quiet"
    written = t("“{words}”", words=who.written) if who.written else t("Not known")
    return (
        (written, t("several"), "planned")
        if len(who.candidates) > 1
        else (written, t("not known"), "planned")
    )


_ENDING = 5
