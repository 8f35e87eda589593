"""The proof: they mirror the package; stories play whole scenes, house keeps the rules."""
