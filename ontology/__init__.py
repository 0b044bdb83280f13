"""What the graph means: the vocabulary, its schemes, shapes and alignments, readable without Python."""
