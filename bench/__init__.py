"""The figures the desk must reach (DESIGN, "Figures to reach"), measured beside their baselines: `make bench`."""
