"""The explanations: sentences of `prose.yaml` filled with the figures of a disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from benchmarks.corpus.blocks import Line
from benchmarks.corpus.money import move, percent, reason, wan
from benchmarks.corpus.people import data
from benchmarks.corpus.records import Draft
from benchmarks.corpus.tables import classes, numeral


def lines(draft: Draft, random: Random) -> Iterator[Line]:
    """All sections, numbered."""
    words = _words(draft, random)
    number = 0
    for section in data("prose")[draft.layout["prose"]]:
        if section["key"] in draft.flags.get("left_out", ()) or (section.get("when") and not draft.department.office):
            continue
        number += 1
        yield Line(f"{numeral(number)}、{section['heading']}", 2)
        for n, text in enumerate(section["lines"]):
            yield Line(text.format_map(words), key=f"{section['key']}.{n}")
        if "each" in section:
            yield from _each(draft, random, section)


def _against(draft: Draft) -> str:
    return f"{draft.year - 1}年{'决算' if draft.final else '预算'}"


def _words(draft: Draft, random: Random) -> dict[str, Any]:
    now, before, planned, owner = draft.now, draft.before, draft.planned, draft.department
    car, guests = now.economic["30231"], now.economic["30217"]
    was_car, was_guests = before.economic["30231"], before.economic["30217"]
    words: dict[str, Any] = {
        "name": owner.name,
        "kind": owner.kind,
        "year": draft.year,
        "last": draft.year - 1,
        "share_basic": percent(now.basic, now.total),
        "share_project": percent(now.project, now.total),
        "classes": "；".join(_class(name, amount, now.total) for name, amount in classes(draft, now)),
        "planned": wan(planned.total),
        "rate": percent(now.total, planned.total),
        "move_both": _both(draft),
        "change_total": _change(draft),
        "cars": sum(owner.cars),
        **{f"car{n}": car for n, car in enumerate(owner.cars, 1)},
        "count": len(draft.projects),
    }
    pairs = {
        "total": (now.total, before.total),
        "basic": (now.basic, before.basic),
        "project": (now.project, before.project),
        "running": (now.running, before.running),
        "public": (car + guests, was_car + was_guests),
        "car": (car, was_car),
        "guests": (guests, was_guests),
    }
    of = {"car": "car_", "guests": "reception_"}
    for name, (amount, was) in pairs.items():
        words[name] = wan(amount)
        words[f"move_{name}"] = move(amount, was, _against(draft))
        words[f"why_{name}"] = reason(random, data("words")["reasons"], amount, was, of.get(name, ""))
    for name in ("staff", "procurement", "goods", "works", "services"):
        words[name] = wan(getattr(now, name))
    return words


def _class(name: str, amount: int, total: int) -> str:
    return f"{name}（类）{wan(amount)}万元，占{percent(amount, total)}%"


def _both(draft: Draft) -> str:
    now, before = draft.now.total, draft.before.total
    text = move(now, before, _against(draft) + "相比，收入、支出各")
    return text.replace("比", "与", 1) if now != before else f"与{_against(draft)}持平"


def _change(draft: Draft) -> str:
    text = move(draft.now.total, draft.before.total, "上年")
    return text.removeprefix("比上年")


def _each(draft: Draft, random: Random, section: dict[str, Any]) -> Iterator[Line]:
    """The line of each item, or of each class."""
    reasons = data("words")["reasons"]
    for n, (name, amount, was, planned) in enumerate(_parts(draft, section["each"]), 1):
        words = {
            "n": f"（{numeral(n)}）",
            "item": name,
            "amount": wan(amount),
            "planned": wan(planned),
            "rate": percent(amount, planned) if planned else "",
            "move": move(amount, was, _against(draft)),
            "why": reason(random, reasons, amount, was),
        }
        yield Line(section["line"].format_map(words), key=f"{section['key']}.each.{n}")


def _parts(draft: Draft, each: str) -> Iterator[tuple[str, int, int, int]]:
    if each == "items":
        names, before = draft.department.names, draft.before.items()
        for code, (basic, project) in draft.now.items().items():
            yield names[code], basic + project, sum(before.get(code, (0, 0))), 0
        return
    was, planned = dict(classes(draft, draft.before)), dict(classes(draft, draft.planned))
    for name, amount in classes(draft, draft.now):
        yield name, amount, was.get(name, 0), planned.get(name, 0)
