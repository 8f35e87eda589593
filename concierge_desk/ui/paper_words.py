"""What kinds of paper, their states and the printers are called on screen, and their pictograms."""

from concierge_desk.errors import DeskError
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.operations.reprints import Reprint
from concierge_desk.texts import N_, Texts

PAPERS = {
    Paper.TICKET: (N_("Customer ticket"), "ticket"),
    Paper.SHOP_COPY: (N_("Shop copy"), "receipt-euro"),
    Paper.LABELS: (N_("Labels"), "tag"),
    Paper.BAG_LABEL: (N_("Bag label"), "shopping-bag"),
    Paper.SHELF_LABELS: (N_("Shelf labels"), "map-pin"),
    Paper.BADGES: (N_("Staff badges"), "id-badge-2"),
    Paper.PIGEONHOLE_LABELS: (N_("Pigeonhole labels"), "tag"),
    Paper.MANIFEST: (N_("Manifest"), "clipboard-list"),
    Paper.HANDBACK_SLIP: (N_("Hand-back slip"), "file-text"),
    Paper.MAIL_NOTICE: (N_("Notice that something came"), "mail"),
    Paper.COUNTER_STATE: (N_("State of the counter"), "list-check"),
    Paper.REKEY_SHEET: (N_("Sheets for a power cut"), "pencil"),
    Paper.SCANNER_SHEET: (N_("Scanner test sheet"), "scan"),
    Paper.ROLL_CALL: (N_("Roll-call"), "list-check"),
    Paper.PRINTER_TEST: (N_("Printer test"), "printer"),
    Paper.UNCLAIMED_FILE: (N_("File of an unclaimed piece"), "folder"),
    Paper.CARRIER_SHEET: (N_("What a carrier brought"), "package-import"),
    Paper.DEPOSIT_SLIP: (N_("Deposit slip"), "package-export"),
    Paper.RETURN_SHEET: (N_("Return sheet"), "arrow-back-up"),
    Paper.DELIVERY_PROOF: (N_("Proof of delivery"), "signature"),
    Paper.MAIL_LOG: (N_("Mail log"), "mail"),
    Paper.REGISTER: (N_("Register of registered mail"), "clipboard-list"),
    Paper.CUSTOMER_SLIP: (N_("Message on paper"), "message"),
}
STATES = {
    PrintState.WAITING: (N_("waiting"), "today"),
    PrintState.SENDING: (N_("on its way"), "today"),
    PrintState.SENT: (N_("sent, not confirmed"), "quiet"),
    PrintState.CONFIRMED: (N_("printed"), "ok"),
    PrintState.FAILED: (N_("look"), "late"),
    PrintState.CANCELLED: (N_("cancelled"), "quiet"),
}
ROLES = {
    "ticket": N_("Tickets"),
    "label": N_("Labels"),
    "manifest": N_("Manifests"),
    "other": N_("Other A4 papers"),
}


def state(job: PrintJob | Reprint, texts: Texts) -> tuple[str, str]:
    """Say how a paper is, and in which tone; what lies in the folder is saved, not printed."""
    words, tone = STATES[job.state]
    saved = job.state is PrintState.CONFIRMED and job.target.endswith(".pdf")
    return (texts("saved") if saved else texts(words)), tone


def short(trouble: DeskError | None, texts: Texts) -> str:
    """Say in two or three words why a printer does not print."""
    said = getattr(trouble, "short", "")
    return texts(said) if said else texts("stopped")
