"""What the screens do, each in the real window."""
