"""Networks written as files."""

from koinon.graph.network import Network

FILES: dict[str, str] = {}


def written(network: Network, form: str) -> bytes:
    """Write a network."""
    raise NotImplementedError
