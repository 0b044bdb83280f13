"""Checks of the graph: shapes, consistency, and whether every passage still says what it is said to say."""
