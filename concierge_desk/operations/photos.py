"""Photos in the store: small JPEGs; the window makes them small, and this refuses what is not."""

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, NotFound
from concierge_desk.models import Photo
from concierge_desk.operations import typed
from concierge_desk.texts import N_

MOST_BYTES = 250_000
"""A photo of a stain needs no more, and a store with thousands of them is still copied in a minute."""
MOST_SIDE = 1280
_STARTS, _ENDS = b"\xff\xd8\xff", b"\xff\xd9"


class NotAPhoto(BadInput):
    """What should be kept as a photo is no JPEG, or too large for the store."""

    sentence = N_("“{value}” cannot be kept as a photo. Choose another picture.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo that is not in the store yet: the name of its file, and a JPEG of at most `MOST_BYTES`."""

    name: str
    content: bytes


def keep(session: Session, *, picture: Picture) -> Photo:
    """Put a photo into the store. Raises NotAPhoto, TextTooLong."""
    content = picture.content
    is_jpeg = content.startswith(_STARTS) and content.endswith(_ENDS)
    if not is_jpeg or len(content) > MOST_BYTES:
        raise NotAPhoto(value=picture.name)
    photo = Photo(name=typed.line(picture.name[: typed.LINE]), content=content)
    session.add(photo)
    session.flush()
    return photo


def photo(session: Session, *, photo_id: int) -> Photo:
    """Fetch a photo. Raises NotFound."""
    found = session.get(Photo, photo_id)
    if found is None:
        raise NotFound
    return found


def digest(content: bytes) -> str:
    """Tell a photo from any other by its bytes."""
    return hashlib.sha256(content).hexdigest()
