"""Letters and parcels in the words of the hand-back screen: what they are, how long they wait, what is asked."""

from datetime import date

from concierge_desk import formats
from concierge_desk.models import MailWay
from concierge_desk.operations.mail_handover import Asked, NotCovered, Sentence
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.mail_waiting import Waiting
from concierge_desk.texts import N_, Texts

_LONGEST_NUMBER, _HEAD, _TAIL = 12, 6, 3
SENTENCES = {
    Sentence.NOTHING: "",
    Sentence.IDENTITY: N_("Ask for the identity document."),
    Sentence.SIGNATURE: N_("Ask for the signature."),
    Sentence.IDENTITY_AND_SIGNATURE: N_("Ask for the identity document, then the signature."),
    Sentence.TWO_IDENTITIES: N_(
        "{carrier} takes no written proxy. Ask for two identity documents: theirs and that of {customer}."
    ),
    Sentence.TWO_IDENTITIES_AND_SIGNATURE: N_(
        "{carrier} takes no written proxy. Ask for two identity documents: theirs and that of {customer}. "
        "Then the signature."
    ),
}
"""The carriers' rule as one sentence to follow."""


def title(mail: Waiting, texts: Texts) -> str:
    """Say what a piece is: "Colis Colissimo"."""
    kind = texts(KINDS[mail.kind][0])
    return texts("{kind} ({carrier})", kind=kind, carrier=mail.carrier) if mail.carrier else kind


def shortened(number: str) -> str:
    """Shorten a carrier's number in the middle: its beginning and its end are what one compares."""
    return number if len(number) <= _LONGEST_NUMBER else f"{number[:_HEAD]}…{number[-_TAIL:]}"


def detail(mail: Waiting, owner: str, today: date, texts: Texts) -> str:
    """Say since when a piece is here, and what stands on it that is not its owner's name."""
    if mail.way is MailWay.OUT:
        return texts("to send: waits for its carrier")
    since = texts("here since today")
    if mail.arrived_on != today:
        since = texts("here since {day}", day=formats.day_short(mail.arrived_on, texts.language))
    written = mail.addressee if mail.addressee.casefold() != owner.casefold() else ""
    parts = [since, written and texts("for {name}", name=written)]
    parts.append(mail.sender and texts("from {name}", name=mail.sender))
    return " · ".join(part for part in parts if part)


def badge(mail: Waiting, today: date, texts: Texts) -> tuple[str, str] | None:
    """Say how long a piece may still wait, and its tone; None for what somebody leaves to be sent."""
    if mail.way is MailWay.OUT:
        return None
    if mail.goes_back:
        return texts("goes back to its sender"), "late"
    day, days = mail.day(today), mail.days
    if mail.keep_until is None or days is None:
        return texts("day {n}", n=day), "ok"
    left = (mail.keep_until - today).days
    if left < 0:
        return texts("goes back today"), "late"
    if left == 0:
        return texts("goes back tomorrow"), "late"
    return (texts("day {n} of {all}", n=day, all=days) if day else texts("arrived today")), "today"


def rule(asked: Asked, texts: Texts) -> tuple[str, str]:
    """Say what to ask the one who comes, as one sentence, and its tone: a refusal is red."""
    if asked.refusal is not None:
        return asked.refusal.said(texts), "red"
    said = SENTENCES[asked.sentence]
    carrier = asked.named.get(texts.language, "") if asked.named else ""
    return texts(said, carrier=carrier, customer=asked.customer), "amber"


def barred(collectors: dict[str, Asked], texts: Texts) -> str:
    """Say why some of those who may collect cannot take what is ticked, each reason once."""
    refused = {name: asked.refusal for name, asked in collectors.items() if asked.refusal is not None}
    narrow = [name for name, refusal in refused.items() if isinstance(refusal, NotCovered)]
    reasons = [each.said(texts) for each in refused.values() if not isinstance(each, NotCovered)]
    if narrow:
        reasons.append(texts("Not for this: {names}. See what they may collect.", names=", ".join(narrow)))
    return " ".join(dict.fromkeys(reasons))
