"""Forms that are open, kept so that a crash costs no typing."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk.models.base import Base, Facts


class Draft(Base):
    """What has been entered in an open form, by the deed it will become."""

    __tablename__ = "draft"

    uid: Mapped[str] = mapped_column(primary_key=True)
    screen: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    body: Mapped[Facts]
    counter: Mapped[str] = mapped_column(default="")
    """The counter where it is open, where several stand beside one record; empty where there is but one."""
