"""The window: it only shows and asks; what the desk can do is behind `Desk`."""

from concierge_desk.ui import importing as importing
