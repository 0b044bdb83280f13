"""Letters of other scripts in Latin ones, as they are heard; for comparing, not for showing."""

from typing import Final

_CYRILLIC = dict(
    zip("абвгдезийклмнопрстуфхцыэіґўәғқңөұүһ", "abvgdeziiklmnoprstufhcieiguagknouuh", strict=True)
) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
    "ё": "e", "ї": "i", "є": "e", "ј": "j", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "dj", "џ": "dj",
}  # fmt: skip
_GREEK = dict(zip("αβγδεζηικλμνοπρσςτυφω", "abgdeziiklmnoprsstifo", strict=True)) | {
    "θ": "th", "ξ": "x", "χ": "h", "ψ": "ps",
}  # fmt: skip
_GEORGIAN = dict(zip("აბგდევზთიკლმნოპრსტუფქღყხჯჰ", "abgdevztiklmnoprstupkgkhjh", strict=True)) | {
    "ჟ": "zh", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch",
}  # fmt: skip
_ARMENIAN = dict(zip("աբգդեզէըթիլխկհմյնոպջռսվտրւփքօֆ", "abgdezeytilhkhmjnopjrsvtrupkof", strict=True)) | {
    "ժ": "zh", "ծ": "ts", "ձ": "dz", "ղ": "gh", "ճ": "ch", "շ": "sh", "չ": "ch", "ց": "ts", "և": "ev",
}  # fmt: skip
_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    "ə": "a",
}

_TABLE: Final = str.maketrans(_CYRILLIC | _GREEK | _GEORGIAN | _ARMENIAN | _LATIN)


def latin(folded: str) -> str:
    """Write folded text (``linking.names.fold``) in Latin letters; scripts without a table stay."""
    return folded if folded.isascii() else folded.translate(_TABLE)
