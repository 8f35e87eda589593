"""Why a paper did not go out, or nobody knows: each a sentence that sends the concierge to the printer.

PaperNotSent
├── PrinterStopped      nothing went out: the paper waits, and goes out when the printer is back
└── PaperInDoubt        some of it may be printed: only a person prints it again
"""

from typing import ClassVar

from concierge_desk.errors import PaperNotSent
from concierge_desk.texts import LANGUAGES, N_, Texts

NOT_KNOWN = N_("this computer does not know it")
NO_START = N_("it does not begin to print")


def in_each(words: str) -> dict[str, str]:
    """Say a reason in each language, for a sentence that will be said in one of them."""
    return {language: Texts(language)(words) for language in LANGUAGES}


class PrinterStopped(PaperNotSent):
    """The printer cannot print now, and nothing of the paper has gone out."""

    short: ClassVar[str] = N_("stopped")
    sentence = N_("The printer “{printer}” cannot print now. The paper waits.")


class PrinterRefused(PrinterStopped):
    """The system that serves the printer refused the paper."""

    short: ClassVar[str] = N_("refuses the paper")
    sentence = N_("The printer “{printer}” did not take the paper: {reason}. The paper waits.")


class PrinterAbsent(PrinterStopped):
    """The printer does not answer at its address, or is not plugged in."""

    short: ClassVar[str] = N_("not there")
    sentence = N_(
        "The printer “{printer}” is not there: {reason}. Is it on, and plugged in? The paper waits."
    )


class PaperOut(PrinterStopped):
    """The printer has no paper."""

    short: ClassVar[str] = N_("no more paper")
    sentence = N_("The printer “{printer}” has no more paper. Put some in: it goes on by itself.")


class CoverOpen(PrinterStopped):
    """The printer's cover or head is open."""

    short: ClassVar[str] = N_("open")
    sentence = N_("The printer “{printer}” is open. Close it: it goes on by itself.")


class PrinterPaused(PrinterStopped):
    """The printer is off line, paused, or has an error of its own."""

    short: ClassVar[str] = N_("paused or in error")
    sentence = N_("The printer “{printer}” is paused or has an error. Look at its lights. The paper waits.")


class PrinterRaw(PrinterStopped):
    """The system hands what it gets to the printer as it is: a paper would come out as metres of signs."""

    sentence = N_(
        "The system has no driver for the printer “{printer}”. "
        "Choose ESC/POS or ZPL for it in the settings, or give it a driver. The paper waits."
    )


class PrintingMissing(PrinterStopped):
    """The machine has no printing system."""

    short: ClassVar[str] = N_("no printing here")
    sentence = N_(
        "This computer cannot print: the command “lp” is missing. "
        "Without a printer in the settings, papers go to a folder."
    )


class BadAddress(PrinterStopped):
    """The settings name a printer that cannot be understood."""

    short: ClassVar[str] = N_("unknown address")
    sentence = N_("“{address}” is not the address of a printer. Correct it in the settings.")


class FolderUnwritable(PrinterStopped):
    """The folder for papers does not accept writing."""

    short: ClassVar[str] = N_("folder not writable")
    sentence = N_("The folder for papers cannot be written: {reason}. Choose another in the settings.")


class PaperInDoubt(PaperNotSent):
    """Some of the paper may be printed, and nobody can know from here."""

    short: ClassVar[str] = N_("look at the last paper")
    sentence = N_("The printer “{printer}” may have printed this paper. Look before you print it again.")
    may_be_out = True


class PrinterSilent(PaperInDoubt):
    """The printer, or the system that serves it, did not answer in time."""

    sentence = N_(
        "The printer “{printer}” does not answer. "
        "The paper may have been printed: look before printing again."
    )


class PrinterBroke(PaperInDoubt):
    """The line to the printer broke in the middle of a paper."""

    sentence = N_(
        "The line to the printer “{printer}” broke in the middle of this paper. Look how much is printed."
    )


class PrinterStalled(PaperInDoubt):
    """The printer stopped taking a paper in its middle."""

    sentence = N_("The printer “{printer}” stopped in the middle of this paper. Look how much is printed.")


class PaperOutMidway(PaperInDoubt):
    """The paper ended, or the printer was opened, while it printed."""

    short: ClassVar[str] = N_("no more paper")
    sentence = N_(
        "The printer “{printer}” ran out of paper or was opened in the middle of this paper. "
        "Look how much is printed."
    )


class PaperDropped(PaperInDoubt):
    """The system that serves the printer cancelled or gave up the paper after it had taken it."""

    sentence = N_("The printer “{printer}” gave this paper up: {reason}. Look whether it is printed.")


class PrintInterrupted(PaperInDoubt):
    """The desk stopped while a paper was on its way."""

    sentence = N_(
        "The desk stopped while this paper was sent. It may have been printed: look before printing again."
    )
