"""Words of Russian."""
