"""The next version of the protocol, beside the one in use (Reconciliation Service API 1.0, W3C draft)."""
