"""Every kind of deed that the program notes is one that the check of the record knows."""

import ast

import pytest

from concierge_desk.operations.custody import MADE_BY, WITHOUT_MOVES
from tests.house import source

_NOTING = frozenset({"begin", "note"})
_KNOWN = {kind for kinds in MADE_BY.values() for kind in kinds} | {*WITHOUT_MOVES, "undo"}


def _kinds() -> set[str]:
    """Gather the kinds that are written down where a deed begins."""
    return {
        keyword.value.value
        for module in source.modules("concierge_desk/operations")
        for call in ast.walk(source.tree(module))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in _NOTING
        for keyword in call.keywords
        if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant)
        if isinstance(keyword.value.value, str)
    }


def test_deeds_are_found() -> None:
    """The rule below holds something against the list."""
    assert {"receive", "hand_over", "tell_by_itself"} <= _kinds()


@pytest.mark.parametrize("kind", sorted(_kinds()))
def test_verify_knows_the_kind(kind: str) -> None:
    """A kind it does not know would be found as a fault for ever, and no copy could be made."""
    assert kind in _KNOWN
