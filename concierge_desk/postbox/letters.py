"""One message as it leaves, and the e-mail made of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from concierge_desk.postbox.troubles import Refused, ServerRefused
from concierge_desk.print import cleaning
from concierge_desk.settings import MailboxSetup

_LONGEST = 200
# Seven bits a byte, so that every server takes it as it is; nothing is folded into another line of its own.
_POLICY = policy.SMTP.clone(cte_type="7bit")
_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way out; `uid` names it wherever it goes."""

    uid: str
    address: str
    subject: str
    body: str
    at: datetime
    language: str = "fr"


def write(setup: MailboxSetup, outgoing: Outgoing) -> bytes:
    """Write the e-mail of a message, ready for the line. Raises Refused, ServerRefused.

    Whatever a name holds, it stays in its own header: no line break gets through.
    """
    sender = _address(setup.address)
    if sender is None:
        raise ServerRefused(server=setup.host, reason=setup.address)
    to = _address(outgoing.address)
    if to is None:
        raise Refused(reason=outgoing.address)
    letter = EmailMessage(policy=_POLICY)
    letter["From"] = Address(cleaning.clean(setup.name), sender.username, sender.domain)
    letter["To"] = to
    letter["Subject"] = cleaning.clean(outgoing.subject, _LONGEST)
    letter["Date"] = format_datetime(outgoing.at)
    letter["Message-ID"] = f"<{outgoing.uid}@{sender.domain}>"
    letter["Content-Language"] = outgoing.language
    # RFC 3834: no holiday notice comes back to the desk.
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(outgoing.body + "\n", charset="utf-8", cte="quoted-printable")
    return _DOT.sub(b"..", letter.as_bytes())


def on_the_line(address: str) -> str:
    """Write an address as servers read it: a domain in other letters as its ASCII form. Raises Refused."""
    found = _address(address)
    if found is None:
        raise Refused(reason=address)
    return found.addr_spec


def _address(written: str) -> Address | None:
    username, _, domain = written.rpartition("@")
    try:
        return (
            Address(username=username, domain=domain.encode("idna").decode()) if username.isascii() else None
        )
    except ValueError:
        return None
