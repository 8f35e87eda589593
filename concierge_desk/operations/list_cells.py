"""What the cells and the titles of every list say: a number, a day, yes or no, in any of our languages."""

from collections.abc import Mapping
from datetime import date

from concierge_desk.errors import BadInput
from concierge_desk.operations import measures
from concierge_desk.operations.list_columns import one_of, plain
from concierge_desk.texts import LANGUAGES, N_, Texts

_YES, _NO = N_("yes"), N_("no")


class BadDay(BadInput):
    """A text that is no day."""

    sentence = N_("“{value}” is not a day. Write it like this: 31/12/2026.")


class BadNumber(BadInput):
    """A text that is no number."""

    sentence = N_("“{value}” is not a number.")


def in_every_language(message: str) -> tuple[str, ...]:
    """Say a word in every language, folded, the English one first."""
    said = [message, *(Texts(language)(message) for language in LANGUAGES)]
    return tuple(dict.fromkeys(plain(each) for each in said))


def by_title(titles: Mapping[str, str]) -> dict[str, str]:
    """Tell the field of each title, in every language and by its name in the code."""
    said = {words: name for name, title in titles.items() for words in in_every_language(title)}
    return said | {name.replace("_", " "): name for name in titles}


def read_count(cell: str) -> int:
    """Read a number of pieces, days or grams. Raises BadNumber."""
    count = measures.read_count(cell)
    if count is None:
        raise BadNumber(value=cell[:20])
    return count


def read_day(cell: str) -> date:
    """Read a day. Raises BadDay."""
    day = measures.read_day(cell)
    if day is None:
        raise BadDay(value=cell[:20])
    return day


def read_yes(cell: str) -> bool | None:
    """Tell whether a cell says yes or no; None when it says nothing. Raises UnknownWord."""
    return one_of({True: in_every_language(_YES), False: in_every_language(_NO)}, cell)


def write_yes(yes: bool, texts: Texts) -> str:  # noqa: FBT001  # a cell
    """Write yes or no."""
    return texts(_YES if yes else _NO)
