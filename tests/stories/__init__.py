"""Whole days at the counter, through the real window."""
