"""What a mail server does at each step, and what is known of the message then."""

import socket
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from concierge_desk.operations import posting
from concierge_desk.postbox import gateway
from concierge_desk.postbox.letters import Outgoing
from concierge_desk.postbox.mailbox import IN_ALL_SECONDS, Mailbox
from concierge_desk.postbox.troubles import (
    AccountRefused,
    InDoubt,
    MessageNotSent,
    NotEncrypted,
    NotGenuine,
    NotYet,
    PasswordMissing,
    Refused,
    ServerRefused,
    Unreachable,
)
from concierge_desk.settings import MailboxSetup
from tests.postbox.smtp_peer import CERTIFICATE, DRIP, DROP, HANG, SmtpPeer

UID = "0123456789abcdef0123456789abcdef"
AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SECONDS = 0.4


def outgoing(**others: str) -> Outgoing:
    """Write a message to Claire."""
    said = {
        "address": "claire@exemple.fr",
        "subject": "Darwin : un colis",
        "body": "Bonjour Claire,\n\nà vous.",
    }
    return Outgoing(uid=UID, at=AT, **said | others)


def mailbox(port: int, password: str = "", **others: str) -> Mailbox:
    """Know the server at a port."""
    setup = {"host": "127.0.0.1", "security": "none", "address": "darwin@exemple.org", "name": "Darwin"}
    return Mailbox(
        MailboxSetup(port=port, **setup | others), password, seconds=SECONDS, answer_seconds=SECONDS
    )


def test_a_message_arrives_whole() -> None:
    """Its words, accents, lone dots and headers are those that were written; it names itself."""
    body = "Bonjour Éléonore,\n.\n..un point\n– Chemise (0000 0001)"
    with SmtpPeer() as peer:
        mailbox(peer.port).send(outgoing(body=body, subject="À retirer : 1 colis"))
    letter = message_from_bytes(peer.got[0], policy=policy.default)
    assert peer.to == ["claire@exemple.fr"]
    assert letter["Subject"] == "À retirer : 1 colis"
    assert letter["From"] == "Darwin <darwin@exemple.org>"
    assert letter["Message-ID"] == f"<{UID}@exemple.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n") == body + "\n"


@pytest.mark.parametrize(
    "evil", ["Claire\r\nBcc: a@b.fr", "Claire\nBcc: a@b.fr", "Claire\u2028Bcc: a@b.fr", "a\r\n\r\nbody"]
)
def test_no_name_makes_a_header(evil: str) -> None:
    """A line break in a name or a subject stays in its own header."""
    with SmtpPeer() as peer:
        mailbox(peer.port, name=evil).send(outgoing(subject=evil))
        with pytest.raises(Refused):
            mailbox(peer.port).send(outgoing(address=f"{evil}@exemple.fr"))
    letter = message_from_bytes(peer.got[0], policy=policy.default)
    assert (letter["Bcc"], peer.to) == (None, ["claire@exemple.fr"])
    assert "à vous" in letter.get_content()


@pytest.mark.parametrize(
    ("step", "answer", "trouble", "taken"),
    [
        ("mail", "451 later", Unreachable, 0),
        ("mail", "550 no", ServerRefused, 0),
        ("mail", DROP, Unreachable, 0),
        ("rcpt", "450 greylisted", NotYet, 0),
        ("rcpt", "550 5.1.1 unknown", Refused, 0),
        ("rcpt", "421 closing", NotYet, 0),
        ("rcpt", DROP, Unreachable, 0),
        ("rcpt", HANG, Unreachable, 0),
        ("data", "451 later", NotYet, 0),
        ("data", "554 no", Refused, 0),
        ("data", "250 twice", NotYet, 0),
        ("data", DROP, Unreachable, 0),
        ("end", "452 full", NotYet, 0),
        ("end", "554 spam", Refused, 0),
        ("end", DROP, InDoubt, 1),
        ("end", HANG, InDoubt, 1),
        ("end", "299 fine", None, 1),
    ],
)
def test_what_each_answer_means(
    step: str, answer: str, trouble: type[MessageNotSent] | None, taken: int
) -> None:
    """Before the dot nothing went; after it only the server's word counts, and without it nobody knows."""
    with SmtpPeer() as peer:
        getattr(peer.answers, step).append(answer)
        if trouble is None:
            mailbox(peer.port).send(outgoing())
        else:
            with pytest.raises(trouble) as said:
                mailbox(peer.port).send(outgoing())
            assert answer in {DROP, HANG} or answer[:3] in str(said.value)
        assert len(peer.got) == taken


@pytest.mark.parametrize(
    ("greeting", "trouble"),
    [("554 not you", ServerRefused), ("421 busy", Unreachable), (DROP, Unreachable), (HANG, Unreachable)],
)
def test_a_server_that_does_not_want_us(greeting: str, trouble: type[MessageNotSent]) -> None:
    """Refused, busy, gone or silent at once: nothing was sent."""
    with SmtpPeer(greeting=greeting) as peer, pytest.raises(trouble):
        mailbox(peer.port).send(outgoing())


@pytest.mark.parametrize(
    ("step", "trouble"), [("", Unreachable), ("mail", Unreachable), ("rcpt", Unreachable), ("end", InDoubt)]
)
@pytest.mark.parametrize("tls", ["", "tls"])
def test_a_server_that_drips_bytes_holds_nobody_up(
    step: str, trouble: type[MessageNotSent], tls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never silent for long and never ends a line: the line is cut, and what is known depends on the dot."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with SmtpPeer(tls=tls, greeting="" if step else DRIP) as peer:
        if step:
            getattr(peer.answers, step).append(DRIP)
        setup = MailboxSetup("localhost", peer.port, tls or "none", "", "darwin@exemple.org", "Darwin")
        known = Mailbox(setup, "", seconds=SECONDS, answer_seconds=SECONDS, in_all_seconds=0.6)
        with pytest.raises(trouble, match="timed out"):
            known.send(outgoing())
    assert not [each for each in threading.enumerate() if each.name == "deadline"]


def test_a_message_is_its_counters_for_longer_than_sending_can_last() -> None:
    """No other counter may set it aside before its own knows what became of it."""
    assert 2 * timedelta(seconds=max(IN_ALL_SECONDS, gateway.IN_ALL_SECONDS)) < posting.LEASE


def test_nobody_listens() -> None:
    """No such server, or no such name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable):
        mailbox(port).send(outgoing())
    with pytest.raises(Unreachable):
        mailbox(port, host="no-such-host.invalid").send(outgoing())


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encryption_is_kept(security: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trusted certificate with its account: sent; one that is not trusted, or no encryption: nothing is said."""
    with SmtpPeer(tls=security, account=("desk", "secret")) as peer:
        known = mailbox(peer.port, "secret", security=security, account="desk", host="localhost")
        with pytest.raises(NotGenuine):
            known.send(outgoing())
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        known.send(outgoing())
        with pytest.raises(AccountRefused):
            mailbox(peer.port, "wrong", security=security, account="desk", host="localhost").send(outgoing())
        with pytest.raises(PasswordMissing):
            mailbox(peer.port, "", security=security, account="desk", host="localhost").send(outgoing())
    assert peer.ids == [UID]


def test_a_password_is_never_said_in_clear() -> None:
    """A server without STARTTLS hears nothing, however it was set up."""
    with SmtpPeer() as peer:
        with pytest.raises(NotEncrypted):
            mailbox(peer.port, "secret", security="starttls", account="desk").send(outgoing())
        assert peer.tries == 0
