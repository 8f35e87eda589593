"""How the papers are, in the few words of the bar: what stops a printer comes before everything else."""

from concierge_desk.texts import Texts
from concierge_desk.ui import paper_words, shortcuts
from concierge_desk.ui.outbox import OutboxState


def in_the_bar(state: OutboxState, texts: Texts) -> tuple[str, str]:
    """Tell what the bar says, and how: "well", "low" (somebody may look) or "late" (somebody must)."""
    for lane in state.stopped:
        what = " · ".join(texts(paper_words.ROLES[role.value]) for role in lane.roles)
        said = texts("{name}: {value}", name=what, value=paper_words.short(lane.trouble, texts))
        waits = texts.many("{n} waits", "{n} wait", lane.waiting) if lane.waiting else ""
        return " · ".join(part for part in (said, waits) if part), "late"
    if state.failed:
        return texts.many("{n} paper to look at", "{n} papers to look at", state.failed), "late"
    if state.held or state.elsewhere:
        return _left(state, texts), "low"
    low = [lane for lane in state.lanes if lane.health.value == "low"]
    if low:
        what = " · ".join(texts(paper_words.ROLES[role.value]) for role in low[0].roles)
        return texts("{name}: {value}", name=what, value=texts("paper nearly out")), "low"
    if state.roles:
        return " · ".join(texts(paper_words.ROLES[role]) for role in state.roles), "well"
    return texts("PDF folder"), "well"


def _left(state: OutboxState, texts: Texts) -> str:
    """Say what goes out only when somebody asks for it, and by which key."""
    if state.held:
        said, key = texts.many("{n} paper waits", "{n} papers wait", state.held), "release"
    else:
        key = "papers"
        said = texts.many("{n} paper at another counter", "{n} papers at another counter", state.elsewhere)
    return f"{said} · {shortcuts.shown(key, texts)}"
