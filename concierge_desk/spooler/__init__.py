"""The spooler: takes the papers that wait, makes each a PDF, sends it out, and notes what became of it.

Each printer has a lane: its papers go one after the other, on a thread of the lane's own, and a printer that does
not work holds up no other. Nothing is ever printed twice by itself: what may be out is set aside for a person.
"""

from concierge_desk.spooler.delivery import Hooks
from concierge_desk.spooler.lane import LaneState
from concierge_desk.spooler.spooler import Drained, Spooler

__all__ = ["Drained", "Hooks", "LaneState", "Spooler"]
