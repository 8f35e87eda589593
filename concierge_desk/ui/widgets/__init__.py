"""The building blocks of the window, one kind per file; none of them knows the desk."""
