"""How many questions something asks the store: what a screen costs, whatever the machine is busy with."""

from collections.abc import Callable

from sqlalchemy import event

from concierge_desk.desk import Desk


def questions(desk: Desk, does: Callable[[], object]) -> list[str]:
    """List what is asked of the store while something is done."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(desk.store.reader, "before_cursor_execute", note)
    try:
        does()
    finally:
        event.remove(desk.store.reader, "before_cursor_execute", note)
    return asked
