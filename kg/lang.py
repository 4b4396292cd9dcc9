"""The language of what is shown: Chinese, as it is made everywhere, or English through a catalogue.

Texts are also recorded (reasons, warnings, problems), so they are translated where they are shown and not where they
are made. The catalogue, ``ontology/lang/en.json``, has for each Chinese template the English one; ``{}`` stands for
what the code fills in. What it was filled with is found in the text again and translated in turn; what stands between
“ ” is quoted from a document and stays as it is.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple

from kg.errors import KgError

CHOICES: Final = ("zh", "en")
FIELD: Final = "{}"

_SLOT = re.compile(r"\{(\d*)(?::([^{}]*))?\}")
_QUOTED = re.compile(r"(“[^”]*”)")
_CHINESE = re.compile(r"[\u3400-\u9fff\u3001\u3002\uff01-\uff60]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(r"[+-]?[\d,]+(\.\d+)?")
_MONEY = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?) ?(?:(万|亿)?元|yuan\b)")
_SCALES: Final[Mapping[str | None, int]] = {None: 1, "万": 10_000, "亿": 100_000_000}
_PATH = re.compile(r"(?:(?:\{\}[/:]?)+: )?")  # what an error is about, in a template
_EDGES: Final = " \b\u3000\n，、；：。"
_SEPARATORS: Final = "\n。；：，、或"
_WITHIN: Final = str.maketrans("“”", "‘’")
_ENGLISH: Final = {
    "，": ", ",
    "、": ", ",
    "；": "; ",
    "：": ": ",
    "。": ". ",
    "（": " (",
    "）": ")",
    "\u3000": "  ",
    "或": " or ",
}
_MARKS = re.compile(r" ?（|([，、；：。]) ?(?=$)|([，、；：。]) ?|）|\u3000")

_chosen = ""


def use(language: str) -> None:
    """Choose the language of what is shown from now on; an empty one leaves it to the environment, `KG_LANG`."""
    global _chosen
    if language and language not in CHOICES:
        raise KgError(f"--lang {language}: 须是 {'、'.join(CHOICES)} 之一")
    _chosen = language


def english() -> bool:
    """Whether English was chosen."""
    return (_chosen or os.environ.get("KG_LANG", "")).lower().startswith("en")


def pick(zh: str, en: str) -> str:
    """That of two texts which is in the chosen language; the Chinese one where there is no English."""
    return en if en and english() else zh


def say(text: str) -> str:
    """`text` in the chosen language.

    >>> use("en"); say("第 3 页"), say("有 2 项内容结构不合，没有计入检查"); use("")
    ('p. 3', '2 items are malformed and were not checked')
    """
    if not text or not english():
        return text
    spoken = _translated(text)
    spoken = spoken if text[0].isspace() else spoken.lstrip()
    return spoken if text[-1].isspace() else spoken.rstrip()


def told(text: str) -> str:
    """`text` in English, with the blanks around it: a piece of a page."""
    return _translated(text)


def entry(template: str) -> str:
    """The English of a Chinese template, still to be filled in: for what is filled in elsewhere."""
    lead, text, trail = core(template)
    return (punctuated(lead) + catalogue().templates[text] + punctuated(trail)).strip()


def labelled(name: str, text: str) -> str:
    """``name：text``, of which only the name is still to be translated."""
    return f"{say(name)}{pick('：', ': ')}{text}"


def bracketed(text: str) -> str:
    """``（text）``, with the brackets of the chosen language."""
    return pick(f"（{text}）", f" ({text})")


def shown(text: str) -> str:
    """What a rule observed or expects: its own words translated, what is left in Chinese marked as quoted."""
    return quoted(say(text))


def within(name: str) -> str:
    """A name that stands within quotation marks: its own are single (GB/T 15834)."""
    return name.translate(_WITHIN)


def quoted(name: str) -> str:
    """A name from a document: in quotation marks where it stands among English words."""
    return _marked(name) if english() else name


def learn(pairs: Mapping[str, str]) -> None:
    """Texts that have their English beside them, in heads of rules and profiles."""
    if english():
        _learned.update((core(zh).text, core(en).text) for zh, en in pairs.items() if zh and en)
        _translated.cache_clear()


def in_yuan(text: str) -> str:
    """`text` with amounts in 万元 outside quotations written as an English reader expects them.

    >>> in_yuan("up 36.80 万元 from “≤120万元”")
    'up CNY 368,000 from “≤120万元”'
    """
    return outside_quotes(_MONEY, _yuan, text)


def outside_quotes(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], text: str) -> str:
    """`text` with `pattern` replaced where it is not quoted."""
    return "".join(part if i % 2 else pattern.sub(new, part) for i, part in enumerate(_QUOTED.split(text)))


def cny(amount: Decimal) -> str:
    """Yuan with thousands parted, fen where there are any: ``17,172,500``."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


