"""The record of how a table was read, for those who count what was not understood and who write layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from kg.extract.tables.band import Band
from kg.extract.tables.budget import BudgetReader
from kg.extract.tables.form import FormReader
from kg.extract.tables.view import View
from kg.model import Reading, Ref, Role, RowKind


def reading(
    view: View,
    key: Ref,
    bands: Sequence[Band],
    form: FormReader | None,
    budget: BudgetReader | None,
    facts: tuple[Ref, ...],
    trouble: str,
) -> Reading:
    """What the readers of a table decided: bands of indicators, labels of a form, columns of money."""
    labels = form.labels if form else []
    used = {"indicators": bool(bands), "form": bool(form and (labels or not bands)), "budget": budget is not None}
    return Reading(
        table=view.table,
        key=key,
        title=view.caption.title.text if view.caption.title else "",
        unit=view.caption.unit,
        layouts=tuple(name for name, is_used in used.items() if is_used),
        why=tuple(_why(bands, labels, budget)),
        columns=(*chain.from_iterable(map(_columns, bands)), *(budget.columns if budget else ())),
        labels=tuple(labels),
        rows=tuple(_form_rows(view, bands) if form else view.kinds),
        facts=facts,
        trouble=trouble,
    )


def _columns(band: Band) -> Iterator[Role]:
    for c in band.columns:
        yield Role(band.top, c.col, c.role, "/".join(c.path), f"“{c.text}”合 roles.{c.role}")


def _why(bands: Sequence[Band], labels: Sequence[Role], budget: BudgetReader | None) -> Iterator[str]:
    for band in bands:
        heads = "、".join(f"“{name.text}”和“{values[0].text}”" for name, values in band.pairs[:2])
        yield f"indicators：第 {band.leaf + 1} 行的表头有指标名称和指标值{f'：{heads}' if heads else ''}"
    if labels:
        known = dict.fromkeys(f"{label.header}（{label.name}）" for label in labels)
        yield f"form：有表单的标签：{'、'.join(known)}"
    if budget and bands:
        yield "budget：指标清单里有项目和金额两列"
    elif budget:
        yield "budget：没有指标名称和指标值的表头，行首也没有三种以上表单的标签"


def _form_rows(view: View, bands: Sequence[Band]) -> list[RowKind]:
    """The rows of a form: those of its lists of indicators, and all others as labels and values."""
    kinds: list[RowKind] = [kind if kind in ("banner", "blank") else "form" for kind in view.kinds]
    for band in bands:
        header = view.row_texts(band.leaf)
        kinds[band.top : band.leaf + 1] = ["header"] * (band.leaf + 1 - band.top)
        for r in range(band.leaf + 1, max([band.leaf, *band.rows]) + 1):
            skipped: RowKind = "repeated" if view.row_texts(r) == header else "note" if view.cells(r) else "blank"
            kinds[r] = "data" if r in band.rows else skipped
    return kinds
