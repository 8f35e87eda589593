"""The ways out of the desk for a paper: a folder, the system's printing, or the dots of a head."""
