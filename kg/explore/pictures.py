"""Pictures for print: where the money goes, which rules find what where, which tables close. Made with matplotlib."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.explore.fonts import in_chinese
from kg.explore.words import line
from kg.lang import bracketed, say
from kg.queries import rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame
    from rdflib import Dataset

RED, BLUE, LIGHT, GRAY = "#d7191c", "#0072b2", "#74b3d8", "#c9ced4"
_DPI: Final = 144


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn figure: shown by a notebook as PNG, saved in the format that the name of the file says."""

    figure: Figure

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        with in_chinese():
            self.figure.savefig(out, format="png", dpi=_DPI)
        return out.getvalue()

    def save(self, path: Path | str) -> Path:
        """Write the picture (``.pdf``, ``.svg``, ``.png``); text stays text in PDF."""
        with in_chinese():
            self.figure.savefig(path)
        return Path(path)


def draw(paint: Callable[[Axes], object], width: float, height: float) -> Picture:
    """A picture of `width` by `height` inches that `paint` fills."""
    from matplotlib.figure import Figure

    with in_chinese():
        figure = Figure(figsize=(width, height), layout="constrained")
        paint(figure.add_subplot())
    return Picture(figure)


def heatmap(findings: DataFrame, information: bool = False, most: int = 30) -> Picture:
    """How many findings each rule has in each department, of a table of `kg.findings`.

    Information is counted in the title and not drawn, unless `information` is true; a department that has nothing else
    keeps its column. The `most` frequent rules have a row each, the others one together.
    """
    named = findings.assign(
        rule=(findings["rule"] + " " + findings["title"].fillna("").astype(str)).str.strip(),
        department=[line(str(name), 18) for name in findings["department"].fillna(say("（部门未读出）"))],
    )
    drawn = named if information else named[named["severity"] < "info"]
    counts = drawn.groupby(["rule", "department"]).size().unstack(fill_value=0)
    counts = _shortened(counts.reindex(columns=sorted(named["department"].unique()), fill_value=0), most)
    if counts.empty:
        return draw(lambda axes: axes.set(title=say("没有疑点"), xticks=[], yticks=[]), 4, 1)
    left = len(named) - len(drawn)

    def paint(axes: Axes) -> None:
        from matplotlib.colors import LinearSegmentedColormap, PowerNorm

        highest = counts.to_numpy().max(initial=1)
        reds = LinearSegmentedColormap.from_list("found", ["#ffffff", "#fdd49e", RED])
        even = PowerNorm(0.5, vmin=0, vmax=highest)  # one rule found a hundred times leaves the others their colour
        axes.imshow(counts.to_numpy(), cmap=reds, aspect="auto", norm=even)
        axes.set_xticks(range(counts.shape[1]), counts.columns, rotation=35, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(counts.shape[0]), [line(rule, 22) for rule in counts.index])
        for (y, x), count in _cells(counts):
            axes.text(x, y, str(count), ha="center", va="center", color="white" if count > 0.7 * highest else "black")
        axes.set_title(say("各规则、各部门的疑点数") + (bracketed(say(f"另有提示 {left} 条未画")) if left else ""))
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)

    return draw(paint, 3.6 + 0.55 * counts.shape[1], 2.4 + 0.27 * counts.shape[0])


def _shortened(counts: DataFrame, most: int) -> DataFrame:
    """The rows with the most findings in their order, the others summed in a last one."""
    if len(counts) <= most:
        return counts
    kept = counts.sum(axis=1).nlargest(most - 1).index
    shown = counts[counts.index.isin(kept)].copy()
    rest = counts[~counts.index.isin(kept)]
    shown.loc[say(f"其余 {len(rest)} 条规则")] = rest.sum()
    return shown


def closure(dataset: Dataset) -> Picture:
    """How many tables with printed totals close in each disclosure, with those that are off by the rounding apart.

    What is above its details has some that are not printed; what is open was misread or is wrong. Disclosures without
    such tables stand at the end.
    """
    from matplotlib.ticker import MaxNLocator

    names = {row["g"]: row for row in rows(dataset, _NAMES)}
    found = sorted(rows(dataset, "closure"), key=lambda row: (row["closed"] / row["tables"], -row["tables"], row["g"]))
    missing = sorted(names.keys() - {row["g"] for row in found}, key=lambda g: (_label(names[g]), g))
    labels = [_label(names.get(g, {})) for g in (*(row["g"] for row in found), *missing)]
    closed, tables = [row["closed"] for row in found], [row["tables"] for row in found]
    none = say(f"；{len(missing)} 份没有带合计的表") if missing else ""
    bars = (  # each over the one before
        (tables, RED, say("不符或没有分项")),
        ([row["closed"] + row["short"] for row in found], GRAY, say("合计大于所列明细")),
        (closed, LIGHT, say("只差末位（四舍五入）")),
        ([row["closed"] - row["rounded"] for row in found], BLUE, say("合计等于分项之和")),
    )

    def paint(axes: Axes) -> None:
        for lengths, color, label in bars:
            axes.barh(range(len(found)), lengths, color=color, height=0.7, label=label)
        for place, row in enumerate(found):
            axes.text(row["tables"] + 0.1, place, f"{row['closed']}/{row['tables']}", va="center")
        for place in range(len(found), len(labels)):
            axes.text(0.1, place, say("没有带合计的表"), va="center", color="#5b6470")
        axes.set_yticks(range(len(labels)), labels)
        axes.set_ylim(len(labels) - 0.4, -0.6)  # the first one on top
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlabel(say("有合计的表（张）"))
        axes.set_title(say(f"表格勾稽：{sum(closed)} / {sum(tables)} 张相符") + none)
        axes.figure.legend(frameon=False, loc="outside lower right", ncols=4)
        axes.spines[["top", "right"]].set_visible(False)

    return draw(paint, 8, 1.8 + 0.32 * len(labels))


_NAMES: Final = """
SELECT ?g (SAMPLE(?name) AS ?department) (SAMPLE(?of) AS ?year) (MIN(?file) AS ?source)
       (SAMPLE(?sort) AS ?kind) WHERE {
  GRAPH ?g {
    ?g a bp:Disclosure ; dcterms:source ?file .
    OPTIONAL { ?g bp:publishedBy/rdfs:label ?name }
    OPTIONAL { ?g bp:fiscalYear ?of }
    OPTIONAL { ?g bp:kind ?sort }
  }
} GROUP BY ?g"""


def _label(row: dict[str, Any]) -> str:
    year = f" {row['year']}" if "year" in row else ""
    kind = f" {say('决算')}" if row.get("kind", "").endswith("final-accounts") else ""
    return line(row.get("department") or row.get("source", ""), 20) + year + kind


def _cells(counts: DataFrame) -> list[tuple[tuple[int, int], int]]:
    table = counts.to_numpy()
    return [((y, x), int(table[y, x])) for y in range(table.shape[0]) for x in range(table.shape[1]) if table[y, x]]
