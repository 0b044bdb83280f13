"""Words of English."""
