"""What an older store says of its house after the upgrade to revision 0012."""

from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy.orm import Session

from concierge_desk.models import House
from concierge_desk.models.store import Store
from tests.faults.upgrading import make_older

_HOUSE = """
INSERT INTO house (id, uid, name, kind, language, address, phone, terms, mediator, opening, closures)
VALUES (1, 'uid', 'Darwin', 'company', 'fr', '', '', '', '', '{}', '[]')
"""


def test_an_older_house_forgets_and_tells_nothing_before_somebody_says_so(tmp_path: Path) -> None:
    """How long names on mail are kept is not decided; nobody is told by itself."""
    path = tmp_path / "desk.sqlite"
    make_older(path, "0010")
    raw = sqlite.connect(str(path))
    raw.execute(_HOUSE)
    raw.commit()
    raw.close()
    store = Store(path)
    with Session(store.reader) as session:
        house = session.get_one(House, 1)
        assert house.mail_kept_months is None
        said = (house.tell_by_itself, house.tell_at, house.tell_at_closing, house.words_to_clear)
        assert said == (False, "11:30 16:00", False, False)
    store.close()
