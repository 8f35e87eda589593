"""A house whose computers reach the web by a proxy: its gateway is asked by it, and what is encrypted stays so."""

from collections import deque
from urllib.parse import urlsplit

import pytest

from concierge_desk.postbox import proxies
from concierge_desk.postbox.gateway import Gateway
from concierge_desk.postbox.proxies import Proxy, ProxyUnusable
from concierge_desk.postbox.troubles import Unreachable
from concierge_desk.settings import SmsSetup
from tests.postbox.connect_proxy import ConnectProxy
from tests.postbox.http_peer import HttpPeer
from tests.postbox.smtp_peer import CERTIFICATE
from tests.postbox.test_mailbox import outgoing

BODY = "to={to}&text={text}&token={key}"
SECURE = SmsSetup(url="https://sms.test/send", body=BODY)
PLAIN = SmsSetup(url="http://sms.test/send?v=2", body=BODY)


def send(setup: SmsSetup) -> None:
    """Send one message."""
    Gateway(setup, {"key": "s3cret"}, seconds=2).send(outgoing(address="06 12 34 56 78"))


@pytest.mark.parametrize("account", ["", "me:p%40ss@"])
def test_an_encrypted_gateway_is_reached_through_the_proxy(
    account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy hears the name of the gateway and nothing of the message; its account is for it alone."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with HttpPeer(tls=True) as peer, ConnectProxy(urlsplit(peer.url).port or 0) as proxy:
        monkeypatch.setenv("https_proxy", f"http://{account}{proxy.address}")
        send(SECURE)
    (asked,) = peer.asked
    assert (asked.path, "Proxy-Authorization" in asked.headers) == ("/send", False)
    assert proxy.asked[0].startswith("CONNECT sms.test:443 HTTP/1.0\r\n")
    assert ("Proxy-Authorization: Basic bWU6cEBzcw==" in proxy.asked[0]) is bool(account)
    assert "s3cret" not in proxy.asked[0]


def test_a_plain_gateway_is_asked_of_the_proxy_with_its_whole_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And a proxy that wants an account first has passed nothing on."""
    with HttpPeer() as peer:
        monkeypatch.setenv("http_proxy", peer.url.removeprefix("http://"))
        peer.answers = deque([(200, "OK"), (407, "who are you?")])
        send(PLAIN)
        with pytest.raises(Unreachable, match="407"):
            send(PLAIN)
    assert [asked.path for asked in peer.asked] == ["http://sms.test/send?v=2"] * 2
    assert peer.asked[0].headers["Host"] == "sms.test"


def test_the_proxy_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says may change meanwhile: the message is told to whom the connection was made to."""
    with HttpPeer() as peer:
        by = urlsplit(peer.url)
        answers = iter([Proxy(by.hostname or "", by.port or 0)])
        monkeypatch.setattr(proxies, "of", lambda _address: next(answers))
        send(PLAIN)
    assert [asked.path for asked in peer.asked] == ["http://sms.test/send?v=2"]


def test_a_proxy_that_lets_nobody_through_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused, down, or of a kind that the desk does not speak: nothing was sent, and it is tried again."""
    with ConnectProxy(0, answer="407 Who are you") as proxy:
        monkeypatch.setenv("https_proxy", f"http://{proxy.address}")
        with pytest.raises(Unreachable, match="407"):
            send(SECURE)
    with pytest.raises(Unreachable):
        send(SECURE)
    monkeypatch.setenv("https_proxy", "socks5://me:hush@127.0.0.1:1080")
    with pytest.raises(Unreachable) as said:
        send(SECURE)
    assert "hush" not in str(said.value)


@pytest.mark.parametrize(
    ("url", "no_proxy", "expected"),
    [
        ("https://sms.test/", "", "proxy.test:3128"),
        ("https://sms.test/", "other.test,.test", ""),
        ("https://sms.test/", "*", ""),
        ("http://sms.test/", "", ""),
        ("https://localhost:8443/", "", ""),
        ("https://127.0.0.1/", "", ""),
        ("", "", ""),
    ],
)
def test_which_addresses_go_by_the_proxy(
    url: str, no_proxy: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As other programs read the environment; what is on this computer never."""
    monkeypatch.delenv("http_proxy", raising=False)
    monkeypatch.setenv("https_proxy", "http://me:hush@proxy.test:3128/")
    monkeypatch.setenv("no_proxy", no_proxy)
    assert proxies.named(url) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("proxy.test", Proxy("proxy.test", 8080)),
        ("HTTP://proxy.test:1", Proxy("proxy.test", 1)),
        ("socks4://a", None),
    ],
)
def test_how_a_proxy_is_written(said: str, expected: Proxy | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """With or without its scheme and port."""
    monkeypatch.setenv("https_proxy", said)
    monkeypatch.setenv("no_proxy", "")
    address = urlsplit("https://sms.test/")
    if expected is None:
        with pytest.raises(ProxyUnusable):
            proxies.of(address)
    else:
        assert proxies.of(address) == expected
