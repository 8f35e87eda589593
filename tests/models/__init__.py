"""The laws of what the desk remembers."""
