"""Words of Spanish."""
