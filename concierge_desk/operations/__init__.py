"""What the desk can do and answer: one module per corner of the counter."""
