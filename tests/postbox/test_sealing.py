"""Keys that a house wrote into the description of its gateway: found wherever they stand, and shown to nobody."""

import json
from base64 import b64decode
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


HUSH = "S3cretPw"
TO = '"to":"{to}","text":"{text}"'


@pytest.mark.parametrize(
    "parts",
    [
        {"headers": f"Authorization: Basic {HUSH}"},
        {"headers": f"Authorization: AccessKey  {HUSH} x=y"},
        {"headers": f"Authorization: App {HUSH}, foo"},
        {"headers": f"X-Auth: {HUSH}"},
        {"headers": f"X-Whatever: a b {HUSH}"},
        {"headers": f"Accept: */*\nCookie: session={HUSH}"},
        {"url": f"https://user:{HUSH}@sms.example/send"},
        {"url": f"https://sms.example/send?sid=1&auth={HUSH}&x=2"},
        {"url": f"https://sms.example/send?cl%C3%A9={HUSH}"},
        {"url": f"https://sms.example/send;key={HUSH}?v=2"},
        {"url": f"https://sms.example/send#key={HUSH}"},
        {"url": f"https://sms.example/{HUSH}/send"},
        {"body": f'{{"a":{{"login":"u","mdp":"{HUSH}"}},{TO}}}'},
        {"body": f'{{"apiKey": ["{{key}}", "{HUSH}"],{TO}}}'},
        {"body": f"{{'apiKey':'{HUSH}','to':'{{to}}','text':'{{text}}'}}"},
        {
            "body": f"login=u\npassword={HUSH}\nto={{to}}\ntext={{text}}",
            "headers": "Content-Type: text/plain",
        },
        {"body": f"password: my {HUSH}\nto: {{to}}\n{{text}}", "headers": "Content-Type: text/plain"},
        {"body": f"<a><password><![CDATA[{HUSH}]]></password>{{to}}{{text}}</a>"},
        {"body": f"<a key='{HUSH}'>{{to}}{{text}}</a>"},
        {"body": f'apikey="{HUSH}"&to={{to}}&text={{text}}'},
        {"body": f"to={{to}}&text={{text}}&api key={HUSH}"},
        {"body": f"to={{to}}&text={{text}}&motdepasse=x {HUSH}"},
        {"body": f'{{"id":"8f14e45f{HUSH}ceea167a5a36dedd4bea2543",{TO}}}'},
    ],
)
def test_no_gateways_own_way_of_writing_leaves_a_key_in_the_file(parts: dict[str, str]) -> None:
    """Whatever the header, the language and the form: what is saved does not hold it, what is sent does."""
    setup = replace(PLAIN, **parts)
    sealed = sealing.seal(setup)
    written = sealed.setup.url + sealed.setup.headers + sealed.setup.body
    assert HUSH not in written
    assert [word for word in sealed.found if f"{{{word}}}" not in written] == []
    templates.check(sealed.setup)
    values = dict.fromkeys(templates.WORDS, "") | dict(sealed.found)
    plain = dict.fromkeys(templates.WORDS, "")
    if "@" not in setup.url:
        assert templates.url(sealed.setup, values) == templates.url(setup, plain)
        assert templates.headers(sealed.setup, values) == templates.headers(setup, plain)


def test_an_account_in_the_address_is_the_header_that_it_stands_for() -> None:
    """As other programs read it; beside a header that says who asks it is refused."""
    setup = replace(PLAIN, url="https://me:a%26b@sms.example.org/send?v=2")
    sealed = sealing.seal(setup)
    assert (sealed.setup.url, sealed.setup.headers) == (PLAIN.url, "Authorization: Basic {key}")
    assert b64decode(sealed.found["key"]) == b"me:a&b"
    with pytest.raises(templates.GatewayAccountOpen):
        templates.check(sealing.seal(replace(setup, headers="Authorization: Bearer {key}")).setup)


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("headers", "Content-Type: application/json\nAccept: */*\nUser-Agent: Desk 2"),
        ("headers", "Idempotency-Key: desk-{uid}\nX-From: Darwin"),
        ("headers", "Authorization: Token token={key}\nCookie: session={secret}"),
        ("headers", "Authorization: Special {key}"),
        ("url", "https://sms.example.org/api/v2/messages-2026/send.php?from=Darwin&author=me"),
        ("body", '{"to": "{to}", "text": "{text}", "articles": [{"vehicle": "a"}], "type": "SMS", "v": 2}'),
    ],
)
def test_what_is_no_key_stays_readable(part: str, written: str) -> None:
    """There are only two words for keys, and the house reads its own description."""
    setup = replace(PLAIN, **{part: written})
    assert sealing.seal(setup) == sealing.Sealed(setup)
    assert sealing.still_open(setup) == ""


def test_half_a_key_beside_its_word_is_refused() -> None:
    """The rest would stand in the file."""
    with pytest.raises(templates.GatewayKeyOpen, match="password"):
        templates.check(replace(PLAIN, body=f'{{"password":"S3{{key}}cret",{TO}}}'))


def test_a_key_that_is_typed_in_its_field_is_taken_out_wherever_it_stands() -> None:
    """Of a description that nothing tells it by; and its word stands for nothing else."""
    setup = replace(PLAIN, url="https://sms.example.org/hush%20%26/send", headers="X-Who: me")
    sealed = sealing.seal(setup, {"key": "hush &", "secret": ""})
    assert (sealed.setup.url, sealed.setup.headers) == (
        "https://sms.example.org/{key}/send",
        "X-Who: {secret}",
    )
    assert dict(sealed.found) == {"secret": "me"}


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


def test_a_file_of_an_older_version_with_three_keys_still_sends() -> None:
    """It cannot be saved like that any more, but nobody goes untold; what it answers shows none of them."""
    with HttpPeer() as peer:
        peer.answers = deque([(200, "OK"), (400, "prod1 hush1 hush2")])
        setup = SmsSetup(
            url=peer.url, body="to={to}&text={text}&token=hush1&pwd=hush2", headers="X-Env: prod1"
        )
        known = Gateway(setup, {})
        known.send(outgoing(address="06 12 34 56 78"))
        with pytest.raises(Refused, match="400 … … …"):
            known.send(outgoing(address="06 12 34 56 78"))
    assert peer.asked[0].headers["X-Env"] == "prod1"
    assert peer.asked[0].body.endswith("&token=hush1&pwd=hush2")
