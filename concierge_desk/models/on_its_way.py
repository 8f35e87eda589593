"""What several counters may send from one store: whose it is, and since when it is on its way."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column


class OnItsWay:
    """Something that a counter sends, so that no other one touches it meanwhile."""

    # Behind the columns of its own, as they are in a store that was made before.
    counter: Mapped[str] = mapped_column(default="", sort_order=1)
    """The counter that sends it, or sent it last; empty while it is nobody's."""
    sending_since: Mapped[datetime | None] = mapped_column(sort_order=1)
