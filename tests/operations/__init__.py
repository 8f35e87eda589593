"""The laws of what the desk can do and answer."""
