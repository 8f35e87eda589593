"""Everything the desk may refuse.

Each refusal is one sentence that a concierge can act on, written once in its class in English, marked for
translation, with named values. The tree:

    DeskError
    ├── StoreError          the store cannot be opened, read or written
    ├── BadInput            what was typed or scanned cannot be understood
    ├── NotAllowed          this person may not do this deed
    ├── NotFound            what was asked for is not in the store
    ├── CustodyRefused      the deed would make the record lie
    ├── PaperNotSent        a paper did not leave the desk, or nobody knows
    ├── DeedInDoubt         the disk failed; the deed was looked up and is not recorded
    └── DeedUncertain       the disk failed; what was recorded could not be looked up

What only one module refuses stands in that module. Every other exception is a bug.
"""

from typing import ClassVar

from typing_extensions import override

from concierge_desk.texts import N_, Texts


class DeskError(Exception):
    """A refusal that a concierge can understand and act on."""

    sentence: ClassVar[str] = N_("This cannot be done.")

    def __init__(self, **values: object) -> None:
        """Keep the values that the sentence names; what has words of its own in each language, as a dict of them."""
        super().__init__(self.sentence, values)
        self.values = values

    def said(self, texts: Texts) -> str:
        """Say the refusal in the language of the texts."""
        return texts(self.sentence, **self._in(texts.language))

    @override
    def __str__(self) -> str:
        """Say the refusal in English, for the log and the command line."""
        return self.sentence.format(**self._in("en"))

    def _in(self, language: str) -> dict[str, object]:
        """Choose the words of a language for what is named in several."""
        return {
            name: value.get(language, "") if isinstance(value, dict) else value
            for name, value in self.values.items()
        }


class StoreError(DeskError):
    """The store cannot be opened, read or written."""

    sentence = N_("The store cannot be used.")


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""

    sentence = N_(
        "This store was written by a newer version of Concierge Desk ({revision}). "
        "Nothing was changed. Update the program to open it."
    )


class StoreForeign(StoreError):
    """The file is not a store of this program."""

    sentence = N_("{path} is not a Concierge Desk store. Nothing was changed.")


class StoreDamaged(StoreError):
    """The file cannot be read as a store."""

    sentence = N_("The store {path} is damaged. Do not delete it. Restore the last copy. ({reason})")


class StoreUnwritable(StoreError):
    """The folder or file does not accept writing."""

    sentence = N_("The store {path} cannot be written: {reason}.")


class DiskFull(StoreError):
    """There is no room left on the disk."""

    sentence = N_(
        "The disk is full. Nothing was recorded; what you typed is kept. Free some room, then try again."
    )


class SqliteTooOld(StoreError):
    """The SQLite library has the WAL-reset corruption bug (3.7.0 to 3.51.2)."""

    sentence = N_("SQLite {version} can damage a store. Version 3.51.3 or newer is needed.")


class StoreBusy(StoreError):
    """Another program holds the store."""

    sentence = N_("The store is busy. Nothing was recorded. Try again in a moment.")


class StoreInUse(StoreError):
    """Another window or command has the store open for writing."""

    sentence = N_("The store {path} is open elsewhere on this computer. Close it there, then try again.")


class StoreMissing(StoreError):
    """There is no store where one was asked for."""

    sentence = N_("There is no store at {path}.")


class StoreGone(StoreError):
    """The file was moved, deleted or replaced while the desk is open."""

    sentence = N_(
        "The store {path} was moved or deleted while the desk is open. Nothing was recorded. "
        "Put it back, or close the desk and restore the last copy."
    )


class StoreLogGone(StoreError):
    """The file's write-ahead log was taken away by another program while the desk is open."""

    sentence = N_(
        "Another program took away a part of the store {path} while the desk is open. Nothing was recorded. "
        "Close the desk, open it again, and look whether the last deeds are there."
    )


class StoreNotFile(StoreError):
    """The store is no file, so it cannot be copied as one."""

    sentence = N_("A store on PostgreSQL is copied and restored with its own tools (pg_dump, pg_restore).")


class FileThere(DeskError):
    """A file that must not be overwritten is there already."""

    sentence = N_("{path} is already there. Nothing was written. Choose another name.")


class FileUnreadable(DeskError):
    """A file cannot be read."""

    sentence = N_("{path} cannot be read: {reason}.")


class FileUnwritable(DeskError):
    """A file cannot be written."""

    sentence = N_("{path} cannot be written: {reason}.")


class BadInput(DeskError):
    """What was typed or scanned cannot be understood."""

    sentence = N_("“{value}” cannot be understood.")


class UnknownCode(BadInput):
    """A scanned code is not one of ours."""

    sentence = N_("The code {value} is not known here.")


class BadCheckDigit(BadInput):
    """A ten-digit code was misread or mistyped."""

    sentence = N_("The code {value} was misread. Scan it again, or type its ten digits.")


