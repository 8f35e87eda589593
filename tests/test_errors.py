"""Every refusal is a sentence that says what to do, in the language of the reader."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

from concierge_desk import errors, operations
from concierge_desk.errors import DeskError
from concierge_desk.models import copies, location
from concierge_desk.texts import Texts

_PLACE = re.compile(r"{(\w+)}")


def _all(kind: type[DeskError]) -> Iterator[type[DeskError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _all(each)


# What is imported by now depends on the other tests: everything is, so that no refusal is left out.
for _module in pkgutil.iter_modules(operations.__path__, f"{operations.__name__}."):
    importlib.import_module(_module.name)
EVERY = sorted(set(_all(DeskError)), key=lambda each: each.__name__)


def test_the_refusals_of_single_modules_are_among_them() -> None:
    """A refusal that only one module knows is a DeskError too."""
    assert {copies.CopyRefused, location.StoreInCloud} <= set(EVERY)


@pytest.mark.parametrize("kind", EVERY, ids=lambda each: each.__name__)
def test_a_refusal_is_said_whole_in_every_language(kind: type[DeskError]) -> None:
    """With its values, every sentence is filled in, ends as a sentence does, and is not the same in French."""
    values = {name: f"<{name}>" for name in _PLACE.findall(kind.sentence)}
    refused = kind.__new__(kind)
    DeskError.__init__(
        refused, **values
    )  # whatever else a class asks for, its sentence and its values are these
    english, french = refused.said(Texts("en")), refused.said(Texts("fr"))
    assert str(refused) == english
    for said in (english, french):
        assert said.rstrip("”»").endswith((".", ")")), said
        assert all(value in said for value in values.values())
        assert not _PLACE.search(said)
    assert english != french


def test_the_tree_has_the_branches_it_names() -> None:
    """The screen reacts to a branch, not to each leaf."""
    assert issubclass(errors.DiskFull, errors.StoreError)
    assert issubclass(errors.TagTaken, errors.CustodyRefused)
    assert issubclass(errors.WrongPin, errors.NotAllowed)
    assert issubclass(errors.UnknownCode, errors.BadInput)


def test_a_thing_is_named_in_the_language_of_the_reader() -> None:
    """What has words of its own in each language is said in the one of the sentence; the log has the English."""
    refused = errors.NotAtDesk(item={"fr": "Chemise", "en": "Shirt"}, tag="0000 0001")
    assert "Chemise" in refused.said(Texts("fr"))
    assert "Shirt" in refused.said(Texts("en"))
    assert "Shirt" in str(refused)
