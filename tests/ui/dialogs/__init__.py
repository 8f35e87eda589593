"""What is asked beside the screens."""
