"""Networks as files, none of which loses what the network says."""

from .write import FORMATS, FileFormat, format_of, network_file, write_network

__all__ = ["FORMATS", "FileFormat", "format_of", "network_file", "write_network"]
