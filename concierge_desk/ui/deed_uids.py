"""The uid of each deed that is being done: pressed again after a lost answer it is the same deed."""

from concierge_desk.operations import deeds


class DeedUids:
    """Gives a deed its uid, and keeps it while the answer is in doubt."""

    def __init__(self) -> None:
        """Do nothing yet."""
        self._doing: dict[object, tuple[object, str]] = {}

    def of(self, doing: object, value: object = None) -> str:
        """Give the uid of what is being done; another value makes it another deed."""
        kept, uid = self._doing.get(doing, (value, deeds.new_uid()))
        if kept != value:
            uid = deeds.new_uid()
        self._doing[doing] = (value, uid)
        return uid

    def over(self, doing: object) -> None:
        """Forget a deed that was answered; doing it again is another one."""
        self._doing.pop(doing, None)
