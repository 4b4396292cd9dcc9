"""Facts of one document to quads in the named graph of its disclosure.

The triples are written as N-Triples and bulk-loaded, which costs half of making a Python object for each. What stands
in a document ends up between quotation marks, with the four characters escaped that would end them: it never becomes a
triple.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import quote

from rdflib import Dataset

from kg.graph.store import put
from kg.model import Document, Evidence, Fact, Facts, Ref, Term, Value, Year
from kg.vocab import BASE, BP, DCTERMS, RDF, RDFS, XSD

DISCLOSURE: Final = Ref("disclosure")
SHARED: Final = "department/"
UNREAD: Final = f"{BASE}unread"

_UNSAFE = re.compile(r'[\\"\n\r]')
_DECIMAL, _BOOLEAN, _YEAR, _INTEGER = (f'"^^<{kind}>' for kind in (XSD.decimal, XSD.boolean, XSD.gYear, XSD.integer))
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_FORBIDDEN = re.compile(
    r"[^-\w.~!$&'()*+,;=:@/\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0003fffd]", re.ASCII
)


def disclosure_iri(sha256: str) -> str:
    """The IRI of a disclosure, which is also the name of its graph: made from the hash of the file's content."""
    return f"{BASE}disclosure/{sha256[:16]}"


def add(dataset: Dataset, facts: Facts) -> str:
    """Adds `facts` in the graph of their disclosure, whose IRI is returned, with the masked text and its warnings."""
    graph = add_source(dataset, facts.document)
    text = triple(graph, BP.plainText, literal(facts.document.text))
    warnings = (triple(graph, BP.warning, literal(warning)) for warning in facts.document.warnings)
    put(dataset, graph, chain([text, *warnings], *(_fact(graph, fact) for fact in facts.facts)))
    return graph


def add_unread(dataset: Dataset, source: str, reason: str) -> None:
    """Adds a file that could not be read, and why, in the graph that all such files share."""
    subject = f"{UNREAD}/{quote(source.encode('utf-8', 'ignore'), safe='')}"
    about = {RDF.type: f"<{BP.UnreadFile}>", RDFS.label: literal(source), BP.trouble: literal(reason)}
    put(dataset, UNREAD, [triple(subject, prop, value) for prop, value in about.items()])


def add_source(dataset: Dataset, document: Document) -> str:
    """Adds the file name and the hash of a document alone: all that a second file with the same content adds."""
    graph = disclosure_iri(document.sha256)
    name, sha256 = literal(Path(document.source).name), literal(document.sha256)
    put(dataset, graph, [triple(graph, DCTERMS.source, name), triple(graph, BP.sha256, sha256)])
    return graph


@lru_cache(maxsize=10_000)
def fact_iri(disclosure: str, key: str) -> str:
    """The IRI of a fact: under its disclosure, but for departments, which have one IRI in every year and file.

    Characters that an IRI must not have (RFC 3987, 2.2) are percent-encoded; all others stay readable.
    """
    if key == DISCLOSURE:
        return disclosure
    stem = BASE if key.startswith(SHARED) else f"{disclosure}/"
    return stem + _FORBIDDEN.sub(lambda m: quote(m.group().encode("utf-8", "ignore"), safe=""), key)


def _fact(graph: str, fact: Fact) -> list[str]:
    """The triples of a fact: lists, because generators in generators would take twice as long."""
    subject = fact_iri(graph, fact.key)
    pairs: list[tuple[Term, str]] = [(RDF.type, f"<{fact.type}>")]
    pairs += [(prop, _object(graph, value)) for prop, value in fact.properties]
    pairs += [(BP.extractedBy, literal(by)) for by in fact.extracted_by]
    if fact.confidence is not None:
        pairs.append((BP.confidence, literal(fact.confidence)))
    if fact.evidence:
        pairs += [(prop, literal(value)) for prop, value in _evidence(fact.evidence) if value is not None]
    return [triple(subject, prop, value) for prop, value in pairs]


def _evidence(evidence: Evidence) -> tuple[tuple[Term, str | int | None], ...]:
    return (
        (BP.quote, evidence.quote),
        (BP.start, evidence.start),
        (BP.end, evidence.end),
        (BP.page, evidence.page),
        (BP.line, evidence.line),
        (BP.sheet, evidence.sheet),
        (BP.cell, evidence.cell),
    )


def triple(subject: str, prop: str, value: str) -> str:
    """One line of N-Triples; `value` is a `literal` or an IRI in angle brackets."""
    return "".join(("<", subject, "> <", prop, "> ", value, " ."))  # a format would ask each term how to format it


def _object(graph: str, value: Value) -> str:
    kind = type(value)
    if kind is Term:
        return f"<{value}>"
    return f"<{fact_iri(graph, str(value))}>" if kind is Ref else literal(value)


def literal(value: str | Decimal | int) -> str:
    """`value` as an N-Triples literal: text plain, numbers typed, decimals canonical (no exponent)."""
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES) if _UNSAFE.search(value) else value}"'
    if isinstance(value, Decimal):
        return f'"{value.normalize() + 0:f}{_DECIMAL}'
    if isinstance(value, bool):
        return f'"{str(value).lower()}{_BOOLEAN}'
    return f'"{int(value)}{_YEAR if isinstance(value, Year) else _INTEGER}'
