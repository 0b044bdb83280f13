"""What a token allows."""

from enum import StrEnum


class Scope(StrEnum):
    """What a token allows; each scope allows what those before it do."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def allows(self, wanted: "Scope") -> bool:
        """Tell whether this scope is as wide as the one wanted."""
        order = list(Scope)
        return order.index(self) >= order.index(wanted)
