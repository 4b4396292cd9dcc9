"""All money of a disclosure times a whole number, as many decimals as were printed: sums and shares stay true.

Money is: in prose and in cells, the numbers before 元, 万元 or 亿元; in tables, the cells that are BudgetLines, Targets
with an amount, and the number beside an Activity or a Project with an amount. What the tool did not read in a table is
left as it is (it is missing in both versions), as are numbers that stand before another number's unit (1、2、3万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kg.model import Block, Facts, Passage, Table
from kg.vocab import BP
from tests.metamorphic.renaming import GAP, refill

NUMBER = r"\d[\d,]*(?:\.\d+)?"
UNIT = "(?:万元|亿元|元)"
PRICED = re.compile(rf"(?<![\d.,〔\[])(?:({NUMBER})[-~～—至])?({NUMBER})(?={UNIT})")
NEXT = re.compile(r"\s*(\d[\d,.]*)(?!\S)")
UNITS = {"元", "万元", "亿元"}


def times(printed: str, factor: int) -> str:
    """A printed number times the factor, with its decimals and its thousands separators.

    >>> times("1,200.50", 3)
    '3,601.50'
    """
    return format(Decimal(printed.replace(",", "")) * factor, ",f" if "," in printed else "f")


def priced(text: str, factor: int) -> str:
    """A text without layout noise with all numbers before a unit of money rescaled."""
    return PRICED.sub(lambda m: _both(m, factor), text)


def _both(match: re.Match[str], factor: int) -> str:
    first, last = match.groups()
    return times(last, factor) if first is None else times(first, factor) + match[0][len(first)] + times(last, factor)


def rescaled(facts: Facts, factor: int) -> str:
    """The document's text with all its money rescaled."""
    text = facts.document.text
    for start, end in sorted(set(_money(facts)), reverse=True):
        text = text[:start] + refill(text[start:end], times(re.sub(r"\s+", "", text[start:end]), factor)) + text[end:]
    return text


def _money(facts: Facts) -> Iterator[tuple[int, int]]:
    """The spans of printed amounts."""
    for passage in _passages(facts):
        for match in PRICED.finditer(passage.text):
            for group in (1, 2):
                if match[group]:
                    yield passage.span(*match.span(group))
    text = facts.document.text
    for fact in facts.facts:
        properties = dict(fact.properties)
        if BP.amount in properties and (evidence := fact.evidence):
            if number := re.search(NUMBER, str(properties.get(BP.printed, ""))):
                printed = re.compile(GAP.join(map(re.escape, number[0])))
                yield [m.span() for m in printed.finditer(text, evidence.start, evidence.end)][-1]
            elif fact.type in (BP.Activity, BP.Project) and (beside := NEXT.match(text, evidence.end)):
                yield beside.span(1)


def _passages(facts: Facts) -> Iterator[Passage]:
    for block in facts.document.blocks:
        if isinstance(block, Block):
            yield block.passage
        elif isinstance(block, Table):
            yield from (cell.passage for cell in block.cells)


def rescaled_gold(gold: Mapping[str, Any], factor: int) -> dict[str, Any]:
    """The same for the facts of gold: amounts, targets in money, and money in texts."""
    new: dict[str, Any] = _texts(gold, factor)
    for kind in ("projects", "activities", "budget_lines"):
        for item in new[kind]:
            item["amount"] = item["amount"] and times(item["amount"], factor)
    for item in new["statements"]:
        if item["unit"] in UNITS and item["amount"]:
            item["amount"] = times(item["amount"], factor)
    for item in new["indicators"]:
        if item["unit"] in UNITS:
            item.update({k: times(item[k], factor) for k in ("value", "value_max") if item.get(k)})
    return new


def _texts(value: Any, factor: int) -> Any:
    if isinstance(value, str):
        return priced(value, factor)
    if isinstance(value, list):
        return [_texts(v, factor) for v in value]
    if isinstance(value, dict):
        return {k: _texts(v, factor) for k, v in value.items()}
    return value
