"""Paper, read back as a person and as a scanner read it."""
