"""Addresses of the internet, told from those of private networks."""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

# What NAT64 translates (RFC 6052).
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet.

    Raises:
        ValueError: it is no address of IP.
    """
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        # Addresses of version 4 travel in these, private ones too.
        if parsed in _TRANSLATED or parsed.sixtofour or parsed.teredo:
            return False
        parsed = parsed.ipv4_mapped or parsed
    return parsed.is_global and not parsed.is_multicast
