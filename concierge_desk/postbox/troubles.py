"""Why a message was not sent, by what may be done about it: the way is blocked, later, never, or nobody knows."""

from collections.abc import Callable

from concierge_desk.errors import DeskError
from concierge_desk.print import cleaning
from concierge_desk.texts import N_

_LONGEST_REASON = 160


class MessageNotSent(DeskError):
    """A message did not go, or nobody knows."""

    sentence = N_("This message could not be sent. The reason is in the log.")


def why(said: object, hide: Callable[[str], str] = str) -> str:
    """Say why in a few words, to stand inside a sentence: what a server answered, or what kind of error it was.

    `hide` takes out what nobody may read, before anything is cut: half a key would not be known for one.
    """
    if isinstance(said, Exception):
        return why(str(said), hide) or type(said).__name__
    return cleaning.clean(hide(str(said)), _LONGEST_REASON).rstrip(".")


class WayBlocked(MessageNotSent):
    """Nothing can be sent this way now; the message waits, and so do the others."""


class NotYet(MessageNotSent):
    """This message is not taken now; it surely did not go, and is tried again later."""

    sentence = N_("Not taken yet: {reason}. It is tried again later.")


class Refused(MessageNotSent):
    """This message is refused for good."""

    sentence = N_("Refused: {reason}.")


class InDoubt(MessageNotSent):
    """The message was handed over, and nobody knows what became of it."""

    sentence = N_("{server} took the message and did not say what became of it ({reason}).")


class SendingInterrupted(InDoubt):
    """The program ended while the message was on its way."""

    sentence = N_("The desk stopped while this message was on its way. Nobody knows whether it was sent.")


class AnswerUnclear(InDoubt):
    """The gateway answered, but not as the house says that it does when all went well."""

    sentence = N_("The gateway’s answer is not the one you described: “{reason}”.")


class Unreachable(WayBlocked):
    """There is no network, no such server, or it does not answer."""

    sentence = N_("{server} cannot be reached ({reason}). Nothing was sent; it is tried again by itself.")


class ServerRefused(WayBlocked):
    """The server wants nothing from us at all."""

    sentence = N_("{server} refuses to take messages: {reason}.")


class AccountRefused(WayBlocked):
    """The account or its password is wrong."""

    sentence = N_("{server} does not accept the account or its password ({reason}). Look at the settings.")


class PasswordMissing(WayBlocked):
    """The password is in no keyring, and nobody has typed it since the start."""

    sentence = N_("The password for {server} is missing. Type it in the settings of the messages.")


class NotEncrypted(WayBlocked):
    """The server offers no encryption, or the settings ask for none, and a password would be read on the way."""

    sentence = N_("{server} offers no encryption. Nothing was sent, so that nobody can read the password.")


class NotGenuine(WayBlocked):
    """The server's certificate is not one that this computer trusts."""

    sentence = N_("{server} cannot show that it is the right server ({reason}). Nothing was sent.")


class GatewayMoved(WayBlocked):
    """The gateway's address leads elsewhere."""

    sentence = N_(
        "The gateway’s address has changed: it answers {reason}. Write the new one in the settings."
    )


class GatewayWrong(WayBlocked):
    """What the house wrote about its gateway cannot be used."""

    sentence = N_("The gateway’s description cannot be used: {reason}. Look at the settings.")
