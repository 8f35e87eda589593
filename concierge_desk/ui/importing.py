"""Python's own import, which PySide replaces by one that reads the source of every module.

PySide looks whether a module names PySide, for its optional snake_case names (`from __feature__ import …`). This
program uses none: without that search a module is imported in less time, and its source does not stay in memory.
Imported before anything else of the window.
"""

import builtins
import linecache

from PySide6 import QtCore  # noqa: F401  # with it comes the replacement


def _restore() -> None:
    """Put Python's own import back, and forget the sources that were read meanwhile."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()


_restore()
