"""Modules and functions stay small, say what they are for, and bear names that mean something."""

import ast
import re
import tokenize
from pathlib import Path

import pytest

from tests.house.source import ROOT, functions, here, modules, tree

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
MOST_POSITIONAL = 6
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "tools", "core"}
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:|mypy:|ruff:)")
REASONED = re.compile(
    r"#\s*(noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w, -]+\]|[\w: -]+)\s+#\s+\S+"
)
# With this scope all rules meet one module and then the next, so that each is parsed once.
EVERY_MODULE = pytest.mark.parametrize("module", modules() + modules("tests"), ids=here, scope="session")
EVERY_MODULE_OF_OURS = pytest.mark.parametrize("module", modules(), ids=here, scope="session")


@EVERY_MODULE
def test_a_module_is_at_most_400_lines(module: Path) -> None:
    """A module aims for 150 lines and stops at 400."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@EVERY_MODULE
def test_a_function_is_at_most_50_lines(module: Path) -> None:
    """A function aims for 12 lines and stops at 50."""
    long = [
        f"{here(module, node)} {node.name}"
        for node in functions(module)
        if node.end_lineno is None or node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


@EVERY_MODULE_OF_OURS
def test_a_function_takes_at_most_six_positional_values(module: Path) -> None:
    """More than six values are given by their names."""
    many = [
        f"{here(module, node)} {node.name}"
        for node in functions(module)
        if len(node.args.posonlyargs) + len(node.args.args) > MOST_POSITIONAL + _is_method(node)
    ]
    assert many == []


@EVERY_MODULE
def test_no_module_bears_an_empty_name(module: Path) -> None:
    """A module is named by what it does; nothing is put aside in "utils"."""
    assert not EMPTY_NAMES & {part.removesuffix(".py") for part in module.relative_to(ROOT).parts}


@EVERY_MODULE_OF_OURS
def test_every_module_public_class_and_public_function_says_what_it_is_for(module: Path) -> None:
    """A docstring stands on every module, public class, public function and public method."""
    silent = [] if ast.get_docstring(tree(module)) else [here(module)]
    silent += [name for name, node in _public(tree(module)) if not ast.get_docstring(node)]
    assert silent == []


@EVERY_MODULE
def test_every_exception_to_a_rule_gives_its_reason_on_its_line(module: Path) -> None:
    """An exception names its rule and is followed by its reason, as in: noqa: RULE  # reason."""
    with module.open("rb") as stream:
        comments = [token for token in tokenize.tokenize(stream.readline) if token.type == tokenize.COMMENT]
    bare = [
        f"{here(module)}:{comment.start[0]} {comment.string}"
        for comment in comments
        if EXCEPTION.match(comment.string) and not REASONED.match(comment.string)
    ]
    assert bare == []


def _is_method(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg in {"self", "cls"}


def _public(module: ast.Module) -> list[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    top = [node for node in module.body if isinstance(node, kinds) and not node.name.startswith("_")]
    found = [(node.name, node) for node in top]
    for node in top:
        if isinstance(node, ast.ClassDef):
            inner = [n for n in node.body if isinstance(n, kinds) and not n.name.startswith("_")]
            found += [(f"{node.name}.{n.name}", n) for n in inner]
    return found
