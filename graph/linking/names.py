"""Names compared: what stays of a name when writing habits are set aside."""

import re
import unicodedata
from functools import lru_cache

# Words that carry no identity. Dropping them, and the order of the rest, makes one key of
# “UNESCO Moscow Office” and “UNESCO Office in Moscow”, of “Museum Centre of …” and “… Museum Center”.
_FUNCTION_WORDS = frozenset(
    "the of for and in a an at on to by de du des del della di la le les el los las l d y et en à au aux e "
    "и в во по на при для с со".split()
)
_SPELLINGS = {
    "center": "centre",
    "centers": "centres",
    "organization": "organisation",
    "organizations": "organisations",
    "theater": "theatre",
    "program": "programme",
    "defense": "defence",
    "labor": "labour",
}
_WORD = re.compile(r"[^\W_]+")


def fold(name: str) -> str:
    """Fold case, accents, punctuation and spacing: ``“Erebuni” Muséum`` becomes ``erebuni museum``."""
    bare = name
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(bare.casefold().replace("'s ", " ").replace("’s ", " ")))


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Give what identifies a name: its folded content words in alphabetical order.

    Two names with the same key are taken for the same name; nothing looser ever is. A name made of
    function words alone keeps them.
    """
    words = fold(name).split()
    content = [_SPELLINGS.get(word, word) for word in words if word not in _FUNCTION_WORDS]
    return " ".join(sorted(content or words))
