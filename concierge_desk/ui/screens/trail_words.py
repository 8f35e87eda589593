"""One move of an item as a row, in the words of the concierge: the only file that words moves."""

from collections.abc import Sequence

from concierge_desk import formats
from concierge_desk.models import Holder, MailKind, MoveKind, Payer
from concierge_desk.operations.history import Step
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.widgets.rows import Row

MOVES = {
    MoveKind.RECEIVED: (N_("Taken in"), "package-import"),
    MoveKind.DESCRIBED: (N_("Described"), "pencil"),
    MoveKind.SHELVED: (N_("Put on a shelf"), "map-pin"),
    MoveKind.SENT: (N_("Handed to the provider"), "package-export"),
    MoveKind.RETURNED: (N_("Came back"), "truck-delivery"),
    MoveKind.HANDED_OVER: (N_("Handed over"), "hanger"),
    MoveKind.UNDONE: (N_("Undone"), "arrow-back-up"),
    MoveKind.CORRECTED: (N_("Corrected"), "tools"),
    MoveKind.QUOTED: (N_("Price named"), "receipt-euro"),
    MoveKind.PROMISED: (N_("Promised anew"), "calendar-event"),
}
"""The words and the pictogram of each kind of move."""
_TO_CARRIER = N_("Given to the carrier")
_PAYERS = {Payer.CUSTOMER: N_("the customer pays"), Payer.ACCOUNT: N_("the company pays")}
# The document of these moves is a visit's, and a carrier's sheet when it gives or takes; of the others, the hand-back
# that says who took it.
_ON_A_MANIFEST = frozenset({MoveKind.SENT, MoveKind.RETURNED})


def step_words(step: Step, steps: Sequence[Step], texts: Texts) -> Row:
    """Say one move of an item: what happened, from where to where, by whom and why; a step taken back is named."""
    t = texts
    words, icon = MOVES[step.kind]
    if step.kind is MoveKind.SENT and step.to_holder is Holder.CARRIER:
        words = _TO_CARRIER
    place = f"{_holder(step.from_holder, step.from_name, t)} → {_holder(step.to_holder, step.to_name, t)}"
    with_carrier = Holder.CARRIER in {step.from_holder, step.to_holder}
    is_manifest = step.kind in _ON_A_MANIFEST or with_carrier
    given = "" if is_manifest or not step.document else t("given to {name}", name=step.document)
    signed = step.signing.said(t) if step.signing is not None and step.signing.is_on_paper else ""
    parts = [place, given, signed, _before(step, t), f"“{step.reason}”" if step.reason else "", step.staff]
    wrong = next((each for each in steps if each.move_id == step.corrects_id), None)
    taken_back = "" if wrong is None else f" ({t(MOVES[wrong.kind][0]).lower()})"
    return Row(
        key=step.move_id,
        title=t(words) + taken_back,
        subtitle=" · ".join(part for part in parts if part),
        icon=icon,
        lead=formats.moment_short(step.at, t.language),
        lead_quiet=True,
        tag=step.document if is_manifest else "",
    )


def _before(step: Step, t: Texts) -> str:
    """Say what a piece of mail was before it was put right."""
    said = step.before
    kind = t(KINDS[MailKind(said["kind"])][0]) if "kind" in said else ""
    payer = t(_PAYERS[Payer(said["payer"])]) if said.get("payer") else ""
    was = ", ".join(filter(None, (kind, payer, said.get("number"))))
    return t("before: {what}", what=was) if was else ""


def _holder(holder: Holder, name: str, texts: Texts) -> str:
    if holder is Holder.DESK:
        return texts("shelf {shelf}", shelf=name) if name else texts("the counter")
    return name or texts("the carrier")
