"""One finding with all that speaks for it: rule and basis, the quote in its context, the place, the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from kg.check.pages import SEVERITIES
from kg.check.rules import CRITERIA
from kg.errors import QueryError
from kg.explore.words import line, local, name
from kg.model import Finding, Place, Severity
from kg.queries import rows
from kg.report.plain import Context, context, plain, where
from kg.vocab import SH

if TYPE_CHECKING:
    from jinja2 import Template
    from rdflib import Dataset

_FINDING: Final = """
SELECT ?finding ?g ?code ?version ?kind ?title ?basis ?level ?message ?english ?observed ?expected ?suggestion
       ?quote ?start ?end ?page ?line ?sheet ?cell WHERE {
  GRAPH ?findings {
    VALUES ?finding { <%s> }
    ?finding bp:inDisclosure ?g ; bp:rule ?rule ; bp:ruleVersion ?version ; bp:anomalyKind ?kind ; bp:severity ?level ;
      bp:message ?message, ?english ; bp:observed ?observed ; bp:expected ?expected .
    ?rule skos:notation ?code ; rdfs:label ?title ; bp:basis ?basis .
    FILTER(LANG(?message) = "zh" && LANG(?english) = "en" && LANG(?title) = "zh")
    OPTIONAL { ?finding bp:suggestion ?suggestion }
    OPTIONAL { ?finding bp:quote ?quote }
    OPTIONAL { ?finding bp:start ?start ; bp:end ?end }
    OPTIONAL { ?finding bp:page ?page }
    OPTIONAL { ?finding bp:line ?line }
    OPTIONAL { ?finding bp:sheet ?sheet }
    OPTIONAL { ?finding bp:cell ?cell }
  }
}"""
_SUBJECTS: Final = """
SELECT ?node ?class ?label ?quote ?page ?line ?sheet ?cell WHERE {
  GRAPH ?findings { <%s> bp:inDisclosure ?g ; bp:subject ?node }
  GRAPH ?g {
    ?node a ?class .
    OPTIONAL { ?node rdfs:label ?label }
    OPTIONAL { ?node bp:quote ?quote }
    OPTIONAL { ?node bp:page ?page }
    OPTIONAL { ?node bp:line ?line }
    OPTIONAL { ?node bp:sheet ?sheet }
    OPTIONAL { ?node bp:cell ?cell }
    OPTIONAL { ?node bp:start ?start }
  }
} ORDER BY ?start ?node"""
_DISCLOSURE: Final = """
SELECT ?text ?department ?year ?source WHERE {
  GRAPH <%s> {
    ?g a bp:Disclosure .
    OPTIONAL { ?g bp:plainText ?text }
    OPTIONAL { ?g bp:publishedBy/rdfs:label ?department }
    OPTIONAL { ?g bp:fiscalYear ?year }
    OPTIONAL { ?g dcterms:source ?source }
  }
} ORDER BY ?source LIMIT 1"""
_SEVERITY: Final[dict[str, Severity]] = dict(zip((SH.Violation, SH.Warning, SH.Info), get_args(Severity), strict=True))


@dataclass(frozen=True, slots=True)
class Subject:
    """A fact that a finding is about."""

    iri: str
    kind: str
    label: str
    quote: str
    where: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding as a reader checks it: HTML in a notebook, plain text in a console."""

    finding: Finding
    title: str
    basis: str
    department: str
    year: int | None
    source: str
    context: Context
    subjects: tuple[Subject, ...]

    @property
    def where(self) -> str:
        """The place for people: page, cell or line."""
        return where(self.finding)

    @property
    def head(self) -> str:
        """The department, the year and the file."""
        year = f"{self.year} 年度" if self.year else ""
        return "　".join(filter(None, (plain(self.department), year, plain(self.source))))

    @property
    def level(self) -> str:
        """The severity in Chinese."""
        return SEVERITIES[self.finding.severity]

    @property
    def criterion(self) -> str:
        """The official criterion of the rule."""
        return CRITERIA.get(self.finding.rule[:1], "")

    @property
    def details(self) -> list[tuple[str, str]]:
        """Expected, observed and suggestion, as far as the rule says them."""
        told = (("实为", self.finding.observed), ("应为", self.finding.expected), ("建议", self.finding.suggestion))
        return [(word, plain(text)) for word, text in told if text]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return _template().render(it=self)

    def _lines(self) -> Iterator[str]:
        finding, shown = self.finding, self.context
        yield f"{self.level} {finding.rule} {self.title}：{plain(finding.message_zh)}"
        yield f"  {self.head}"
        yield f"  依据：{self.criterion}，{self.basis}"
        if shown.quote:
            place = f"（{self.where}）" if self.where else ""
            yield f"  原文{place}：{shown.before}【{shown.quote}】{shown.after}"
        yield from (f"  {word}：{text}" for word, text in self.details)
        for subject in self.subjects:
            yield f"  涉及{subject.kind}：{'　'.join(filter(None, (subject.label, subject.where)))}"


