"""What a gateway answers, and what is known of the text message then."""

import json
import re
from collections import deque
from urllib.parse import parse_qs, quote

import pytest

from concierge_desk.errors import BadInput
from concierge_desk.postbox import templates
from concierge_desk.postbox.gateway import Gateway
from concierge_desk.postbox.troubles import (
    AccountRefused,
    AnswerUnclear,
    GatewayMoved,
    GatewayWrong,
    InDoubt,
    MessageNotSent,
    NotGenuine,
    NotYet,
    PasswordMissing,
    Refused,
    Unreachable,
)
from concierge_desk.settings import SmsSetup
from tests.postbox.http_peer import DRIP_AFTER, DRIP_HEADER, ECHO, Answer, HttpPeer
from tests.postbox.smtp_peer import CERTIFICATE, DRIP, DROP, HANG
from tests.postbox.test_mailbox import UID, outgoing

JSON = '{"to": "{to}", "message": "{text}", "ref": "{uid}"}'
FORM = "to={to}&text={text}&from={sender}"
KEY = "s3cret Pw/é"
EVIL = 'Dupont "Éva"\r\n&to=0&x={key}\\'


def gateway(url: str, key: str = "", **others: str) -> Gateway:
    """Know the gateway at an address."""
    return Gateway(SmsSetup(url=url, **{"body": JSON} | others), {"key": key}, seconds=0.4)


def test_a_message_arrives_whole_as_json() -> None:
    """Whatever a text holds, it stays in its own value; the request names itself."""
    with HttpPeer() as peer:
        gateway(f"{peer.url}/send?v=2", "s3cret", headers="Authorization: Bearer {key}\nX-From: Darwin").send(
            outgoing(address="06 12 34 56 78", body=EVIL)
        )
    (asked,) = peer.asked
    assert json.loads(asked.body) == {"to": "+33612345678", "message": EVIL, "ref": UID}
    assert (asked.method, asked.path) == ("POST", "/send?v=2")
    assert asked.headers["Authorization"] == "Bearer s3cret"
    assert asked.headers["Idempotency-Key"] == UID
    assert asked.headers["Content-Type"].startswith("application/json")


def test_a_message_arrives_whole_as_a_form_and_in_an_address() -> None:
    """Signs that mean something there are written otherwise."""
    with HttpPeer() as peer:
        gateway(f"{peer.url}/s", body=FORM, sender="A&B", numbers="digits").send(
            outgoing(address="+44 7700 900123", body=EVIL)
        )
        gateway(f"{peer.url}/s?to={{to}}&text={{text}}", body="", method="GET", numbers="national").send(
            outgoing(address="06 12 34 56 78", body=EVIL)
        )
    form, get = peer.asked
    assert parse_qs(form.body) == {"to": ["447700900123"], "text": [EVIL], "from": ["A&B"]}
    assert parse_qs(get.path.partition("?")[2]) == {"to": ["0612345678"], "text": [EVIL]}


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        ((200, "OK 42"), None),
        ((202, "OK"), None),
        ((200, '{"error": "no credit"}'), AnswerUnclear),
        ((301, "https://elsewhere.example/"), GatewayMoved),
        ((308, "https://elsewhere.example/"), GatewayMoved),
        ((302, "/done"), InDoubt),
        ((303, "/done"), InDoubt),
        ((400, "bad number"), Refused),
        ((401, "who?"), AccountRefused),
        ((403, "no"), AccountRefused),
        ((408, "slow"), InDoubt),
        ((429, "too many"), NotYet),
        ((500, "oops"), InDoubt),
        ((503, "down"), InDoubt),
        (DROP, InDoubt),
        (HANG, InDoubt),
    ],
)
def test_what_each_answer_means(answer: Answer, trouble: type[MessageNotSent] | None) -> None:
    """Only what the gateway says for sure is believed, and nothing is asked a second time or elsewhere."""
    with HttpPeer() as peer:
        peer.answers = deque([answer])
        known = gateway(peer.url, ok_text="OK")
        if trouble is None:
            known.send(outgoing(address="06 12 34 56 78"))
        else:
            with pytest.raises(trouble):
                known.send(outgoing(address="06 12 34 56 78"))
        assert len(peer.asked) == 1


@pytest.mark.parametrize(
    ("answer", "ok_text"), [(DRIP, ""), (DRIP_AFTER, "OK"), (DRIP_AFTER, ""), (DRIP_HEADER, "")]
)
def test_a_gateway_that_drips_bytes_holds_nobody_up(answer: str, ok_text: str) -> None:
    """It is never silent for long and never comes to an end: the line is cut, and nobody knows whether it went."""
    with HttpPeer() as peer:
        peer.answers = deque([answer])
        setup = SmsSetup(url=peer.url, body=JSON, ok_text=ok_text)
        with pytest.raises(InDoubt):
            Gateway(setup, {}, seconds=0.3, in_all_seconds=0.5).send(outgoing(address="06 12 34 56 78"))
        assert len(peer.asked) == 1


