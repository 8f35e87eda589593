"""The records of mail: the only writer of `MailItem`, which the committed details of its item repeat.

So what is known of a letter is proven by the moves like everything else, and erased like everything else.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import (
    Article,
    Customer,
    Facts,
    Item,
    MailItem,
    MailKind,
    Move,
    MoveKind,
    Service,
    Words,
    chain,
)
from concierge_desk.money import NOTHING
from concierge_desk.operations import customers, deeds, printing
from concierge_desk.operations.custody import Ledger, Place, place_of
from concierge_desk.texts import LANGUAGES, N_, Texts

SERVICE = "mail"
"""The key of the one service that every piece of mail belongs to; it is on no price list."""
UNKNOWN = "unknown"
KINDS = {
    MailKind.LETTER: (N_("Letter"), "mail"),
    MailKind.REGISTERED: (N_("Registered letter"), "signature"),
    MailKind.PARCEL: (N_("Parcel"), "package"),
    MailKind.EXPRESS: (N_("Express parcel"), "truck-delivery"),
    MailKind.NEWSPAPER: (N_("Newspaper"), "file-text"),
    MailKind.BASKET: (N_("Basket"), "basket"),
}
"""What each kind is called, and its icon."""
_KEY = "mail"
_NOBODY, _MAIL = N_("Recipient not known yet"), N_("Mail")


def details(mail: MailItem) -> Facts:
    """Gather the details of an item that the record of its mail is committed with."""
    return {_KEY: mail.facts()}


def change(
    ledger: Ledger,
    item: Item,
    mail: MailItem,
    kind: MoveKind,
    *,
    to: Place | None = None,
    says: Facts | None = None,
    mail_changes: Facts | None = None,
    **item_changes: Any,  # noqa: ANN401  # columns of Item
) -> Move:
    """Move a piece of mail or change its record, by one move that commits to what it says from now on."""
    for name, value in (mail_changes or {}).items():
        setattr(mail, name, value)
    return ledger.add(
        item,
        kind,
        to or place_of(item),
        says=says,
        details=details(mail),
        salt=chain.new_salt(),
        **item_changes,
    )


def articles(session: Session) -> dict[MailKind, Article]:
    """Give the article of each kind of mail, made with their service when they are first asked for."""
    service = session.scalars(select(Service).where(Service.key == SERVICE)).one_or_none()
    if service is None:
        service = Service(
            key=SERVICE, names=_names(_MAIL), icon="mail", provider_id=None, position=99, active=False
        )
        session.add(service)
        session.flush()
        for position, (kind, (name, icon)) in enumerate(KINDS.items()):
            session.add(
                Article(
                    service_id=service.id,
                    key=kind.value,
                    names=_names(name),
                    icon=icon,
                    price=NOTHING,
                    ceiling=None,
                    position=position,
                )
            )
        session.flush()
    found = session.scalars(select(Article).where(Article.service_id == service.id))
    return {MailKind(article.key): article for article in found}


def nobody(session: Session, *, at: datetime, staff_id: int) -> Customer:
    """Give the one row that owns mail whose recipient is not settled yet, made when it is first asked for."""
    found = session.scalars(select(Customer).where(Customer.stands_for == UNKNOWN)).one_or_none()
    if found is not None:
        return found
    language = printing.house_language(session)
    made = customers.register(
        session,
        name=Texts(language)(_NOBODY),
        at=at,
        language=language,
        staff_id=staff_id,
        deed_uid=deeds.new_uid(),
    )
    made.stands_for = UNKNOWN
    session.flush()
    return made


def _names(word: str) -> Words:
    return {language: Texts(language)(word) for language in LANGUAGES}
