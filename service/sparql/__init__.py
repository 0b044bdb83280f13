"""The SPARQL protocol: queries in, results out, and what the service says of itself."""
