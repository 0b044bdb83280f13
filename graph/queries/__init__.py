"""Every SPARQL text the program uses, one question a file."""
