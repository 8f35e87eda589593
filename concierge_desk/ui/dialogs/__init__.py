"""What is asked beside the screens; never on the happy path, and never by a box that opens on a scan."""
