"""Concierge Desk: the counter of a conciergerie solidaire."""

__version__ = "0.1.0"
