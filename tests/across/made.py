"""Digests of made-up disclosures: heads alone, or with what a test adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.across.digest import Digest
from kg.across.pairs import links
from kg.across.record import Link
from kg.graph.build import fact_iri, literal, triple
from kg.graph.store import new_dataset, put
from kg.model import Year
from kg.resources import Ontology
from kg.vocab import BASE, BP, BPC, DCTERMS, RDF, RDFS, SKOS


@dataclass(frozen=True)
class Made:
    """A disclosure: the name of its department, its file name, and what else it says of itself."""

    name: str
    source: str
    year: int = 2024
    kind: str = BPC.budget
    also: tuple[str, ...] = ()
    title: str = ""

    @property
    def iri(self) -> str:
        """The name of its graph."""
        return f"{BASE}disclosure/{self.source}"

    @property
    def department(self) -> str:
        """The IRI of its department."""
        return fact_iri(self.iri, f"department/{self.name}")


def digest_of(*disclosures: Made, ontology: Ontology | None = None) -> Digest:
    """The digest of disclosures that have nothing but heads."""
    dataset = new_dataset()
    for one in disclosures:
        about = [
            triple(one.iri, RDF.type, f"<{BP.Disclosure}>"),
            triple(one.iri, BP.publishedBy, f"<{one.department}>"),
            triple(one.iri, BP.kind, f"<{one.kind}>"),
            triple(one.iri, BP.fiscalYear, literal(Year(one.year))),
            triple(one.iri, DCTERMS.source, literal(one.source)),
            *([triple(one.iri, DCTERMS.title, literal(one.title))] if one.title else []),
            triple(one.department, RDFS.label, literal(one.name)),
            *(triple(one.department, SKOS.altLabel, literal(name)) for name in one.also),
        ]
        put(dataset, one.iri, about)
    digest = Digest(ontology or Ontology.load())
    digest.take(dataset)
    return digest


def linked(kind: str, *disclosures: Made, ontology: Ontology | None = None) -> list[tuple[str, str]]:
    """The file names, or names of departments, at both ends of the links of a kind."""
    found: Sequence[Link] = list(links(digest_of(*disclosures, ontology=ontology)))
    known = {one.iri: one.source for one in disclosures} | {one.department: one.name for one in disclosures}
    return [(known[link.source], known[link.to]) for link in found if link.kind == kind]


def with_lines(folder: Path, *lines: str) -> Ontology:
    """The shipped ontology with lines of a user's own lexicon of documents."""
    (folder / "lexicon").mkdir(parents=True)
    (folder / "lexicon" / "across.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return Ontology.load([folder])
