"""All the printers of a counter, each with its lane."""

import threading
import time
from dataclasses import dataclass

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import PrintJob
from concierge_desk.operations import counters, printing, spooling
from concierge_desk.print.printers import Outlet, Printers
from concierge_desk.print.ways.troubles import PrintInterrupted
from concierge_desk.spooler.delivery import Hooks
from concierge_desk.spooler.lane import Lane, LaneState
from concierge_desk.texts import Texts


@dataclass(frozen=True, slots=True)
class Drained:
    """What came of sending everything once; `waiting` is what a printer that stopped has not taken."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    troubles: tuple[DeskError, ...] = ()


class Spooler:
    """Empties the outbox of a desk to its printers."""

    def __init__(
        self, desk: Desk, printers: Printers, hooks: Hooks | None = None, *, alone: bool = True
    ) -> None:
        """Serve a desk; nothing is sent yet. `alone` says that no other program prints for this counter."""
        self.printers = printers
        self._desk = desk
        self._hooks = hooks or Hooks()
        self._lanes: dict[str, Lane] = {}
        self._guard = threading.Lock()
        self._round = threading.Lock()
        self._looked_back = not alone
        self._opened_at = desk.clock.now()

    def begin(self) -> None:
        """Send what waits, beside the caller: each printer on a thread of its own. Raises StoreError."""
        for lane in self._busy_lanes():
            lane.begin()

    def release(self) -> None:
        """Send everything that waits, also what was held back, and try printers that stopped at once."""
        row = self._desk.ask(printing.row)
        last = max((each.id for each in row), default=0)
        for lane in self._busy_lanes():
            lane.release(last)

    def use(self, printers: Printers) -> None:
        """Send to the printers as they are set up now; each keeps its lane, and what is on its way stays there."""
        with self._guard:
            printers.carry_over(self.printers)
            self.printers = printers
            now = {each.key: each for each in printers.outlets().values()}
            for key, lane in list(self._lanes.items()):
                lane.use(printers, now.get(key))
                if lane.is_spent():
                    del self._lanes[key]

    def ask_for(self, job: PrintJob) -> None:
        """Go on at once with the printer of a paper: somebody has looked at it and asks for that paper."""
        self._lane(self.printers.outlet_of(job)).try_now()

    def look(self) -> None:
        """Ask every printer how it is, beside the caller."""
        for outlet in self.printers.outlets().values():
            if not outlet.is_folder:
                self._lane(outlet).look()

    def drain(self) -> Drained:
        """Send every paper that waits, in the caller's thread, one printer after the other. Raises StoreError."""
        with self._round:
            lanes = self._busy_lanes()
            drained = [lane.drain() for lane in lanes]
        states = self.states()
        return Drained(
            sum(done[0] for done in drained),
            sum(done[1] for done in drained),
            sum(state.waiting for state in states),
            tuple(state.trouble for state in states if state.trouble is not None),
        )

    def look_back(self) -> None:
        """Set aside what a crash left on its way: nobody knows whether it is out. Raises StoreError.

        Of this counter's own once, before it sends anything; of another one's when it has been silent for too long.
        """
        if self._looked_back and not self._desk.counter:
            return
        at, first = self._desk.clock.now(), not self._looked_back
        broken: set[str] = set()
        if self._desk.ask(spooling.interrupted, at=at, from_before=first):
            problem = PrintInterrupted().said(Texts(self._desk.ask(printing.house_language)))
            broken |= {*self._desk.do(spooling.mark_interrupted, problem=problem, at=at, from_before=first)}
        self._looked_back = True
        if not first:
            # Where another counter broke off, this one's own papers have passed since.
            return
        for outlet in self.printers.outlets().values():
            lane = self._lane(outlet)
            if lane.target() in broken:
                lane.expect_rest()

    def states(self) -> list[LaneState]:
        """Tell how every printer is, those of the roles first, in their order."""
        row = self._desk.ask(printing.row)
        states = [lane.state(row) for lane in self._all_lanes()]
        return [state for state in states if state.roles or state.waiting]

    def withdraw(self, job: PrintJob) -> bool:
        """Take a paper back that the system's queue still has; False when it may be printed. Raises StoreError.

        That of another counter stays: what this one's system calls so is another paper.
        """
        if not job.reference or counters.is_elsewhere(job, self._desk.counter):
            return False
        back = self.printers.way(self.printers.of_queue(job.target)).withdraw(job.reference)
        # What was recalled is no longer followed: that it came to no end would only be our own doing.
        self._desk.do(spooling.mark_withdrawn if back else spooling.mark_left_alone, job_id=job.id)
        return back

    def close(self, seconds: float = 20.0) -> bool:
        """Let the papers on their way come to their end, and send no other; False when one did not in time."""
        until = time.monotonic() + seconds
        with self._guard:
            lanes = list(self._lanes.values())
        for lane in lanes:
            lane.stop()
        left = [lane for lane in lanes if not lane.wait(max(0.0, until - time.monotonic()))]
        return not left

    def _busy_lanes(self) -> list[Lane]:
        """Give the lanes that have something to send or to follow."""
        self.look_back()
        # Hundreds may wait, and they go to a handful of printers.
        wanted = {(each.paper, each.via) for each in self._desk.ask(printing.row)}
        outlets = [self.printers.outlet(paper, via) for paper, via in wanted]
        outlets += [self.printers.of_queue(job.target) for job in self._desk.ask(spooling.followed)]
        return list({lane.outlet.key: lane for lane in map(self._lane, outlets)}.values())

    def _all_lanes(self) -> list[Lane]:
        found = {outlet.key: self._lane(outlet) for outlet in self.printers.outlets().values()}
        with self._guard:
            return list((found | self._lanes).values())

    def _lane(self, outlet: Outlet) -> Lane:
        with self._guard:
            if outlet.key not in self._lanes:
                self._lanes[outlet.key] = Lane(
                    self._desk, self.printers, outlet, self._hooks, self._opened_at
                )
            return self._lanes[outlet.key]
