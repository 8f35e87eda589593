"""What the desk survives: kills, power cuts, failing and full disks, interrupted upgrades."""
