"""What tests of operations may ask for beside a desk."""

import pytest

from concierge_desk.desk import Desk
from tests.operations.counter import Counter


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The concierge at the desk."""
    return Counter(desk)
