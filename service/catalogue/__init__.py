"""The graph told to portals, harvesters and crawlers."""
