"""The name of the item in the words before a number: known items first, else the words themselves."""

from __future__ import annotations

import re
from typing import Any

from kg.extract.items import Lexicon
from kg.extract.prose.records import Role, Subject

_NUMBERING = r"[一二三四五六七八九十]{1,3}[、.]|〔[一二三四五六七八九十\d]{1,3}〕|\d{1,2}(?:、|\.(?!\d))|[①-⑳]|[\W_]"
_LEVEL = re.compile(r"〔([类款项])〕")
_CODE = re.compile(r"〔([235]\d\d(?:\d\d){0,2})〕|(?<!\d)([235]\d\d(?:\d\d){0,2})(?=[-—])")
_YEAR = re.compile(r"20\d\d年度?(?:期末|末|底|初|\d{1,2}月(?:\d{1,2}日|底|末)?)?")
_CHAIN = re.compile(r"“([^“”]+[-—－][^“”]+)”科目")
_REMARK = re.compile(r"〔(?:含|不含|以|按|包括|其中|详见|见|注)[^〕]*〕")
_LAST = re.compile(r"^|[、等]|共有")
_PLAIN_BEFORE = re.compile(r"(?:一般公共预算|政府性基金|预算|财政拨款|安排|的)*")
_LONGEST = 32


class Namer:
    """Compiled from the lexicon; `name` gives what a claim is about, or None where the words name nothing."""

    def __init__(self, terms: list[dict[str, Any]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        by = {role: "|".join(t["pattern"] for t in terms if t["role"] == role) for role in _ROLES}
        self._number = re.compile(rf"(?:{_NUMBERING})*")
        self._lead = re.compile(rf"(?:{by['lead']}|{_NUMBERING})+")
        self._trail = re.compile(rf"(?:{by['trail']}|[^\w〕])+$")
        self._inherit = re.compile(by["inherit"])
        self._opaque = re.compile(by["opaque"])
        self._weak = re.compile(by["weak"])
        self._sum = re.compile(by["sum"])
        self._counted_end = re.compile(by["counted-end"])
        self._post = re.compile(rf"(?:{by['trail']}|{by['post']})*")
        self._by_first: dict[str, list[str]] = {}
        for known in sorted(lexicon.by_name, key=len, reverse=True):
            self._by_first.setdefault(known[0], []).append(known)
        self._transparent = re.compile(by["transparent"])
        self._of_sections = {t["fund"] for t in terms if t["role"] == "fund" and t.get("section")}
        self._funds = [(re.compile(t["pattern"]), str(t["fund"])) for t in terms if t["role"] == "fund"]
        self._phases = [(re.compile(t["pattern"]), str(t["phase"])) for t in terms if t["role"] == "phase"]

    def name(self, text: str, start: int, end: int, kind: Role) -> Subject | None:
        """What the words ``text[start:end]`` name; a `Subject` without label where they cannot be told."""
        words = text[start:end]
        years = list(_YEAR.finditer(words))
        cut = years[-1].end() if years else 0
        subject = self._part(text, start + cut, end, kind)
        if subject is None and years:
            subject = self._part(text, start, start + years[-1].start(), kind)
            subject = subject if subject and subject.entry else None
        if subject is None:
            return None
        return subject._replace(fund=self.fund(words) or self._own_fund(subject), phase=self.phase(words), own=True)

    def fund(self, words: str) -> str | None:
        """The one fund that some words name; None for none and for several."""
        funds = {fund for pattern, fund in self._funds if pattern.search(words)}
        return funds.pop() if len(funds) == 1 else None

    def section_fund(self, heading: str) -> str | None:
        """The fund that a heading gives to all figures under it."""
        fund = self.fund(heading)
        return fund if fund in self._of_sections else None

    def phase(self, words: str) -> str | None:
        """Approved, adjusted or executed; 预算 in the name of a fund says nothing."""
        for pattern, _ in self._funds:
            words = pattern.sub("", words)
        return next((phase for pattern, phase in self._phases if pattern.search(words)), None)

    def is_weak(self, words: str) -> bool:
        """Words such as 支出决算, which name an item only where nothing else is spoken of."""
        return bool(self._weak.fullmatch(self._lead.sub("", words, count=1) if self._lead.match(words) else words))

    def follows_fund(self, subject: Subject) -> bool:
        """Whether it belongs to the fund that is named before it."""
        return bool(subject.entry) and "followsFund" in self._lexicon.entries[str(subject.entry)].data

    def sums_up(self, words: str) -> bool:
        """Words such as 两项合计, which name what was listed before."""
        return bool(self._sum.fullmatch(words))

    def counted(self, words: str) -> str:
        """The noun at the head of the words behind a counter: 项目 in 6个项目自评等级为优."""
        return self._counted_end.split(words, maxsplit=1)[0]

    def is_aggregate(self, subject: Subject) -> bool:
        """Whether it is a total of the whole budget or a part of it by kind, which every fund has of its own."""
        return bool(subject.entry) and "aggregate" in self._lexicon.entries[str(subject.entry)].data

    def label(self, text: str, start: int, end: int) -> Subject | None:
        """The item that a heading or a sentence without figures names, if it is a known one or a printed level."""
        subject = self._recognised(text, start, end) if end - start <= _LONGEST * 2 else None
        if subject is None or not (subject.entry or subject.level):
            return None
        before = "".join(c for c in text[self._after_lead(text, start, end) : subject.start] if c.isalnum())
        return subject if subject.level or _PLAIN_BEFORE.fullmatch(before) else None

    def _own_fund(self, subject: Subject) -> str | None:
        return self._lexicon.entries[subject.entry].data.get("fund") if subject.entry else None

    def _part(self, text: str, start: int, end: int, kind: Role) -> Subject | None:
        return self._recognised(text, start, end) or self._other(text, start, end, kind)

    def _recognised(self, text: str, start: int, end: int) -> Subject | None:
        """A classification chain, a code or a known name."""
        chain = _CHAIN.search(text, start, end)
        if chain:
            return self._chained(chain)
        number = self._number.match(text, start, end)
        start = number.end() if number else start
        code = _CODE.search(text, start, end)
        levels = list(_LEVEL.finditer(text, start, end))
        if levels:
            start = self._after_lead(text, start, end)
            return self._levelled(text, start, levels, (code[1] or code[2]) if code else None)
        if code:
            return self._coded(text, self._after_lead(text, start, code.start()), end, code)
        bare = _REMARK.sub(lambda m: " " * len(m[0]), text[start:end])
        chars = [(c, i) for i, c in enumerate(bare, start) if c.isalnum()]
        norm = "".join(c for c, _ in chars)
        found = self._known(norm)
        if found and self._transparent.fullmatch(norm, self._after_lead(norm, 0, found[0]), found[0]):
            return self._of_entry(norm, *found, chars[found[0]][1])
        return None

    def _known(self, norm: str) -> tuple[int, str] | None:
        """The first known name behind which only words such as 预算数为 stand, and where it is."""
        for at, first in enumerate(norm):
            for name in self._by_first.get(first, ()):
                if norm.startswith(name, at) and self._post.fullmatch(norm, at + len(name)):
                    return at, name
        return None

    def _after_lead(self, text: str, start: int, end: int) -> int:
        lead = self._lead.match(text, start, end)
        return lead.end() if lead else start

    def _of_entry(self, norm: str, at: int, name: str, start: int) -> Subject:
        entry = self._lexicon.by_name[name]
        qualifier = "财政拨款" if "aggregate" in entry.data and "财政拨款" in norm[:at] else ""
        label = qualifier + entry.label if qualifier else name
        return Subject(label, entry.id, start, code=entry.code, qualifier=qualifier)

    def _levelled(self, text: str, start: int, levels: list[re.Match[str]], code: str | None) -> Subject:
        """``…〔类〕…〔款〕行政运行〔项〕``: the last level is the name, the first (if 类) the class over it."""
        begin = levels[-2].end() if len(levels) > 1 else start
        label = text[begin : levels[-1].start()].strip("，、- ·")
        top = text[start : levels[0].start()] if levels[0][1] == "类" and len(levels) > 1 else None
        entry = self._lexicon.known(label, marked=True) if levels[-1][1] == "类" else None
        label = entry.label if entry else label
        return Subject(label, entry.id if entry else None, begin, code=code, level=levels[-1][1], broader=top)

    def _chained(self, chain: re.Match[str]) -> Subject:
        """``“社会保障和就业支出-行政事业单位养老支出-行政单位离退休”科目``: class, group and item."""
        names = re.split("[-—－]", chain[1].replace("〔", "（").replace("〕", "）"))
        return Subject(names[-1], None, chain.end(1) - len(names[-1]), level="项", broader=names[0])

    def _coded(self, text: str, start: int, end: int, code: re.Match[str]) -> Subject:
        """``2011301-行政运行`` and ``行政运行（2010301）``."""
        before = text[start : code.start()].strip("〔 -·")
        if before:
            return Subject(before, None, start, code=code[1] or code[2])
        after = self._trail.sub("", text[code.end() : end].strip("〕- ·"))
        return Subject(after, None, text.find(after, code.end()), code=code[1] or code[2])

    def _other(self, text: str, start: int, end: int, kind: Role) -> Subject | None:
        """The words themselves, without what leads to them and what leads to the number."""
        start = self._after_lead(text, start, end)
        label = self._trail.sub("", text[start:end])
        if kind == "count" or (kind == "change" and "等" not in label):
            cut = max(m.end() for m in _LAST.finditer(label))
            start, label = start + cut, label[cut:]
            if cut and not label:
                return Subject()
        if not label or self._inherit.fullmatch(label):
            return None
        if len(label) > _LONGEST or len(label) < 2 or (kind != "count" and self._opaque.match(label)):
            return Subject()
        return Subject(label, None, start)


_ROLES = ("lead", "trail", "post", "inherit", "opaque", "weak", "transparent", "counted-end", "sum")
