"""Signs of fonts of symbols, which files keep as codes that mean something only in that font."""

from __future__ import annotations

import re

PRIVATE = re.compile("[\ue000-\uf8ff]")
# The signs that a disclosure may print; Word sets them in U+F020 to U+F0FF.
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    **dict(zip(b"\xa3\xb3\xb1\xb4\xb8\xb9\xbb\xb0\xb7\xa5\xd7\xae\xaf\xac\xad\xe5", "≤≥±×÷≠≈°·∞·→↓←↑∑", strict=True)),
}
_WINGDINGS = dict(
    zip(b"\x6c\x6e\x6f\x70\x71\xa8\xfc\xfe\x52\xfb\xfd\x75\x76\xd8\xe0\x9e", "●■□□□□√☑☑×☒◆◆➢→·", strict=True)
)
_FONTS = {"Symbol": _SYMBOL, "Wingdings": _WINGDINGS, "Wingdings 2": {0x52: "☑", 0x50: "√", 0xA3: "□", 0x4F: "×"}}


def sign(code: int, font: str) -> str | None:
    """The character that a font prints for a code, empty where it prints none; None where it is not known."""
    private = 0xE000 <= code <= 0xF8FF
    if not private and font not in _FONTS:
        return chr(code) if 0x20 <= code < 0xD800 or code > 0xF8FF else ""
    low = code - 0xF000 if private else code
    return _FONTS.get(font, _SYMBOL).get(low)
