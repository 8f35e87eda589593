"""What stands on the papers of records: the file of a piece that nobody fetches, and a roll-call."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from concierge_desk.models import Channel, Holder, MoveKind, Seen
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.documents.roll_call import LastHand, Met, RollCallRecord, Told
from concierge_desk.print.documents.unclaimed_file import Owner, Reminder, Stop, UnclaimedFile

_AWAY = (Holder.PROVIDER, "Pressing des Chartrons")


def unclaimed(house: HouseFacts, at: datetime, piece: PieceFacts, number: str) -> UnclaimedFile:
    """Make the file of a piece that has been ready for more than a year."""
    year_ago = at - timedelta(days=380)
    return UnclaimedFile(
        house, at, "48213-a1b2c3d4e5", number, piece,
        Owner("Claire Dupont", "Ateliers Darwin", "bât. C", "06 12 34 56 78", "claire.dupont@exemple.fr"),
        received_at=year_ago - timedelta(days=3),
        ready_at=year_ago,
        shelf="B4",
        reminders=(
            Reminder(year_ago + timedelta(days=31), Channel.SMS, "Samir", "Votre chemise vous attend."),
            Reminder(year_ago + timedelta(days=90), Channel.LETTER, "Aminata", "Nous gardons votre chemise."),
        ),
        stops=(
            Stop(year_ago - timedelta(days=3), MoveKind.RECEIVED, Holder.DESK, "", "Samir"),
            Stop(year_ago - timedelta(days=2), MoveKind.SENT, Holder.PROVIDER, "Pressing des Chartrons", "Samir"),
            Stop(year_ago, MoveKind.RETURNED, Holder.DESK, "A1", "Samir"),
            Stop(year_ago + timedelta(days=60), MoveKind.SHELVED, Holder.DESK, "B4", "Aminata", "rangement"),
        ),
    )  # fmt: skip


def roll_call(house: HouseFacts, at: datetime, pieces: Sequence[PieceFacts]) -> RollCallRecord:
    """Make the record of a roll-call with every kind of finding."""
    since = at - timedelta(days=4)
    return RollCallRecord(
        house, at, "Aminata", "fait à deux", ("A1", "B4", ""), 34,
        (
            Told(pieces[0], Seen.MISSING, "B4", "", LastHand(since, "Samir", (_AWAY, (Holder.DESK, "B4")))),
            Told(pieces[2], Seen.MISSING, "", "", LastHand(at, "Samir", ((Holder.CUSTOMER, ""), (Holder.DESK, "")))),
            Told(pieces[1], Seen.UNEXPECTED, "", "A1", LastHand(since, "Samir", ((Holder.DESK, "A1"), _AWAY))),
            Told(pieces[4], Seen.MISPLACED, "B4", "A1"),
        ),
        (Met("REF-7781", "A1"),),
    )  # fmt: skip