class Core(NamedTuple):
    """A text without the punctuation around it, and that punctuation."""

    lead: str
    text: str
    trail: str


def core(text: str) -> Core:
    """`text` without blanks, commas and full stops around it, and without brackets that hold all of it."""
    left, right = text[_PATH.match(text).end() :].lstrip(_EDGES), text.rstrip(_EDGES)  # type: ignore[union-attr]
    lead, trail = text[: len(text) - len(left)], text[len(right) :] if left else ""
    inner = left[: len(left) - len(trail)] if left else ""
    if len(inner) > 1 and inner[0] == "（" and _closing(inner) == len(inner) - 1:
        within = core(inner[1:-1])
        return Core(lead + "（" + within.lead, within.text, within.trail + "）" + trail)
    return Core(lead, inner, trail)


def _closing(text: str) -> int:
    """Where the bracket that `text` begins with is closed; -1 where it is not."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "（") - (char == "）")
        if not depth:
            return at
    return -1


@dataclass(frozen=True)
class Template:
    """A Chinese template and its English.

    ``{}`` or ``{1}`` says what was filled in; more exactly, ``{0:table|tables}`` is one of two words by a number,
    ``{0:n}`` what must be a number, ``{0:wan}`` one of 万元, ``{0:year}`` a year or how many years, ``{0:say}`` what is
    translated though it is quoted, ``{0:raw}`` what is not though it is not quoted.
    """

    chinese: str
    english: str

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """The text around the fields."""
        return tuple(self.chinese.split(FIELD))

    @cached_property
    def weight(self) -> int:
        """How much text of its own it has."""
        return sum(map(len, self.literals))

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The fields that must be numbers."""
        return frozenset(
            int(field) for field, how in _SLOT.findall(self.english) if "|" in how or how in ("n", "wan", "year")
        )

    def match(self, text: str) -> list[str] | None:
        """What `text` was filled with, each as short as it can be; None where it is not of this template."""
        first, *between, last = self.literals
        at, end = len(first), len(text) - len(last)
        if at > end or not text.startswith(first) or not text.endswith(last):
            return None
        values: list[str] = []
        for literal in between:
            found = text.find(literal, at, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(literal)
        values.append(text[at:end])
        return values if all(_NUMBER.fullmatch(values[i]) for i in self.numbers) else None

    def fill(self, values: list[str]) -> str:
        """The English with these values, translated unless they are quoted."""
        out, at = "", 0
        for n, slot in enumerate(_SLOT.finditer(self.english)):
            field, how = int(slot[1] or n), slot[2] or ""
            out += self.english[at : slot.start()]
            at = slot.end()
            if "|" in how:
                word = how.split("|")[abs(_number(values[field])) != 1]
            elif how == "year":
                word = values[field] if len(values[field]) == 4 else self._years(values[field])
            elif how == "wan":
                word = in_yuan(f"{values[field]} 万元")
            elif how == "raw" or (self._quoted(field) and how != "say"):
                word = values[field]
            else:
                word = _named(values[field])
            out += word.lstrip() if out.endswith(" ") else word
        return out + self.english[at:]

    def _years(self, number: str) -> str:
        return f"{number} year" if number == "1" else f"{number} years"

    def _quoted(self, field: int) -> bool:
        return self.literals[field].endswith("“") and self.literals[field + 1].startswith("”")


def _named(value: str) -> str:
    """What a template was filled with, translated; a name from a document is quoted."""
    told = _translated(value)
    return _marked(told) if told == value else told


def _marked(text: str) -> str:
    return f"“{text.translate(_WITHIN)}”" if _HAN.search(_QUOTED.sub("", text)) else text


class Catalogue:
    """The templates of a file, found by the rarest character of each."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self.templates = pairs
        self.exact = {zh: en for zh, en in pairs.items() if FIELD not in zh}
        templates = [Template(zh, en) for zh, en in pairs.items() if FIELD in zh]
        counts = Counter(char for t in templates for char in set("".join(t.literals)))
        self._by_character: dict[str, list[Template]] = {}
        for template in templates:
            rarest = min("".join(template.literals), key=lambda char: counts[char])
            self._by_character.setdefault(rarest, []).append(template)

    def candidates(self, text: str) -> Iterable[Template]:
        """The templates that `text` may be of, that with the most text of its own first."""
        found = (t for char in dict.fromkeys(text) for t in self._by_character.get(char, ()))
        return sorted(found, key=lambda t: (-t.weight, t.chinese))

    def find(self, text: str) -> str | None:
        """The English of one text, or None."""
        if text in self.exact:
            return self.exact[text]
        for template in self.candidates(text):
            if (values := template.match(text)) is not None:
                return template.fill(values)
        return None


_learned: dict[str, str] = {}


@cache
def catalogue() -> Catalogue:
    """The catalogue that is shipped."""
    from kg.resources import shipped

    return Catalogue(json.loads((shipped() / "lang" / "en.json").read_text(encoding="utf-8")))


@lru_cache(maxsize=50_000)
def _translated(text: str) -> str:
    if not _CHINESE.search(_QUOTED.sub("", text)):
        return text
    lead, inner, trail = core(text)
    told = _learned.get(inner) or catalogue().find(inner)
    if told is None:
        told = _by_parts(inner)
    if told == inner and _HAN.search(inner):  # a name, or words of a document
        return text
    return punctuated(lead) + told + punctuated(trail)


def _by_parts(text: str) -> str:
    """A text that no template has made: an amount, a list, a remark in brackets; as it is where no part is known."""
    if _MONEY.fullmatch(text):
        return _MONEY.sub(_yuan, text)
    if not _HAN.search(_QUOTED.sub("", text)):
        return punctuated(text)
    for colon in re.finditer(r": ", text):  # a path, and what is wrong with it
        rest = text[colon.end() :]
        if (wrong := _translated(rest)) != rest:
            return text[: colon.end()] + wrong
    for separator in _SEPARATORS:
        parts = list(_split(text, separator))
        if len(parts) > 1:
            told = [_translated(part) for part in parts]
            known = [one != part or not _HAN.search(part) for one, part in zip(told, parts, strict=True)]
            enough = all(known) if separator in "、或" else any(known)
            return _ENGLISH.get(separator, separator).join(told) if enough else text
    opening = text.find("（")
    if opening > 0 and _closing(text[opening:]) == len(text) - opening - 1:
        before, inside = text[:opening], text[opening + 1 : -1]
        told = [_translated(before), _translated(inside)]
        if told != [before, inside] or not _HAN.search(inside):
            return f"{told[0]} ({told[1].strip()})"
    return text


def _split(text: str, separator: str) -> Iterator[str]:
    """The parts between separators that stand neither in quotation marks nor in brackets."""
    depth, began = 0, 0
    for at, char in enumerate(text):
        if char in "“（":
            depth += 1
        elif char in "”）":
            depth -= 1
        elif char == separator and depth <= 0:
            yield text[began:at]
            began = at + 1
    yield text[began:]


def punctuated(text: str) -> str:
    """`text` with Chinese punctuation outside quotations as in English."""
    return outside_quotes(_MARKS, _mark, text)


def _mark(found: re.Match[str]) -> str:
    return _ENGLISH[found[0].strip(" ")]


def _yuan(found: re.Match[str]) -> str:
    return f"CNY {cny(_number(found[1]) * _SCALES[found[2]])}"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
