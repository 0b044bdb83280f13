"""Descriptions of data sets that can be fetched by their names."""
