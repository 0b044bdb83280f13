"""Names of others reconciled with the things of the graph (Reconciliation Service API 0.2, W3C report)."""
