"""The hash chain over moves, and commitments to personal data: pure functions.

A commitment is SHA-256(salt ‖ canonical JSON of the fields): while the row exists it can be recomputed; when the
fields and the salt are erased, nothing can be guessed back from it and the chain still holds.
"""

import hashlib
import secrets

from concierge_desk.models.base import Facts, Rows, canonical

SALT_BYTES = 16
ANCHOR_CHARACTERS = 10


def genesis(house_uid: str) -> bytes:
    """Compute the digest that stands before the first move of a house."""
    return hashlib.sha256(b"concierge-desk\x00" + house_uid.encode()).digest()


def link(previous: bytes, record: Rows) -> bytes:
    """Compute a move's digest from the digest before it and its whole record."""
    return link_text(previous, canonical(record))


def link_text(previous: bytes, record_text: str) -> bytes:
    """Compute a move's digest from the digest before it and the canonical text of its record."""
    return hashlib.sha256(previous + record_text.encode()).digest()


def new_salt() -> bytes:
    """Make a salt."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, fields: Facts) -> str:
    """Commit to personal fields without showing them."""
    return hashlib.sha256(salt + canonical(fields).encode()).hexdigest()


def anchor(move_id: int, digest: bytes) -> str:
    """Write the anchor that stands on paper: the sequence number and ten characters of the chain's head."""
    return f"{move_id}-{digest.hex()[:ANCHOR_CHARACTERS]}"
