"""The text of the project, as the rules of the house read it."""

import ast
import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "concierge_desk"
RESOURCES = ROOT / "resources"


@lru_cache
def modules(folder: str = "concierge_desk") -> tuple[Path, ...]:
    """List the modules under a folder of the project."""
    return tuple(sorted((ROOT / folder).rglob("*.py")))


@lru_cache
def tree(module: Path) -> ast.Module:
    """Read a module as Python reads it."""
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def here(module: Path, node: ast.expr | ast.stmt | None = None) -> str:
    """Say where something stands: "concierge_desk/desk.py:12"."""
    line = f":{node.lineno}" if node is not None else ""
    return f"{module.relative_to(ROOT).as_posix()}{line}"


def functions(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """List every function and method of a module, nested ones too."""
    return [n for n in ast.walk(tree(module)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def committed_files() -> list[Path]:
    """List the files that belong to the project: committed, or about to be."""
    asked = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    answer = subprocess.run(asked, capture_output=True, check=False)
    if answer.returncode == 0:
        found = [ROOT / name for name in answer.stdout.decode().split("\0") if name]
    else:  # a plain copy without its history: the folders of the project
        folders = ("concierge_desk", "resources", "tests", ".ci")
        found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix != ".pyc"]
        found += [path for path in ROOT.iterdir() if path.name != ".git"]
    return [path for path in found if path.is_file()]
