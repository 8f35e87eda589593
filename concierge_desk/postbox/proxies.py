"""The proxy that this computer goes to the web by, if it has one: from its environment, or its system's settings.

`https_proxy`, `http_proxy` and `no_proxy` are read as other programs read them (curl, pip); Windows and macOS have
settings of their own, which Python reads too. What is on this computer is never asked for by a proxy.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_USUAL_PORT = 8080
_KINDS = frozenset({"", "http"})


class ProxyUnusable(OSError):
    """The computer's proxy is of a kind that the desk does not speak, such as SOCKS."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a proxy listens, and what is said to it alone."""

    host: str
    port: int
    headers: dict[str, str] = field(default_factory=dict)


def of(address: SplitResult) -> Proxy | None:
    """Tell by which proxy an address is reached; None when it is reached directly. Raises ProxyUnusable."""
    said, host = getproxies().get(address.scheme, ""), address.hostname or ""
    if not said or host in _HERE or proxy_bypass(address.netloc.rpartition("@")[2]):
        return None
    kind, colon, rest = said.partition("://")
    proxy = urlsplit(f"//{rest if colon else said}")
    if (kind.lower() if colon else "") not in _KINDS or not proxy.hostname:
        raise ProxyUnusable(said.rpartition("@")[2])
    return Proxy(proxy.hostname, proxy.port or _USUAL_PORT, _authorisation(proxy))


def named(url: str) -> str:
    """Name the proxy by which an address is reached, to be shown; empty when there is none that can be used."""
    try:
        found = of(urlsplit(url))
    except (OSError, ValueError):
        return ""
    return "" if found is None else f"{found.host}:{found.port}"


def _authorisation(proxy: SplitResult) -> dict[str, str]:
    """Say who asks, as the address of the proxy says it (RFC 7617)."""
    if proxy.username is None:
        return {}
    who = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(who.encode()).decode()}"}
