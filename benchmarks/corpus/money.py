"""How amounts are made and printed. Money is whole hundredths of 万元 (one hundred yuan)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from benchmarks.corpus.records import Figures

_OFFICE = ("30101", "30102", "30103")
_INSTITUTION = ("30101", "30102", "30107", "30109")
_GOODS = (
    ("30201", 20), ("30202", 6), ("30205", 3), ("30206", 9), ("30207", 8), ("30209", 12), ("30211", 18), ("30213", 8),
    ("30215", 4), ("30216", 7), ("30217", 4), ("30226", 10), ("30228", 12), ("30229", 10), ("30231", 14), ("30239", 15),
)  # fmt: skip


def wan(amount: int) -> str:
    """万元 with two decimals."""
    return f"{amount // 100}.{amount % 100:02d}" if amount >= 0 else f"-{wan(-amount)}"


def cell(amount: int) -> str:
    """A figure of a table, a blank where there is none."""
    return wan(amount) if amount else ""


def yuan(amount: int) -> str:
    """元 with thousands separators."""
    return f"{amount * 100:,}"


def percent(part: int, whole: int) -> str:
    """A percentage with two decimals, half up."""
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def grown(amount: int, rate: int) -> int:
    """An amount after a change by so many thousandths."""
    return amount * (1000 + rate) // 1000


def first_year(random: Random, run: str, office: bool, posts: int) -> Figures:
    """The figures of a department of so many posts, without projects."""
    money: dict[str, int] = {}
    for code in _OFFICE if office else _INSTITUTION:
        money[code] = posts * random.randrange(160, 420)
    wages = sum(money.values())
    money["30108"] = wages * random.randrange(140, 165) // 1000
    money["30110"] = wages * random.randrange(68, 90) // 1000
    money["30113"] = wages * random.randrange(105, 125) // 1000
    if "30109" in money:
        money["30109"] = money["30108"] // 2
    for code, weight in _GOODS:
        money[code] = posts * weight * random.randrange(14, 30) // 10 + 10
    money["30302"] = posts * random.randrange(60, 140)
    kind = ("2080501", "2101101") if office else ("2080502", "2101102")
    return Figures(run, dict(sorted(money.items())), {}, "2080505", *kind)


def next_year(random: Random, last: Figures, low: int = -30, high: int = 70) -> Figures:
    """The figures of the year after, without projects: every line changes a little."""
    rates = {code: random.randrange(low, high) for code in last.economic}
    money = {code: grown(amount, rates[code]) for code, amount in last.economic.items()}
    return Figures(last.run, money, {}, last.pension, last.retired, last.medical)


def move(now: int, before: int, against: str, down: str = "下降") -> str:
    """How an amount changed: a clause without the reason."""
    if now == before:
        return f"与{against}持平"
    if not before:
        return f"比{against}增加{wan(now)}万元"
    if now > before:
        return f"比{against}增加{wan(now - before)}万元，增长{percent(now - before, before)}%"
    return f"比{against}减少{wan(before - now)}万元，{down}{percent(before - now, before)}%"


def reason(random: Random, words: Mapping[str, Sequence[str]], now: int, before: int, of: str = "") -> str:
    """The reason clause for a change, blank where there is none."""
    if now == before:
        return ""
    way = f"{of}up" if now > before else f"{of}down"
    if not before:
        way = "new"
    return f"，主要原因是{random.choice(words[way])}"
