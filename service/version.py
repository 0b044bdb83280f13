"""The version of the software, as it is installed."""

from importlib.metadata import version

VERSION = version("koinon")
