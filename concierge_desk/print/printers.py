"""The printers of this counter: which way out each role has, and where one paper goes.

Two roles may share a printer; then they have the same key, and their papers go one after the other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from concierge_desk import paths
from concierge_desk.models import Paper, PrintJob
from concierge_desk.print.papers import ROLES, Role, Sheet, sheet_of
from concierge_desk.print.setups import FOLDER, fitted
from concierge_desk.print.ways import addresses, opening
from concierge_desk.print.ways.troubles import BadAddress
from concierge_desk.print.ways.way import Way
from concierge_desk.settings import PrinterSetup, Settings

Open = Callable[[PrinterSetup, Path], Way]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where one paper goes: the printer, by its key, and the paper that it has."""

    key: str
    role: Role
    setup: PrinterSetup
    sheet: Sheet

    @property
    def is_folder(self) -> bool:
        """Whether it is no printer: what is written there is never held back."""
        return self.setup.way == FOLDER


class Printers:
    """The printers by role; `open_way` makes the way of one, in tests another."""

    def __init__(
        self, folder: Path, setups: Mapping[Role, PrinterSetup] | None = None, open_way: Open = opening.way_of
    ) -> None:
        """Take the folder of papers, and the printer of each role; without one, papers go to the folder."""
        self.folder = folder
        self.setups = {role: fitted(role, (setups or {}).get(role, PrinterSetup())) for role in Role}
        self._open = open_way
        self._free: dict[Role, int] = {}
        self._keys: dict[tuple[Paper, str], str] = {}

    @classmethod
    def of(cls, settings: Settings, store: Path | None, open_way: Open = opening.way_of) -> "Printers":
        """Read the printers from the settings; the folder is the one they name, or the store's own."""
        setups = {role: getattr(settings, role.value) for role in Role}
        return cls(folder_of(settings, store), setups, open_way)

    def outlet(self, paper: Paper, via: str = "") -> Outlet:
        """Tell where a kind of paper goes, by itself or by the way that was asked for."""
        role = _role(via) or ROLES[paper]
        setup = self.setups[role]
        if via == FOLDER:
            setup = replace(setup, way=FOLDER, address="")
        sheet = sheet_of(role, replace(setup, first_free=self._free.get(role, setup.first_free)))
        return Outlet(_key(setup), role, setup, sheet)

    def key_of(self, paper: Paper, via: str) -> str:
        """Tell which printer a kind of paper goes to, by its key; asked for each of hundreds that wait."""
        if (paper, via) not in self._keys:
            self._keys[paper, via] = self.outlet(paper, via).key
        return self._keys[paper, via]

    def outlet_of(self, job: PrintJob) -> Outlet:
        """Tell where a job goes."""
        return self.outlet(job.paper, job.via)

    def way(self, outlet: Outlet) -> Way:
        """Open the way to a printer. Raises BadAddress."""
        return self._open(outlet.setup, self.folder)

    def of_queue(self, queue: str) -> Outlet:
        """Point to a queue of the system that took a paper, whichever role it has now."""
        setup = PrinterSetup("system", queue)
        return Outlet(_key(setup), Role.OTHER, setup, sheet_of(Role.OTHER, setup))

    def outlets(self) -> dict[Role, Outlet]:
        """Tell the printer of each role."""
        return {
            role: Outlet(_key(setup), role, setup, sheet_of(role, setup))
            for role, setup in self.setups.items()
        }

    def free_labels(self) -> dict[Role, int]:
        """Tell which label of each sheet is the first free one, where labels were printed since it was set."""
        return dict(self._free)

    def carry_over(self, before: "Printers") -> None:
        """Go on with the label sheets as they are in the printers, where nobody has said otherwise."""
        for role, free in before.free_labels().items():
            old, new = before.setups[role], self.setups[role]
            if new.paper == old.paper and new.first_free in {old.first_free, free}:
                self._free[role] = free

    def used(self, outlet: Outlet, labels: int) -> int | None:
        """Note that so many labels of a sheet are used, and tell the first free one; None for another paper."""
        cells, setup = outlet.sheet.cells, self.setups[outlet.role]
        if cells is None or not labels or outlet.setup.way != setup.way:
            return None
        if self._free.get(outlet.role, setup.first_free) != cells.first:
            # Somebody has said meanwhile which label is free: they see the sheet.
            return None
        self._free[outlet.role] = cells.after(labels)
        return self._free[outlet.role]


def folder_of(settings: Settings, store: Path | None) -> Path:
    """Point to the folder of papers: the one that the settings name, or the store's own."""
    if settings.papers_folder:
        return paths.named(settings.papers_folder)
    return paths.papers_of(store) if store is not None else paths.data() / "papers"


def can_take(paper: Paper, role: Role) -> bool:
    """Tell whether a role's printer can take a kind of paper: sheets take also what rolls and labels do."""
    own = ROLES[paper]
    return role is own or role in {Role.MANIFEST, Role.OTHER}


def _role(via: str) -> Role | None:
    return next((role for role in Role if role.value == via), None)


def _key(setup: PrinterSetup) -> str:
    """Name a printer so that the same one has one name, however its address is written."""
    if setup.way in {FOLDER, "system"}:
        return FOLDER if setup.way == FOLDER else f"system {setup.address}"
    try:
        return f"{setup.way} {addresses.parse(setup.address)}"
    except BadAddress:
        return f"{setup.way} {setup.address}"
