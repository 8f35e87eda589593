"""The spooler: from the outbox to printers of every temper."""
