"""A desk with a past: an empty store filled with a plausible history, to try things on and to measure.

The same years, seed and moment make the same record to the last byte of the chain, where it has no mail. Papers are
kept for the last month only, as sent: they are an outbox, not a part of the record.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import HouseIsOpen
from concierge_desk.models import Move, chain
from concierge_desk.models.base import microseconds
from concierge_desk.moments import Clock
from concierge_desk.operations import demo_rows, example, houses
from concierge_desk.operations.demo_books import Books
from concierge_desk.operations.demo_days import Days
from concierge_desk.operations.demo_mail import Post
from concierge_desk.operations.demo_setting import Setting

P = ParamSpec("P")
T = TypeVar("T")
Progress = Callable[[int, int], None]
ITEMS_PER_YEAR = 100_000
_YEAR = timedelta(days=365.25)
_PAPERS_KEPT = timedelta(days=30)
_MOVES_AT_ONCE = 25_000


class Counter(Protocol):
    """Whatever does deeds, each in one transaction: the desk."""

    clock: Clock

    def do(self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a deed."""


def fill(
    desk: Counter,
    *,
    years: float,
    seed: int,
    progress: Progress,
    items_per_year: int = ITEMS_PER_YEAR,
    mail: bool = False,
) -> int:
    """Fill a store that has no moves yet with a history that ends now; answer with the number of moves.

    Without a house the example's is opened (its PIN: `example.pin`). With `mail` its last weeks have mail, which
    takes salts of its own: such a history is not the same to the last byte twice. Raises HouseIsOpen when there is a
    history already, NotFound when the house has nobody in it or nothing to ask for.
    """
    at = desk.clock.now()
    random = Random(seed)  # noqa: S311  # chance that can be had again; nothing here is a secret
    began_at = at - years * _YEAR
    setting = desk.do(_set_the_scene, uid=f"{random.getrandbits(128):032x}", at=began_at)
    books = Books(
        chain.genesis(setting.uid),
        random,
        setting.language,
        papers_from=microseconds(at - _PAPERS_KEPT),
        customers=setting.customers,
    )
    days = setting.open_days(moments.day_of(began_at), moments.day_of(at))
    history = Days(setting, books, random, days, round(items_per_year * years))
    post = Post(setting, random, days if mail else (), at)
    for day, on in enumerate(days):
        if post.is_due(on):
            desk.do(_bring_mail, books=books, bring=partial(post.live, on=on))
        history.live(day, microseconds(at))
        if len(books.rows["move"]) >= _MOVES_AT_ONCE or day + 1 == len(days):
            desk.do(demo_rows.write, books=books)
        progress(day + 1, len(days))
    return desk.do(_finish, post=post if mail else None)


def _bring_mail(session: Session, *, books: Books, bring: Callable[[Session], None]) -> None:
    """Let the mail of a day happen after all that happened before."""
    demo_rows.write(session, books=books)
    bring(session)
    demo_rows.go_on(session, books=books)


def _finish(session: Session, *, post: Post | None) -> int:
    """Let it be now, and count the moves."""
    if post is not None:
        post.morning(session)
    return session.scalar(select(func.max(Move.id))) or 0


def _set_the_scene(session: Session, *, uid: str, at: datetime) -> Setting:
    if session.scalar(select(func.max(Move.id))) is not None:
        raise HouseIsOpen
    if houses.this_house(session) is None:
        # The chain begins with the house's uid, and the same seed must make the same chain.
        example.furnish(session, at=at).uid = uid
        session.flush()
    return Setting(session)
