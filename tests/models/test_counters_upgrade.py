"""Papers of an older store after the upgrade to revision 0011: they are for the counter that starts first."""

from datetime import UTC, datetime
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing, spooling
from tests.faults.upgrading import make_older

_PAPERS = """
INSERT INTO print_job (
    paper, item_ids, subject_ids, language, copy, state, made_at, staff_id, target, problem, recalled, via, reference
) VALUES
    ('rekey_sheet', '[]', '[]', 'fr', 1, 'waiting', 0, 1, '', '', 0, '', ''),
    ('rekey_sheet', '[]', '[]', 'fr', 1, 'sending', 0, 1, 'printer', '', 0, '', '');
"""


def test_older_papers_are_for_the_counter_that_starts_first(tmp_path: Path) -> None:
    """What waits is anybody's until one takes it; what was on its way is in doubt at the first start."""
    path = tmp_path / "desk.sqlite"
    make_older(path, "0010")
    raw = sqlite.connect(str(path))
    raw.executescript(_PAPERS)
    raw.close()
    store, clock = Store(path), SetClock(datetime(2026, 11, 23, tzinfo=UTC))
    first, second = Desk(store, clock, "first"), Desk(store, clock, "second")
    assert [desk.ask(printing.under_way) for desk in (first, second)] == [2, 2]
    assert first.do(spooling.mark_interrupted, problem="?", at=clock.now()) == ["printer"]
    (waiting,) = first.ask(printing.waiting)
    assert first.do(spooling.take, job_ids=[waiting.id], target="printer", at=clock.now())
    assert second.do(spooling.take, job_ids=[waiting.id], target="printer", at=clock.now()) == []
    assert second.do(spooling.mark_interrupted, problem="?", at=clock.now()) == []
    store.close()
