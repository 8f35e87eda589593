"""The postbox: takes the messages that wait, hands each to the mail server or the gateway, notes what became of it.

A message is marked as on its way before the network is touched. What surely did not go waits again; what may have
gone is set aside for a person, and is never sent again by itself. Each of the two ways has a lane with a thread of
its own that ends when nothing is left to do, so a slow network holds up nothing.
"""

from concierge_desk.postbox.lane import LaneState
from concierge_desk.postbox.postbox import Postbox
from concierge_desk.postbox.safe import Safe

__all__ = ["LaneState", "Postbox", "Safe"]
