"""Writing through a running service: one process that owns the store's changes, and its clients."""
