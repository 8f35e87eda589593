"""Bits that flip on the disk: whatever is proven is either unchanged or found."""

import random
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from concierge_desk.errors import DeskError
from tests.operations.past import PROVEN_COLUMNS, fault_of

_FLIPS = 300
_ASKED = {
    table: f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED ORDER BY rowid"  # noqa: S608  # our own names
    for table, columns in PROVEN_COLUMNS.items()
}


def _dump(path: Path) -> object:
    """Read what verify proves, past the desk; what cannot be read is something else than what was there."""
    raw = sqlite.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return {table: raw.execute(asked).fetchall() for table, asked in _ASKED.items()}
    except (sqlite.Error, UnicodeDecodeError) as unreadable:
        return str(unreadable)
    finally:
        raw.close()


def test_flipped_bits_are_found_where_they_matter(written_file: Path, tmp_path: Path) -> None:
    """Flip a bit: the store is refused, verify names a fault, or nothing that is proven was changed.

    Three hundred flips in bytes that are not empty; those that change what SQLite cannot see are what the
    chain is for.
    """
    draw, path = random.Random(11), tmp_path / "flipped.sqlite"  # noqa: S311  # bits to flip, no secret
    whole, honest = written_file.read_bytes(), _dump(written_file)
    written, unnoticed, changed = [at for at, byte in enumerate(whole) if byte], [], 0
    for _ in range(_FLIPS):
        content, at, bit = bytearray(whole), draw.choice(written), draw.randrange(8)
        content[at] ^= 1 << bit
        path.write_bytes(content)
        different = _dump(path) != honest
        changed += different
        if different and not _noticed(path):
            unnoticed.append((at, bit))
    print(f"{_FLIPS} flips, {changed} changed what is proven, {len(unnoticed)} unnoticed")  # noqa: T201  # with -s
    assert unnoticed == []
    assert changed > _FLIPS // 10


def _noticed(path: Path) -> bool:
    try:
        return fault_of(path) is not None
    except (DeskError, sqlite.Error):
        return True
    finally:
        for beside in path.parent.glob(path.name + "-*"):
            beside.unlink()