def test_nothing_is_asked_of_a_gateway_that_is_down_or_badly_described() -> None:
    """Down, a missing key, a line that is no header."""
    with HttpPeer() as peer:
        pass
    with pytest.raises(Unreachable):
        gateway(peer.url).send(outgoing())
    with HttpPeer() as peer:
        with pytest.raises(PasswordMissing):
            gateway(peer.url, headers="X-Key: {key}").send(outgoing())
        with pytest.raises(GatewayWrong):
            gateway(peer.url, headers="no header").send(outgoing())
        with pytest.raises(GatewayWrong):
            gateway(peer.url, "a\r\nX: b\x00", headers="X-Key: {key}").send(outgoing())
    assert peer.asked == []


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        (
            "application/vnd.api+json",
            JSON,
            f'{{"to": "+33612345678", "message": "Tom & \\"A\\"", "ref": "{UID}"}}',
        ),
        ("application/xml", "<m to='{to}'>{text}</m>", "<m to='+33612345678'>Tom &amp; &quot;A&quot;</m>"),
        ("text/plain", "{to} {text}", '+33612345678 Tom & "A"'),
        ("application/x-www-form-urlencoded", "t={to}&m={text}", "t=%2B33612345678&m=Tom+%26+%22A%22"),
    ],
)
def test_each_kind_of_content_has_its_own_signs(content_type: str, body: str, expected: str) -> None:
    """A person reads the words as they were written, whatever the gateway wants them wrapped in."""
    with HttpPeer() as peer:
        known = gateway(peer.url, body=body, headers=f"Content-Type: {content_type}")
        known.send(outgoing(address="06 12 34 56 78", body='Tom & "A"'))
    assert [asked.body for asked in peer.asked] == [expected]


def test_an_address_with_spaces_and_accents_is_asked() -> None:
    """The house types it as it reads; what is escaped already stays so, and nothing is in doubt for it."""
    with HttpPeer() as peer:
        gateway(f"{peer.url}/à faire?from=Maison d’été&x=%20").send(outgoing())
    assert [asked.path for asked in peer.asked] == [
        "/%C3%A0%20faire?from=Maison%20d%E2%80%99%C3%A9t%C3%A9&x=%20"
    ]


def test_a_key_that_the_gateway_repeats_is_shown_to_nobody() -> None:
    """The reason is kept in the store and shown: what is said, a line that is none, half of what is too long."""
    said = []
    with HttpPeer() as peer:
        peer.answers = deque(
            [(401, f"wrong: {KEY}"), ECHO, (400, KEY.upper()), (301, f"https://x/?k={quote(KEY)}")]
        )
        peer.answers.append((400, "x" * 150 + KEY))
        known = gateway(f"{peer.url}/?key={{key}}", KEY, headers="X-Key: {key}")
        while peer.answers:
            with pytest.raises(MessageNotSent) as trouble:
                known.send(outgoing(address="06 12 34 56 78"))
            said.append(str(trouble.value))
    assert [each for each in said if re.search("(?i)s3cr|pw%2fé", each)] == []
    assert all("…" in each for each in said)


def test_a_gateway_that_is_not_genuine_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its certificate must be trusted."""
    with HttpPeer(tls=True) as peer:
        with pytest.raises(NotGenuine):
            gateway(peer.url).send(outgoing())
        assert peer.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        gateway(peer.url).send(outgoing())
    assert len(peer.asked) == 1


@pytest.mark.parametrize(
    "setup",
    [
        SmsSetup(url="ftp://a/{to}{text}"),
        SmsSetup(url="sms.example.org", body=JSON),
        SmsSetup(url="https://a/", body='{"to": "{phone}", "m": "{text}"}'),
        SmsSetup(url="https://a/", body='{"m": "{text}"}'),
        SmsSetup(url="https://a/?to={to}"),
        SmsSetup(url="https://a/", body=JSON, headers="Bad Header: x"),
        SmsSetup(url="https://a/", body=JSON, method="DELETE"),
        SmsSetup(url="https://[::1/", body=JSON),
        SmsSetup(url="https://a:99999/", body=JSON),
        SmsSetup(url="https://a/", body=JSON, headers="X-From: Łódź"),
        SmsSetup(url="https://a/", body=JSON, headers="X-From: {sender}", sender="Łódź"),
        SmsSetup(url="https://a/", body=JSON, headers="X-Text: {text}"),
        SmsSetup(url="https://a/", body=JSON, headers="Content-Length: 3"),
        SmsSetup(url="https://a/", body=JSON, headers="Authorization: Bearer abc"),
        SmsSetup(url="https://a/", body=JSON, headers="X-From: Darwin\nX-API-Key: abc"),
        SmsSetup(url="https://a/?user=1&pass=abc&to={to}&msg={text}", method="GET"),
        SmsSetup(url="https://a/", body=JSON, headers="Transfer-Encoding: chunked"),
        SmsSetup(url="https://a/", body='{"to": "{to}", "text": "{text}", "apiKey": "abc"}'),
        SmsSetup(url="https://a/", body="to={to}&text={text}&password=abc"),
        SmsSetup(url="https://a/", body="<m><token>abc</token>{to}{text}</m>"),
    ],
)
def test_a_description_that_cannot_work_is_refused(setup: SmsSetup) -> None:
    """Each with its sentence, before anything is sent."""
    with pytest.raises(BadInput):
        templates.check(setup)


def test_a_description_without_its_key_is_taken() -> None:
    """The key is in the keyring; what only looks like one is none."""
    headers = "Authorization: Bearer {key}\nX-Idempotency-Key: {uid}"
    templates.check(SmsSetup(url="https://a/?token={key}&from=Darwin", body=JSON, headers=headers))


@pytest.mark.parametrize(
    ("phone", "how", "expected"),
    [
        ("06 12 34 56 78", "international", "+33612345678"),
        ("06 12 34 56 78", "digits", "33612345678"),
        ("06 12 34 56 78", "national", "0612345678"),
        ("+33 6 12 34 56 78", "national", "0612345678"),
        ("0044 7700 900123", "international", "+447700900123"),
        ("+44 7700 900123", "national", "+447700900123"),
        ("+44 7700 900123", "digits", "447700900123"),
        ("+44 (0)7700 900123", "international", "+447700900123"),
    ],
)
def test_numbers_are_written_as_the_gateway_wants_them(phone: str, how: str, expected: str) -> None:
    """A number without a country is French."""
    assert templates.number(phone, how) == expected
