"""A font of this machine that can write Chinese, found by what is in it and not by its name."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError

_NEEDED: Final = "预算绩效职责项目指标金额疑点万元（），。“”％"
_MAINLAND: Final = re.compile(r"\b(SC|CN|GB)\b|YaHei|SimHei|DengXian|WenQuanYi")
_HELP: Final = (
    "没有找到能写中文的字体。Windows 和 macOS 自带；Linux 上请安装 fonts-noto-cjk（Debian、Ubuntu）"
    "或 google-noto-sans-cjk-fonts（Fedora），或用 kg.explore.fonts.add(字体文件) 指定一个"
)


def add(path: Path | str) -> None:
    """Use a font file of your own as well; `KgError` where it cannot write Chinese."""
    from matplotlib.font_manager import fontManager

    if not _writes_chinese(str(path)):
        raise KgError(f"{path}: 这个字体文件不能写中文")
    fontManager.addfont(str(path))
    chinese.cache_clear()


@cache
def chinese() -> str:
    """The name of a font that has the characters which our pictures need, upright and regular if there is one.

    Without any, a warning says how to get one, and pictures have boxes in place of characters.
    """
    from matplotlib.font_manager import fontManager

    fonts = sorted(fontManager.ttflist, key=lambda font: (_rank(font), font.name, font.fname))
    found: str | None = next((font.name for font in fonts if _writes_chinese(font.fname)), None)
    if found is None:
        warnings.warn(_HELP, stacklevel=2)
    return found or "DejaVu Sans"


@contextmanager
def in_chinese() -> Iterator[None]:
    """Settings of matplotlib for pictures with text of documents: a Chinese font, and ``$`` is a dollar sign."""
    import matplotlib

    settings: Any = {
        "font.family": [chinese(), "sans-serif"],
        "text.parse_math": False,
        "text.usetex": False,
        "axes.unicode_minus": False,
        "pdf.fonttype": 42,
    }
    with matplotlib.rc_context(settings):
        yield


def _rank(font: Any) -> tuple[bool, ...]:
    """Regular before bold, upright before slanted, forms of the mainland, sans before serif, thin on a screen."""
    regular = font.weight in (400, "normal", "regular")
    serif = any(word in font.name for word in ("Serif", "Song", "Ming", "Kai"))
    return (not regular, font.style != "normal", not _MAINLAND.search(font.name), serif)


@cache
def _writes_chinese(path: str) -> bool:
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(path)
    except (OSError, RuntimeError):
        return False
    glyphs = {font.get_char_index(ord(char)) for char in _NEEDED}
    return 0 not in glyphs and len(glyphs) == len(_NEEDED)  # a font of last resort has one box for all of them
