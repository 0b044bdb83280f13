"""The knowledge graph of cooperation in heritage: sources in, store, networks out."""
