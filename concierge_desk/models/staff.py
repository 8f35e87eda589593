"""The people at the counter."""

import enum
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk import codes
from concierge_desk.models.base import Base, EnumType


class Role(enum.Enum):
    """What a person at the counter may do."""

    CONCIERGE = "concierge"
    SUPERVISOR = "supervisor"


class Staff(Base):
    """A person at the counter."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumType(Role))
    language: Mapped[str] = mapped_column(default="fr")
    pin_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    wrong_pins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]

    @property
    def badge(self) -> str:
        """The ten digits of their badge."""
        return codes.write(codes.CodeKind.BADGE, self.id)

    @property
    def is_supervisor(self) -> bool:
        """Whether they may correct and close incidents."""
        return self.role is Role.SUPERVISOR
