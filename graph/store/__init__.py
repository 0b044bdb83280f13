"""Where the graph is kept: the seam, and what stands behind it."""
