"""What a reader of one kind of file finds in it."""

from dataclasses import dataclass, field

from ..records import Passage
from .metadata import Metadata


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, its kind, what it says about itself, and what is not the announcement."""

    text: str
    media_type: str
    metadata: Metadata = field(default_factory=Metadata)
    set_aside: tuple[Passage, ...] = ()
