"""The command, called as a person calls it."""