class NothingToRecord(BadInput):
    """A deed without any item."""

    sentence = N_("There is nothing to record. Add at least one item.")


class NameMissing(BadInput):
    """A record without a name."""

    sentence = N_("A name is missing.")


class TextTooLong(BadInput):
    """A text that is longer than its place on screen and paper."""

    sentence = N_("“{value}…” is too long: at most {most} characters.")


class BadPhone(BadInput):
    """A telephone number without enough digits."""

    sentence = N_("“{value}” is not a telephone number.")


class BadEmail(BadInput):
    """An e-mail address without its parts."""

    sentence = N_("“{value}” is not an e-mail address.")


class BadImei(BadInput):
    """An IMEI whose Luhn check digit does not fit (3GPP TS 23.003, annex B)."""

    sentence = N_("The IMEI {value} has a mistake. It has fifteen digits; dial *#06# to read it.")


class BadAnchor(BadInput):
    """An anchor that is not on this store's chain."""

    sentence = N_(
        "The anchor {value} is not in this store: the store is another one, or its past was changed."
    )


class BadAmount(BadInput):
    """A text that is not an amount of money."""

    sentence = N_("“{value}” is not an amount.")


class BadPin(BadInput):
    """A PIN that is too short, not digits, or too easy to guess."""

    sentence = N_("Choose a PIN of 4 to 12 digits that is not a simple row such as 1234 or 0000.")


class NoteMissing(BadInput):
    """A note without a word."""

    sentence = N_("Write a few words first.")


class ReasonMissing(BadInput):
    """A correction without its reason."""

    sentence = N_("Say why: a correction needs a reason.")


class NotAllowed(DeskError):
    """This person may not do this deed."""

    sentence = N_("Only a supervisor may do this. Ask one to sign with their PIN.")


class WrongPin(NotAllowed):
    """The PIN is not this person's."""

    sentence = N_("This is not the PIN of {name}. Try again.")


class PinLocked(NotAllowed):
    """Too many wrong PINs; the person waits."""

    sentence = N_("Too many wrong PINs. Wait {seconds} seconds, or scan your badge.")


class NotFound(DeskError):
    """What was asked for is not in the store."""

    sentence = N_("This is not in the store.")


class NumberNotFound(NotFound):
    """No ticket has this number."""

    sentence = N_("No ticket has the number {number}.")


class ProviderNotFound(NotFound):
    """No provider has this name."""

    sentence = N_("No provider is called “{name}”.")


class CustodyRefused(DeskError):
    """The deed would make the record lie."""

    sentence = N_("This would make the record false.")


class NotAtDesk(CustodyRefused):
    """The item is not at the desk."""

    sentence = N_("{item} ({tag}) is not at the desk. Look at its history.")


class NotReady(CustodyRefused):
    """The item is at the desk but not ready to be handed back."""

    sentence = N_("{item} ({tag}) is not ready yet.")


class NotTheirs(CustodyRefused):
    """The item belongs to another customer."""

    sentence = N_("{item} ({tag}) belongs to another customer.")


class TagTaken(CustodyRefused):
    """The tag is already on another item in our care."""

    sentence = N_("The tag {tag} is already on another item: {item}.")


class NothingToUndo(CustodyRefused):
    """There is no deed of this person to undo."""

    sentence = N_("There is nothing to undo.")


class MovedSince(CustodyRefused):
    """An item of the deed has moved since; it can only be corrected."""

    sentence = N_("{item} ({tag}) has moved since. A supervisor can correct it.")


class VisitClosed(CustodyRefused):
    """The visit is already closed."""

    sentence = N_("This visit is already closed. Its manifest is {number}.")


class CollectorUnknown(CustodyRefused):
    """The person may not collect for this customer."""

    sentence = N_("{name} is not authorised to collect for this customer.")


class StillInCare(CustodyRefused):
    """A person whose things are in our care cannot be erased."""

    sentence = N_("{name} still has things in our care ({count}). Hand them back first.")


class HouseIsOpen(CustodyRefused):
    """The store already has its house."""

    sentence = N_("This store already has its house.")


class PaperNotSent(DeskError):
    """A paper did not leave the desk; `may_be_out` when nobody can know."""

    sentence = N_("This paper could not be made. The reason is in the log.")
    may_be_out: ClassVar[bool] = False


class DeedInDoubt(DeskError):
    """The disk failed; the deed was looked up and is not recorded."""

    sentence = N_(
        "The disk failed and nothing was recorded. What you typed is kept. "
        "Try again; if it fails again, stop."
    )


class DeedUncertain(DeskError):
    """The disk failed, and what was recorded could not be looked up."""

    sentence = N_(
        "The disk failed, and it is not known whether this was recorded. What you typed is kept. "
        "Look whether it is there before you do it again."
    )