def explain(dataset: Dataset, finding: Any) -> Explanation:
    """What speaks for a finding: its IRI, its id, or a row of `kg.findings`; `QueryError` where there is none."""
    iri = _iri(dataset, finding)
    found = rows(dataset, _FINDING % iri)
    if not found:
        raise QueryError(f"图中没有这条疑点：{iri}")
    row = found[0]
    about = rows(dataset, _DISCLOSURE % row["g"])[0]
    subjects = tuple(_subject(node) for node in rows(dataset, _SUBJECTS % iri))
    record = _record(row, subjects)
    return Explanation(
        finding=record,
        title=row["title"],
        basis=row["basis"],
        department=about.get("department", ""),
        year=about.get("year"),
        source=about.get("source", ""),
        context=context(record, about.get("text", "")),
        subjects=subjects,
    )


def _iri(dataset: Dataset, finding: Any) -> str:
    named = finding if isinstance(finding, str) else str(getattr(finding, "finding", None) or finding["finding"])
    if ":" in named:
        return _checked(named)
    ids = rows(
        dataset, f'SELECT ?f WHERE {{ GRAPH ?g {{ ?f a bp:Finding FILTER(STRENDS(STR(?f), "/{_checked(named)}")) }} }}'
    )
    if not ids:
        raise QueryError(f"图中没有编号为 {named} 的疑点；kg.findings(g) 的 id 列有全部编号")
    return str(min(row["f"] for row in ids))


def _checked(text: str) -> str:
    """An IRI or id that cannot end the place that it takes in a query."""
    if any(char in '<>"{}|^`\\' or char.isspace() for char in text):
        raise QueryError(f"不是疑点的编号或 IRI：{plain(text)}")
    return text


def _record(row: dict[str, Any], subjects: tuple[Subject, ...]) -> Finding:
    places = {key: row.get(key) for key in ("start", "end", "page", "line", "sheet", "cell")}
    return Finding(
        id=local(row["finding"]),
        disclosure=row["g"],
        rule=row["code"],
        rule_version=row["version"],
        kind=local(row["kind"]),
        severity=_SEVERITY[row["level"]],
        message_zh=row["message"],
        message_en=row["english"],
        subjects=tuple(subject.iri for subject in subjects),
        labels=tuple(dict.fromkeys(subject.label for subject in subjects if subject.label)),
        quote=row.get("quote", ""),
        observed=row["observed"],
        expected=row["expected"],
        suggestion=row.get("suggestion", ""),
        **places,
    )


def _subject(row: dict[str, Any]) -> Subject:
    spot = Place(row.get("page"), row.get("line"), sheet=row.get("sheet"), cell=row.get("cell"))
    quote = line(row.get("quote", ""))
    return Subject(row["node"], name(local(row["class"])), line(row.get("label", "")) or quote, quote, where(spot))


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kg.explore"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=lambda value: plain(value) if isinstance(value, str) else value,
    )
    return environment.get_template("finding.html.j2")
