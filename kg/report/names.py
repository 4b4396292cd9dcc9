"""Names of files that a person recognises and every system takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from kg.lang import pick
from kg.report.plain import plain
from kg.report.view import DocumentView

_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\s.%#]+')
_DEVICES: Final = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE
)  # Windows keeps these for itself
_LONGEST: Final = 60  # characters; names are limited to 255 bytes, paths on Windows to 260 characters


@dataclass(frozen=True, slots=True)
class Page:
    """One disclosure and the name of its files without their ending."""

    view: DocumentView
    stem: str

    @property
    def file(self) -> str:
        """The name of its page."""
        return f"{self.stem}.html"


def paged(documents: Sequence[DocumentView]) -> list[Page]:
    """The disclosures with names for their files, no two alike."""
    stems = (stem(one.department, one.source, one.year, one.kind) for one in documents)
    return [Page(*pair) for pair in zip(documents, unique(stems, taken=("index",)), strict=True)]


def stem(department: str, source: str, year: int | None, kind: str) -> str:
    """The name of a disclosure's files without their ending: ``某局_2024年部门预算``."""
    edition = pick(f"{year}年{kind}", f"{year} {kind}") if year else kind
    who = _safe(department or PurePath(source).stem)[: _LONGEST - len(edition) - 1].strip("_")
    name = "_".join(filter(None, (who, _safe(edition)))) or pick("公开文本", "disclosure")
    return f"_{name}" if _DEVICES.fullmatch(name) else name


def unique(stems: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names in their order, with numbers where some are alike; capitals make no difference on Windows."""
    seen, found = {name.lower() for name in taken}, []
    for name in stems:
        other, n = name, 1
        while other.lower() in seen:
            n += 1
            other = f"{name}_{n}"
        seen.add(other.lower())
        found.append(other)
    return found


def _safe(text: str) -> str:
    return _UNSAFE.sub("_", plain(text)).strip("_")
