"""Words of French."""
