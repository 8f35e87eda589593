"""Passwords are in the system's keyring or in memory, and nowhere else."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordSetError
from typing_extensions import override

from concierge_desk.postbox import Safe, safe
from concierge_desk.settings import MailboxSetup, SmsSetup


class Ring(KeyringBackend):
    """A keyring of a system; `priority` is what it says of its own safety."""

    priority = 5

    def __init__(self) -> None:
        """Keep nothing yet."""
        super().__init__()  # type: ignore[no-untyped-call]  # keyring does not type it
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = False

    @override
    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise PasswordSetError
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise PasswordSetError
        self.kept[service, username] = password


class PlainFile(Ring):
    """A keyring that anybody can read."""

    priority = 0.5  # type: ignore[assignment]  # as keyrings.alt says of its plain file


@pytest.fixture
def before() -> Iterator[None]:
    """Put the keyring of before back."""
    old = keyring.get_keyring()
    yield
    keyring.set_keyring(old)


@pytest.mark.usefixtures("before")
def test_a_keyring_keeps_passwords_from_one_start_to_the_next() -> None:
    """Another safe finds what this one kept."""
    ring = Ring()
    keyring.set_keyring(ring)
    assert Safe().put("smtp a@b:587", "secret")
    assert Safe().keeps()
    assert Safe().get("smtp a@b:587") == "secret"
    assert ring.kept == {("concierge-desk", "smtp a@b:587"): "secret"}


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize("ring", [None, PlainFile(), "broken"])
def test_without_a_safe_keyring_a_password_is_only_in_memory(ring: PlainFile | str | None) -> None:
    """None, one that is a plain file, one that does not answer: it works until the desk is closed."""
    if ring is not None:
        made = Ring() if isinstance(ring, str) else ring
        made.broken = isinstance(ring, str)
        keyring.set_keyring(made)
    here = Safe()
    assert not here.put("smtp a@b:587", "secret")
    assert here.get("smtp a@b:587") == "secret"
    assert Safe().get("smtp a@b:587") == ""
    assert not isinstance(ring, PlainFile) or ring.kept == {}


def test_each_account_has_a_password_of_its_own() -> None:
    """Another server never gets the password of this one; a key in an address is no part of a name."""
    one, two = MailboxSetup("a.example", 587, account="x"), MailboxSetup("b.example", 587, account="x")
    assert safe.mailbox_name(one) != safe.mailbox_name(two)
    assert "token" not in safe.gateway_name(SmsSetup("https://a.example/s?token=1"))
