"""The stories are told in the same window as its tests."""

from tests.ui.conftest import said, window

__all__ = ["said", "window"]
