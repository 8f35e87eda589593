"""The board of incidents as tests speak of it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from concierge_desk.desk import Desk
from concierge_desk.models import EntryKind, IncidentKind
from concierge_desk.operations import deeds, incident_entries, incidents
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.ui.screens.supervise_incidents import IncidentsPanel
from tests.make import IDS
from tests.ui.fingers import let_pass


def opened(desk: Desk, kind: IncidentKind, item_id: int, **others: Any) -> int:  # noqa: ANN401  # of the deed
    """Open an incident, as Samir does."""
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    return desk.do(incidents.open_incident, kind=kind, item_id=item_id, note="Vu", **by | others).id


def shown(panel: IncidentsPanel) -> list[object]:
    """List what the board shows."""
    return [row.key for row in panel.list.rows()]


def looked_at(panel: IncidentsPanel) -> int | None:
    """Tell which incident is at the right."""
    return None if panel.dossier.row is None else panel.dossier.row.incident_id


def row_of(desk: Desk, incident_id: int) -> IncidentRow:
    """Ask for an incident as it is in the store."""
    return desk.ask(incidents.one, incident_id=incident_id)


def kinds_of(desk: Desk, incident_id: int) -> list[EntryKind]:
    """List what was added to an incident."""
    return [each.kind for each in desk.ask(incident_entries.of_incident, incident_id=incident_id)]


def keys(*pressed: Qt.Key) -> None:
    """Press keys, each where the focus is."""
    for key in pressed:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    let_pass()
