"""How a list of providers names services and articles: by their names, or by their keys where a name would not do."""

import re
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import Article, Service
from concierge_desk.operations.list_columns import plain
from concierge_desk.operations.provider_facts import Offered

_SIGNS = re.compile(r"[,;=/\n]")


class Names:
    """The services and articles of a desk, by every name they have."""

    def __init__(self, session: Session) -> None:
        """Learn the names of everything, offered now or not."""
        found = session.scalars(select(Service).order_by(Service.position, Service.id))
        self._services = {each.id: each for each in found}
        self._articles = {each.id: each for each in session.scalars(select(Article).order_by(Article.id))}
        self._service_ids = _by_name({id_: _called(each) for id_, each in self._services.items()})
        self._article_ids = {
            service_id: _by_name(
                {id_: _called(each) for id_, each in self._articles.items() if each.service_id == service_id}
            )
            for service_id in self._services
        }

    def service(self, service_id: int, language: str) -> str:
        """Name a service so that `service_of` finds it again."""
        service = self._services[service_id]
        name = service.name(language)
        return name if not _SIGNS.search(name) and self.service_of(name) == service_id else service.key

    def article(self, article_id: int, language: str) -> str:
        """Name an article behind its service so that `article_of` finds it again."""
        article = self._articles[article_id]
        service, name = self.service(article.service_id, language), article.name(language)
        whole = f"{service} / {name}"
        is_fit = not _SIGNS.search(name) and self.article_of(whole) == article_id
        return whole if is_fit else f"{service} / {article.key}"

    def service_of(self, said: str) -> int | None:
        """Tell which service is named; None when none is, or several."""
        return _find(self._service_ids, said)

    def article_of(self, said: str) -> int | None:
        """Tell which article is named behind its service; None when none is, or several."""
        service, _sign, name = said.partition("/")
        service_id = self.service_of(service)
        return None if service_id is None else _find(self._article_ids[service_id], name)

    def in_order(self, offers: Mapping[int, Offered]) -> list[Offered]:
        """Put what is offered in the order of the services."""
        return [offers[service_id] for service_id in self._services if service_id in offers]


def _called(thing: Service | Article) -> list[str]:
    return [f"key {thing.key}", *(plain(name) for name in thing.names.values())]


def _by_name(called: Mapping[int, list[str]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for id_, names in called.items():
        for name in names:
            found.setdefault(name, set()).add(id_)
    return found


def _find(known: Mapping[str, set[int]], said: str) -> int | None:
    """Find one thing: its key comes first, which is nobody else's."""
    fitting = known.get(f"key {said.strip()}") or known.get(plain(said), set())
    return next(iter(fitting)) if len(fitting) == 1 else None
