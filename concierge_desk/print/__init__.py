"""From a record to paper: one layout, one PDF, whatever prints it."""
