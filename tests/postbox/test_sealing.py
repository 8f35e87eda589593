"""Keys that a house wrote into the description of its gateway: found wherever they stand, and shown to nobody."""

import json
from collections import deque
from dataclasses import replace

import pytest

from concierge_desk.postbox import sealing, templates
from concierge_desk.postbox.gateway import Gateway
from concierge_desk.postbox.troubles import PasswordMissing, Refused
from concierge_desk.settings import SmsSetup
from tests.postbox.http_peer import HttpPeer
from tests.postbox.test_mailbox import outgoing

PLAIN = SmsSetup(url="https://sms.example.org/send?v=2", body="to={to}&text={text}")
EVIL = 'a"b\\c&d é'


@pytest.mark.parametrize(
    ("part", "written", "left", "found"),
    [
        ("headers", "Authorization: Bearer abc", "Authorization: Bearer {key}", {"key": "abc"}),
        ("headers", "X-From: Darwin\nX-API-Key:abc", "X-From: Darwin\nX-API-Key:{key}", {"key": "abc"}),
        (
            "url",
            "https://a/?user=me&pass=a%26b&to={to}",
            "https://a/?user=me&pass={key}&to={to}",
            {"key": "a&b"},
        ),
        ("body", '{"apiKey": "a\\"b", "to": "{to}"}', '{"apiKey": "{key}", "to": "{to}"}', {"key": 'a"b'}),
        ("body", '{"token": 12345, "to": "{to}"}', '{"token": {key}, "to": "{to}"}', {"key": "12345"}),
        ("body", "to={to}&api_key=a%2Bb", "to={to}&api_key={key}", {"key": "a+b"}),
        ("body", "<m><Token>a&amp;b</Token></m>", "<m><Token>{key}</Token></m>", {"key": "a&b"}),
        ("body", "<m password='abc' to='{to}'/>", "<m password='{key}' to='{to}'/>", {"key": "abc"}),
        (
            "body",
            "login_key=abc&password=def",
            "login_key={secret}&password={key}",
            {"key": "def", "secret": "abc"},
        ),
        ("body", "key={key}&password=def", "key={key}&password={secret}", {"secret": "def"}),
        ("body", '{"to": "{to}", "text": "{text}"}', '{"to": "{to}", "text": "{text}"}', {}),
        ("headers", "X-Idempotency-Key: {uid}", "X-Idempotency-Key: {uid}", {}),
    ],
)
def test_a_key_is_taken_out_wherever_it_stands(
    part: str, written: str, left: str, found: dict[str, str]
) -> None:
    """In JSON, XML, a form, a header, an address; what only looks like one stays."""
    sealed = sealing.seal(replace(PLAIN, **{part: written}))
    assert (getattr(sealed.setup, part), dict(sealed.found)) == (left, found)
    assert sealing.still_open(sealed.setup) == ""
    assert sealing.seal(sealed.setup).found == {}


def test_the_same_key_in_two_places_is_one_and_a_third_one_is_named() -> None:
    """There are two words for keys; more than that a house must say otherwise, and it reads which one."""
    twice = sealing.seal(replace(PLAIN, headers="X-Key: abc", body="to={to}&text={text}&token=abc"))
    assert dict(twice.found) == {"key": "abc"}
    three = sealing.seal(replace(PLAIN, headers="X-Key: a\nX-Token: b", body="to={to}&text={text}&pwd=c"))
    assert sealing.still_open(three.setup) == "pwd"
    with pytest.raises(templates.GatewayKeyOpen, match="pwd"):
        templates.check(three.setup)


def test_keys_arrive_whole_and_are_kept_from_whoever_reads_the_answer() -> None:
    """Whatever they hold; a gateway that repeats them, as they are or as they were sent, shows them to nobody."""
    body = '{"to": "{to}", "text": "{text}", "login": "{key}", "password": "{secret}"}'
    setup = SmsSetup(url="", body=body)
    with HttpPeer() as peer:
        peer.answers = deque([(400, f"no: {EVIL} {json.dumps(EVIL)} hush"), (200, "OK")])
        known = Gateway(replace(setup, url=peer.url), {"key": EVIL, "secret": "hush"})
        with pytest.raises(Refused) as said:
            known.send(outgoing(address="06 12 34 56 78"))
        known.send(outgoing(address="06 12 34 56 78"))
        with pytest.raises(PasswordMissing):
            Gateway(replace(setup, url=peer.url), {"key": EVIL}).send(outgoing())
    assert [json.loads(each.body)["login"] for each in peer.asked] == [EVIL, EVIL]
    assert "hush" not in str(said.value)
    assert 'a"b' not in str(said.value)


def test_a_file_of_an_older_version_still_sends() -> None:
    """Its key stands in the content: messages go on, and nobody who reads the answer sees it."""
    with HttpPeer() as peer:
        peer.answers = deque([(200, "OK"), (400, "abc is wrong")])
        known = Gateway(SmsSetup(url=peer.url, body="to={to}&text={text}&token=abc"), {})
        known.send(outgoing(address="06 12 34 56 78"))
        with pytest.raises(Refused) as said:
            known.send(outgoing(address="06 12 34 56 78"))
    assert peer.asked[0].body.endswith("&token=abc")
    assert "abc" not in str(said.value)
