"""The numbers that Word prints before the paragraphs of a list: 一、, （一）, 1., ① (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.read.docx_numerals import written
from kg.read.docx_styles import VAL, Styles, W, integer, is_on
from kg.read.xml import Element

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one level are numbered; `restart` is the level after which it begins anew, 0 for never."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    apart: bool = True
    legal: bool = False
    style: str = ""
    restart: int | None = None


@dataclass(slots=True)
class List:
    """The levels of an abstract list and how far each has counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Use:
    """A list as paragraphs name it: shares the counts of others, but for the levels that begin anew once."""

    shared: List
    levels: dict[int, Level]
    anew: dict[int, int]


class Numbers:
    """Counts the paragraphs of a document, in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, List] = {}
        self._uses: dict[str, Use] = {}
        if root is not None:
            self._read(root)

    def next(self, properties: Element | None) -> str:
        """The number printed before the next paragraph with these `w:pPr`, and the blank after it; often empty."""
        numbering, style = self._styles.numbering(properties)
        use = self._uses.get(numbering.list_id or "")
        if use is None:
            return ""
        styled = next((n for n, level in use.levels.items() if style and level.style == style), 0)
        depth = styled if numbering.level is None else numbering.level
        level = use.levels.get(depth)
        if level is None:
            return ""
        _count(use, depth)
        return "" if level.form == "bullet" else _printed(use, level)

    def _read(self, root: Element) -> None:
        linked: dict[str, str] = {}
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._lists[key] = List(_levels(abstract))
            if (link := abstract.find(W + "numStyleLink")) is not None:
                linked[key] = link.get(VAL, "")
        named = {num.get(W + "numId", ""): num for num in root.iter(W + "num")}
        for key, num in named.items():
            abstract_key = _abstract(num)
            if abstract_key in linked:  # the list is kept with a style
                abstract_key = _abstract(named.get(self._styles.list_of(linked[abstract_key]) or ""))
            if key != "0" and abstract_key in self._lists:
                self._uses[key] = _use(num, self._lists[abstract_key])


def _abstract(num: Element | None) -> str:
    found = None if num is None else num.find(W + "abstractNumId")
    return "" if found is None else str(found.get(VAL, ""))


def _levels(abstract: Element) -> dict[int, Level]:
    levels = ((integer_of(level.get(W + "ilvl")), level) for level in abstract.iter(W + "lvl"))
    return {depth: _level(level) for depth, level in levels}


def integer_of(text: str | None) -> int:
    """A level as an attribute gives it; 0 where it is missing."""
    return int(text) if text and re.fullmatch(r"\d", text) else 0


def _level(level: Element) -> Level:
    def value(name: str, default: str) -> str:
        found = level.find(W + name)
        return default if found is None else str(found.get(VAL, default))

    return Level(
        _form(level),
        value("lvlText", ""),
        integer(level.find(W + "start"), 1) or 0,
        value("suff", "tab") != "nothing",
        is_on(level.find(W + "isLgl")),
        value("pStyle", ""),
        integer(level.find(W + "lvlRestart")),
    )


def _form(level: Element) -> str:
    """The number format; one that an extension names has the usual one beside it."""
    return next((str(form.get(VAL, "")) for form in level.iter(W + "numFmt") if form.get(VAL) != "custom"), "decimal")


def _use(num: Element, shared: List) -> Use:
    use = Use(shared, dict(shared.levels), {})
    for override in num.iter(W + "lvlOverride"):
        depth, level = integer_of(override.get(W + "ilvl")), override.find(W + "lvl")
        start = integer(override.find(W + "startOverride"))
        if level is not None:
            use.levels[depth] = _level(level)
        if start is not None:
            use.anew[depth] = start
            use.levels[depth] = replace(use.levels.get(depth, Level()), start=start)
    return use


def _count(use: Use, depth: int) -> None:
    counts = use.shared.counts
    if depth in use.anew:
        counts[depth] = use.anew.pop(depth)
    else:
        counts[depth] = counts[depth] + 1 if depth in counts else use.levels[depth].start
    for above in range(depth):
        counts.setdefault(above, use.levels[above].start if above in use.levels else 1)
    for below in [n for n in counts if n > depth]:
        restart = use.levels[below].restart if below in use.levels else None
        if restart is None or restart > depth:
            del counts[below]


def _printed(use: Use, level: Level) -> str:
    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        form = use.levels[depth].form if depth in use.levels else "decimal"
        return written(use.shared.counts.get(depth, 1), "decimal" if level.legal else form)

    text = _PLACE.sub(number, level.text)
    return text + " " * (level.apart and bool(text))
