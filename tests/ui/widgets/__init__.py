"""The building blocks, each by itself."""
