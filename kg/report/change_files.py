"""What changed between two disclosures as CSV for a spreadsheet, as JSON, and as one page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from kg.lang import pick, say, within
from kg.report.cells import neutral
from kg.report.changes import EFFECTS, MONEY, SECTIONS, STATES, Change, Comparison, Edition, Printed
from kg.report.html import render
from kg.report.plain import plain, wan, where
from kg.report.view import KINDS

FILES: Final = ("diff.csv", "diff.html", "diff.json")
_COLUMNS: Final = (
    *("类别", "变化", "所属", "名称", "前", "后", "增减", "增减率（%）", "要求"),
    *("前一份原文", "前一份位置", "后一份原文", "后一份位置", "对应的把握", "对应的理由"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One change in words; money is in 万元, in English in yuan."""

    change: Change
    state: str
    name: str
    owner: str
    before: str
    after: str
    difference: str
    rate: str
    effect: str
    places: tuple[str, str]


def row(change: Change) -> Row:
    """A change as a reader is shown it."""
    renamed = change.before and change.before.text if change.section in ("project", "activity") else ""
    name = change.name if not renamed or renamed == change.name else change.name + say(f"（原“{within(renamed)}”）")
    rate = change.rate if change.section != "indicator" else None
    return Row(
        change,
        say(STATES[change.state]),
        plain(name),
        plain(change.owner),
        _value(change, change.before),
        _value(change, change.after),
        _difference(change),
        "" if rate is None else f"{rate * 100:+.1f}%",
        say(EFFECTS[change.effect]),
        (_place(change.before), _place(change.after)),
    )


def title(edition: Edition) -> str:
    """A side in words: ``某局 2024 年部门预算``."""
    kind = say(KINDS.get(edition.kind, "公开文本"))
    return f"{edition.name} {pick(f'{edition.year} 年{kind}', f'{edition.year} {kind}') if edition.year else kind}"


def changes_csv(comparison: Comparison) -> str:
    """Every change, details too, one a row; money in yuan; no cell is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(say, _COLUMNS))
    for change in comparison.of(*SECTIONS):
        writer.writerow([neutral(cell) for cell in _cells(change)])
    return out.getvalue()


def changes_json(comparison: Comparison) -> str:
    """The comparison as plain data, what did not change included."""
    record = {
        "before": _edition(comparison.before),
        "after": _edition(comparison.after),
        "notes": list(comparison.notes),
        "changes": [_record(change) for change in comparison.changes],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def changes_page(comparison: Comparison) -> str:
    """The comparison as a page without outside parts, every text escaped."""
    sections = []
    for section, name in SECTIONS.items():
        every = [row(change) for change in comparison.of(section)]
        if every:
            listed = [one for one in every if not one.change.detail]
            sections.append((section, name, section in MONEY, listed, [one for one in every if one.change.detail]))
    return render(
        "changes.html.j2",
        before=title(comparison.before),
        after=title(comparison.after),
        sources=(comparison.before.sources, comparison.after.sources),
        sections=sections,
        unit=pick("万元", "CNY"),
        same=sum(change.state == "same" for change in comparison.changes),
        notes=comparison.notes,
    )


def write_changes(comparison: Comparison, folder: Path) -> list[Path]:
    """Writes all three into `folder`; the CSV opens in Excel as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = ("\ufeff" + changes_csv(comparison), changes_page(comparison), changes_json(comparison))
    for name, text in zip(FILES, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in FILES]


def _value(change: Change, printed: Printed | None) -> str:
    if printed is None:
        return ""
    if change.section == "indicator":
        return plain(printed.text)
    return "" if printed.value is None else wan(printed.value)


def _difference(change: Change) -> str:
    if change.difference is None or change.state == "same":
        return ""
    if change.section == "indicator":
        return f"{change.difference.normalize():+f}"
    return ("+" if change.difference > 0 else "") + wan(change.difference)


def _place(printed: Printed | None) -> str:
    return say(where(printed.place)) if printed else ""


def _cells(change: Change) -> Sequence[object]:
    shown = row(change)
    indicator = change.section == "indicator"
    before, after = (
        None if one is None else plain(one.text) if indicator else one.value for one in (change.before, change.after)
    )
    rate = round(change.rate * 100, 1) if shown.rate and change.rate is not None else ""
    quotes = [plain(one.quote) if one else "" for one in (change.before, change.after)]
    return (
        *(say(SECTIONS[change.section]), shown.state, shown.owner, shown.name),
        *(before, after, "" if change.difference is None else change.difference.normalize() + Decimal(), rate),
        shown.effect,
        *(quotes[0], shown.places[0], quotes[1], shown.places[1]),
        *("" if change.score is None else change.score, say(change.reason)),
    )


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "department": edition.name,
        "year": edition.year,
        "kind": edition.kind,
        "sources": list(edition.sources),
    }


def _record(change: Change) -> dict[str, Any]:
    return {
        "section": change.section,
        "state": change.state,
        "owner": change.owner,
        "name": change.name,
        "before": _printed(change.before),
        "after": _printed(change.after),
        "difference": _number(change.difference),
        "effect": change.effect,
        "score": change.score,
        "reason": change.reason,
        "detail": change.detail,
    }


def _printed(one: Printed | None) -> dict[str, Any] | None:
    if one is None:
        return None
    place = {name: value for name in ("page", "line", "sheet", "cell") if (value := getattr(one.place, name))}
    return {"text": one.text, "value": _number(one.value), "quote": plain(one.quote), **place, "node": one.node}


def _number(value: Decimal | None) -> str | None:
    """Exact: as text, like the amounts of findings.json."""
    return None if value is None else f"{value:f}"
