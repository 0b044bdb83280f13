import pytest

from koinon.graph.public_addresses import is_public

PUBLIC = ["9.9.9.9", "2620:fe::fe"]
PRIVATE = (
    "10.0.0.1 127.0.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1 fd00::1 "
    "::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"
).split()


@pytest.mark.parametrize("address", [*PUBLIC, *PRIVATE])
def test_addresses_of_no_public_network_are_told(address: str) -> None:
    assert is_public(address) is (address in PUBLIC)
