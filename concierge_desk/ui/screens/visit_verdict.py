"""What is said before a visit is signed: what stays, what is missing, what nobody expected, whom to call."""

from dataclasses import dataclass

from concierge_desk import formats, moments
from concierge_desk.models import Outcome, Signed
from concierge_desk.operations.expectations import SheetRow
from concierge_desk.texts import Texts
from concierge_desk.ui.screens import visit_words
from concierge_desk.ui.screens.visit_books import BROUGHT, QUOTES, Books
from concierge_desk.ui.screens.visit_words import short

_NAMED = 4


@dataclass(frozen=True, slots=True)
class Said:
    """One box: a sentence, what to do about it, and its tone; nothing without a sentence."""

    sentence: str = ""
    more: str = ""
    tone: str = "red"


@dataclass(frozen=True, slots=True)
class Around:
    """What the boxes name from around the books: who closes them, and when the provider comes next."""

    closer: str = ""
    next_visit: str = ""


def verdict(books: Books, around: Around, texts: Texts) -> tuple[Said, Said, Said, Said, Said]:
    """Say what to look at: what stays, what is missing, other incidents, whom to call, and that all is well."""
    said = (
        _staying(books.silent(), around, texts),
        _missing(books.missing(), around, texts),
        _incidents(books, around, texts),
        _quotes(books, texts),
    )
    return (*said, _fine(books, texts) if not any(each.sentence for each in said) else Said())


def sum_of(books: Books, signed: Signed, texts: Texts) -> str:
    """Say what closing will record."""
    t = texts
    gone, aside = books.with_outcome(Outcome.GONE), books.with_outcome(Outcome.LEFT)
    back = books.with_outcome(*BROUGHT)
    missing = len(books.missing()) + len(books.silent())
    parts = [
        t.many("{n} item leaves", "{n} items leave", len(gone)),
        t.many("{n} stays", "{n} stay", len(aside)) if aside else "",
        t.many("{n} comes back", "{n} come back", len(back) + len(books.unknown)),
        t.many("{n} is missing", "{n} are missing", missing) if missing else "",
    ]
    what = ", ".join(part for part in parts if part)
    said = [t("Everything is recorded at once: {what}.", what=what)]
    if books.not_due():
        said.append(t.many("{n} is not due yet.", "{n} are not due yet.", len(books.not_due())))
    if signed is Signed.PAPER:
        said.append(t("Signed on paper."))
    return " ".join(said)


def is_silent(books: Books) -> bool:
    """Tell whether something was expected and nobody said anything of anything."""
    return bool(books.out or books.back) and not (books.marks or books.unknown)


def is_over_ceiling(row: SheetRow, books: Books) -> bool:
    """Tell whether the price that was named is more than the customer has agreed to."""
    amount = books.marks[row.item_id].amount
    return amount is not None and (row.agreed is None or amount.cents > row.agreed.cents)


def quote_words(row: SheetRow, books: Books, texts: Texts) -> str:
    """Say whether a price is within what the customer has agreed to, or whom to call."""
    amount = books.marks[row.item_id].amount
    named = "" if amount is None else formats.money(amount, texts.language)
    if row.agreed is None:
        return texts(
            "{item}, {amount}: no limit was agreed. {call}",
            item=short(row.label),
            amount=named,
            call=_call(row),
        )
    limit = formats.money(row.agreed, texts.language)
    if is_over_ceiling(row, books):
        return texts(
            "{item}, {amount}: more than the limit of {limit}. {call}",
            item=short(row.label), amount=named, limit=limit, call=_call(row),
        )  # fmt: skip
    return texts(
        "{item}, {amount}: within the limit of {limit}.", item=short(row.label), amount=named, limit=limit
    )


def _staying(rows: list[SheetRow], around: Around, texts: Texts) -> Said:
    if not rows:
        return Said()
    t = texts
    until = around.next_visit or t("the next visit")
    do = t.many(
        "Scan it, or put it aside (A) until {day}.",
        "Scan them, or put them aside (A) until {day}.",
        len(rows),
        day=until,
    )
    named = visit_words.some(rows, t, shelf=True)
    otherwise = t.many(
        "Otherwise an incident will be opened.", "Otherwise {n} incidents will be opened.", len(rows)
    )
    return Said(
        t.many("{n} item has not gone", "{n} items have not gone", len(rows)),
        f"{named}{'' if named.endswith('…') else '.'} {do} {otherwise}",
    )


def _missing(rows: list[SheetRow], around: Around, texts: Texts) -> Said:
    if not rows:
        return Said()
    t = texts
    named = visit_words.some(rows, t)
    if len(rows) == 1:
        day = formats.day_short(moments.day_of(rows[0].since), t.language)
        named = t("{item}, gone since {day}", item=short(rows[0].label), day=day)
    return Said(
        t.many("{n} item is missing", "{n} items are missing", len(rows)),
        t("{items}: an incident will be opened, followed by {name}.", items=named, name=short(around.closer)),
    )


def _incidents(books: Books, around: Around, texts: Texts) -> Said:
    t = texts
    damaged = books.rows(books.with_outcome(Outcome.DAMAGED))
    unexpected = [row for row in books.unexpected.values() if row.item_id in books.marks]
    counts = [
        t.many("{n} unexpected", "{n} unexpected", len(unexpected)) if unexpected else "",
        t.many("{n} unknown", "{n} unknown", len(books.unknown)) if books.unknown else "",
        t.many("{n} damaged", "{n} damaged", len(damaged)) if damaged else "",
    ]
    sentence = ", ".join(part for part in counts if part)
    if not sentence:
        return Said()
    names = [
        f"{short(row.label)} ({short(row.holder_name)})" if row.holder_name else short(row.label)
        for row in unexpected
    ]
    names += [short(each.description) or t("unknown piece") for each in books.unknown]
    names += [short(row.label) for row in damaged]
    named = ", ".join(names[:_NAMED]) + ("…" if names[_NAMED:] else "")
    return Said(sentence, t("{items}: followed by {name}.", items=named, name=short(around.closer)))


def _quotes(books: Books, texts: Texts) -> Said:
    quoted = [row for row in books.rows(books.with_outcome(*QUOTES)) if is_over_ceiling(row, books)]
    if not quoted:
        return Said()
    return Said(
        texts.many("{n} customer to call", "{n} customers to call", len({row.owner for row in quoted})),
        " ".join(quote_words(row, books, texts) for row in quoted[:2]) + ("…" if quoted[2:] else ""),
        tone="amber",
    )


def _fine(books: Books, texts: Texts) -> Said:
    t = texts
    all_here = not books.not_due()
    words = (
        t("All is scanned. The driver can sign.")
        if all_here
        else t("Nothing is missing. The driver can sign.")
    )
    return Said(words, tone="green")


def _call(row: SheetRow) -> str:
    return " · ".join(part for part in (short(row.owner), row.phone) if part)
