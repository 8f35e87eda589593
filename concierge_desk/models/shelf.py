"""The places at the desk."""

from sqlalchemy.orm import Mapped, mapped_column

from concierge_desk import codes
from concierge_desk.models.base import Base


class Shelf(Base):
    """A place at the desk, with a scannable code."""

    __tablename__ = "shelf"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)

    @property
    def code(self) -> str:
        """The ten digits on the shelf."""
        return codes.write(codes.CodeKind.SHELF, self.id)
