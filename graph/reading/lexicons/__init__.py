"""Words of each language that the readers know: TOML files, one folder a language, one file a reader."""
