"""One finding with all that speaks for it: rule and basis, the quote in its context, the place, the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.check.pages import SEVERITIES
from kg.check.recorded import recorded
from kg.errors import QueryError
from kg.explore.words import line, local, name
from kg.graph.store import raw
from kg.lang import bracketed, english, labelled, pick, say
from kg.model import Finding
from kg.queries import rows
from kg.report.concepts import concept_names
from kg.report.nodes import Nodes
from kg.report.plain import money, plain, where
from kg.report.view import Item, item
from kg.resources import Ontology
from kg.vocab import BP, DCTERMS, RDF, RDFS

if TYPE_CHECKING:
    from jinja2 import Template
    from rdflib import Dataset


@dataclass(frozen=True, slots=True)
class Subject:
    """A fact that a finding is about."""

    iri: str
    kind: str
    label: str
    where: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding as a reader checks it: HTML in a notebook, plain text in a console."""

    item: Item
    department: str
    year: int | None
    source: str
    subjects: tuple[Subject, ...]

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.item.finding

    @property
    def head(self) -> str:
        """The department, the year and the file."""
        year = pick(f"{self.year} 年度", str(self.year)) if self.year else ""
        return "　".join(filter(None, (plain(self.department), year, plain(self.source))))

    @property
    def level(self) -> str:
        """The name of the severity."""
        return say(SEVERITIES[self.finding.severity])

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return _template(english()).render(it=self, item=self.item)

    def _lines(self) -> Iterator[str]:
        rule, shown = self.item.rule, self.item.context
        yield labelled(" ".join(filter(None, (self.level, rule.code, rule.title))), plain(self.item.message))
        yield f"  {self.head}"
        if rule.basis:
            yield "  " + labelled("依据", pick("，", ", ").join((say(rule.criterion), rule.basis)))
        if shown.quote:
            place = bracketed(self.item.where) if self.item.where else ""
            yield "  " + labelled(f"{say('原文')}{place}", f"{shown.before}【{shown.quote}】{shown.after}")
        for figure in self.item.arithmetic.figures:
            amount = money(figure.amount) if figure.amount is not None else ""
            told = (figure.name, figure.detail, figure.printed, amount, figure.where)
            yield "  " + labelled("所比较的数据", "　".join(plain(word) for word in told if word))
        yield from (f"  {labelled(word, plain(text))}" for word, text in self.item.details)
        for subject in self.subjects:
            about = "　".join(filter(None, (subject.label, subject.where)))
            yield "  " + labelled(f"{say('涉及')}{pick('', ' ')}{subject.kind}", about)


def explain(dataset: Dataset, finding: Any) -> Explanation:
    """What speaks for a finding: its IRI, its id, or a row of `kg.findings`; `QueryError` where there is none."""
    iri = _iri(dataset, finding)
    disclosure = iri.rpartition("/finding/")[0]
    told = recorded(raw(dataset), disclosure) if disclosure else None
    found = next((one for one in told.findings if one.id == local(iri)), None) if told else None
    if told is None or found is None:
        raise QueryError(f"图中没有这条疑点：{plain(iri)}")
    nodes = Nodes(raw(dataset), disclosure, concept_names(Ontology.load()))
    return Explanation(
        item=item(nodes, found, told.rules, nodes.text(disclosure, BP.plainText)),
        department=next((nodes.text(one, RDFS.label) for one in nodes.all(disclosure, BP.publishedBy)), ""),
        year=nodes.whole(disclosure, BP.fiscalYear),
        source=pick("、", ", ").join(nodes.all(disclosure, DCTERMS.source)),
        subjects=tuple(_subject(nodes, node) for node in found.subjects),
    )


def _iri(dataset: Dataset, finding: Any) -> str:
    named = finding if isinstance(finding, str) else str(getattr(finding, "finding", None) or finding["finding"])
    if ":" in named:
        return named
    found = (row["f"] for row in rows(dataset, "SELECT ?f WHERE { GRAPH ?g { ?f a bp:Finding } }"))
    ids = [iri for iri in found if local(iri) == named]
    if not ids:
        raise QueryError(f"图中没有编号为 {plain(named)} 的疑点；kg.findings(g) 的 id 列有全部编号")
    return str(min(ids))


def _subject(nodes: Nodes, node: str) -> Subject:
    label = nodes.label(node) or nodes.text(node, BP.quote)
    return Subject(node, name(local(nodes.text(node, RDF.type))), line(label), say(where(nodes.place(node))))


@cache
def _template(_: bool) -> Template:
    """One for each language: templates are translated when they are compiled."""
    from kg.lang_templates import environment

    return environment("kg.explore", plain).get_template("finding.html.j2")
