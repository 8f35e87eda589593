"""What the scan field offers while one types: people, tickets and items, then what can be done with new words."""

from concierge_desk import codes
from concierge_desk.desk import Desk
from concierge_desk.models import Status
from concierge_desk.operations import search
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.status_words import status
from concierge_desk.ui.widgets.rows import Row

_MOST = 7
_ICONS = {"customer": "user", "ticket": "ticket", "item": "tag"}
_KINDS = {"customer": N_("customer"), "ticket": N_("ticket")}


def rows(desk: Desk, texts: Texts, typed: str) -> list[Row]:
    """List what was found, then the search of everything and the new customer."""
    hits = desk.ask(search.find, words=typed, limit=_MOST, language=texts.language)
    return [_row(hit, texts) for hit in hits] + _offers(texts, typed)


def rows_for_unknown(texts: Texts, code: str) -> list[Row]:
    """List what can be done with a code that nobody knows."""
    return [
        Row(("tag", code), texts("Put the tag {code} on a piece", code=code), texts("in a drop-off"), "tag"),
        Row(("search", code), texts("Search “{words}” everywhere", words=code), icon="search"),
    ]


def _row(hit: search.Hit, texts: Texts) -> Row:
    badge, tone = status(Status(hit.badge), by_mistake=hit.by_mistake) if hit.badge else ("", "quiet")
    words = texts(badge) if badge else texts(_KINDS[hit.kind])
    return Row((hit.kind, hit.id), hit.title, hit.subtitle, _ICONS[hit.kind], badge=words, tone=tone)


def _offers(texts: Texts, typed: str) -> list[Row]:
    offers = [Row(("search", typed), texts("Search “{words}” everywhere", words=typed), icon="search")]
    if not any(character.isdigit() for character in codes.repair(typed)):
        new = Row(
            ("new", typed), texts("New customer “{words}”", words=typed), texts("drop-off"), "user-plus"
        )
        offers.append(new)
    return offers
