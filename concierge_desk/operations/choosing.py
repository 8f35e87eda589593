"""Choosing who does a service: everybody who does it, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from concierge_desk import moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Article, LegalForm, Offer, Provider, PurchasePrice, Service
from concierge_desk.money import Money, total
from concierge_desk.operations import ess_share, promise_words
from concierge_desk.operations.promises import Diary, Promise
from concierge_desk.texts import Texts


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What one provider offers for the pieces of one service in a drop-off."""

    provider_id: int
    provider: str
    usual: bool
    promise: Promise
    sentence: str
    price: Money | None
    """What the customer pays; None while nothing is counted, or while one of the pieces is on quote."""
    purchase_price: Money | None
    """What the provider charges us; None where it is not known of every piece."""
    distance_m: int | None
    transport: str
    legal_form: LegalForm
    is_ess: bool
    ess_before: int | None
    """The share of social economy this month in whole percent; None before the first piece."""
    ess_after: int | None
    """The same with this order."""


def offers(  # what is given is what a drop-off knows
    session: Session,
    *,
    service_id: int,
    article_ids: Sequence[int] = (),
    beside: Mapping[int, int] | None = None,
    at: datetime,
    language: str = "fr",
) -> list[OfferRow]:
    """Set side by side everybody who does a service for these pieces, the usual one first. Raises NotFound.

    An article stands once for each piece; `beside` tells how many pieces of other services in the same drop-off go to
    a provider, by its key.
    """
    service = session.get(Service, service_id, options=[joinedload(Service.provider)])
    if service is None:
        raise NotFound
    articles = _articles(session, article_ids)
    pieces = sum(articles[each].pieces for each in article_ids) or 1
    now, diary, texts = ess_share.share(session, at=at), Diary(session, at), Texts(language)
    rows = []
    for provider in _providers(session, service):
        usual = provider.id == service.provider_id
        promise = diary.promise(service, provider, pieces + (beside or {}).get(provider.id, 0))
        is_ess = provider.is_ess_on(moments.day_of(at))
        rows.append(
            OfferRow(
                provider_id=provider.id,
                provider=provider.name,
                usual=usual,
                promise=promise,
                sentence=promise_words.sentence(promise, at, texts),
                price=_sum([articles[each].price for each in article_ids]),
                purchase_price=_purchase(session, provider.id, article_ids),
                distance_m=provider.distance_m,
                transport=provider.transport,
                legal_form=provider.legal_form,
                is_ess=is_ess,
                ess_before=now.percent,
                ess_after=now.with_order(pieces, is_ess=is_ess).percent,
            )
        )
    return sorted(rows, key=lambda row: (not row.usual, row.provider))


def _providers(session: Session, service: Service) -> list[Provider]:
    """List who does a service: those with an offer, and the usual one as the drop-off takes it."""
    offering = select(Offer.provider_id).where(Offer.service_id == service.id)
    found = session.scalars(
        select(Provider)
        .where(Provider.active, Provider.id.in_(offering) | (Provider.id == service.provider_id))
        .options(selectinload(Provider.weekly))
    )
    return list(found)


def _articles(session: Session, article_ids: Sequence[int]) -> dict[int, Article]:
    found = session.scalars(select(Article).where(Article.id.in_(set(article_ids))))
    articles = {article.id: article for article in found}
    if set(article_ids) - articles.keys():
        raise NotFound
    return articles


def _purchase(session: Session, provider_id: int, article_ids: Sequence[int]) -> Money | None:
    found = session.scalars(
        select(PurchasePrice).where(
            PurchasePrice.provider_id == provider_id, PurchasePrice.article_id.in_(set(article_ids))
        )
    )
    prices = {each.article_id: each.price for each in found}
    return _sum([prices.get(each) for each in article_ids])


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    known = [each for each in amounts if each is not None]
    return total(known) if known and len(known) == len(amounts) else None
