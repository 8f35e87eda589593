"""The columns of a list: which is which, in French or English, and what a line says in them.

`Columns` are those of a list of customers; what every list needs stands beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from concierge_desk.errors import BadInput
from concierge_desk.models import Notify
from concierge_desk.operations import typed
from concierge_desk.operations.tables import Line
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_

T = TypeVar("T")


class ColumnMissing(BadInput):
    """A table without a column that is needed."""

    sentence = N_("There is no column for the name in the first line. Nothing was imported.")


class TooManyCells(BadInput):
    """A line with more cells than the table has columns."""

    sentence = N_("There are {cells} cells for {columns} columns.")


class UnknownWord(BadInput):
    """A word that is not among those that a column may hold."""

    sentence = N_("“{value}” is not known here. Write one of: {known}.")


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of a person, made fit to keep; empty where it says nothing."""

    name: str
    company: str
    place: str
    phone: str
    email: str
    notify: Notify | None
    language: str
    note: str
    is_company: bool | None


# What people write above their columns, folded.
_HEADERS = {
    "name": (
        "name",
        "full name",
        "customer",
        "nom",
        "nom complet",
        "client",
        "nom et prenom",
        "prenom et nom",
    ),
    "first_name": ("first name", "firstname", "given name", "prenom"),
    "last_name": ("last name", "lastname", "surname", "family name", "nom de famille"),
    "company": ("company", "employer", "organisation", "organization", "societe", "entreprise", "structure"),
    "place": ("place", "building", "office", "lieu", "batiment", "bureau", "emplacement"),
    "phone": ("phone", "telephone", "mobile", "cell", "tel", "portable", "telephone portable"),
    "email": ("email", "e mail", "mail", "courriel", "adresse e mail", "adresse email", "adresse mail"),
    "notify": ("notify", "notify by", "notification", "prevenir", "prevenir par"),
    "language": ("language", "langue"),
    "is_company": ("is a company", "is company", "est une entreprise", "est une societe", "personne morale"),
    "note": ("note", "notes", "remark", "remarks", "remarque", "remarques", "commentaire"),
}
_FIELDS = {words: name for name, known in _HEADERS.items() for words in known}
_NOTIFY = {
    Notify.SMS: ("sms", "texto"),
    Notify.EMAIL: ("email", "e mail", "mail", "courriel"),
    Notify.PHONE: ("phone", "telephone", "tel"),
    Notify.NONE: ("none", "no", "aucun", "non"),
}
_LANGUAGES = {"fr": ("fr", "francais", "french"), "en": ("en", "anglais", "english")}
_YES_OR_NO = {True: ("yes", "oui", "true", "vrai", "1", "x"), False: ("no", "non", "false", "faux", "0")}
_NUMBER = re.compile(r"[1-9]\d{8}")


class Columns:
    """The columns of one table, understood by what stands above them."""

    def __init__(self, titles: list[str]) -> None:
        """Understand the first line. Raises ColumnMissing."""
        self._fields = understood(titles, _FIELDS)
        if "first_name" in self._fields:
            # "Nom" beside "Prénom" is the family name.
            self._fields = ["last_name" if each == "name" else each for each in self._fields]
        if not {"name", "last_name"} & set(self._fields):
            raise ColumnMissing
        self.ignored = ignored(titles, self._fields)

    def read(self, line: Line) -> Said:
        """Read a line. Raises TooManyCells, UnknownWord, NameMissing, TextTooLong, BadPhone, BadEmail."""
        said = cells_of(line, self._fields)
        whole = said.get("name") or f"{said.get('first_name', '')} {said.get('last_name', '')}"
        return Said(
            name=typed.name(whole),
            company=typed.line(said.get("company", "")),
            place=typed.line(said.get("place", "")),
            phone=typed.phone(with_its_zero(said.get("phone", ""))),
            email=typed.email(said.get("email", "")),
            notify=one_of(_NOTIFY, said.get("notify", "")),
            language=one_of(_LANGUAGES, said.get("language", "")) or "",
            note=typed.line(said.get("note", ""), typed.NOTE),
            is_company=one_of(_YES_OR_NO, said.get("is_company", "")),
        )


def understood(titles: list[str], known: Mapping[str, str]) -> list[str]:
    """Tell which field each column is, by the folded words above it; empty for one that is not known."""
    return [known.get(plain(title), "") for title in titles]


def ignored(titles: list[str], fields: list[str]) -> list[str]:
    """List the titles that were not understood."""
    return [title for title, known in zip(titles, fields, strict=True) if title and not known]


def cells_of(line: Line, fields: list[str]) -> dict[str, str]:
    """Tell what a line says, by field. Raises TooManyCells."""
    cells = [cell.strip() for cell in line.cells]
    if any(cells[len(fields) :]):
        raise TooManyCells(cells=len(cells), columns=len(fields))
    said: dict[str, str] = {}
    for name, cell in zip(fields, cells, strict=False):
        # Of two columns for one thing, the first that says something counts.
        if name and not said.get(name):
            said[name] = cell
    return said


def with_its_zero(phone: str) -> str:
    """Give a French number back the zero that a spreadsheet took for nothing."""
    return f"0{phone}" if _NUMBER.fullmatch(phone) else phone


def one_of(words: Mapping[T, tuple[str, ...]], cell: str) -> T | None:
    """Tell which of a few words a cell says; None when it says nothing. Raises UnknownWord."""
    if not cell:
        return None
    for meant, known in words.items():
        if plain(cell) in known:
            return meant
    raise UnknownWord(value=cell[:20], known=", ".join(known[0] for known in words.values()))


def plain(said: str) -> str:
    """Fold what stands in a cell to its words."""
    return " ".join(folded(said[:100]))
