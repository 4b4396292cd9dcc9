"""Content negotiation: which of the formats of an answer a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

RESULTS = (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)
GRAPHS = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.JSON_LD)
_ANY = "*/*"
Format = TypeVar("Format", QueryResultsFormat, RdfFormat)


@lru_cache(maxsize=100)
def results_format(accept: str) -> QueryResultsFormat | None:
    """How rows are written for a client that sent this Accept header; None: it takes none of ours."""
    return _format(accept, RESULTS, QueryResultsFormat.from_media_type)


@lru_cache(maxsize=100)
def graph_format(accept: str) -> RdfFormat | None:
    """How triples are written for a client that sent this Accept header; None: it takes none of ours."""
    return _format(accept, GRAPHS, RdfFormat.from_media_type)


def _format(accept: str, ours: Sequence[Format], named: Callable[[str], Format | None]) -> Format | None:
    for name in _wanted(accept):
        first = _first(name, [form.media_type for form in ours])
        found = ours[first] if first is not None else named(name)
        if found in ours:
            return found
    return None


def _first(name: str, offered: list[str]) -> int | None:
    """The first offered type that a range such as ``text/*`` allows; None where `name` is no range."""
    kind, _, detail = name.partition("/")
    if detail != "*":
        return None
    return next((i for i, one in enumerate(offered) if name == _ANY or one.startswith(kind + "/")), None)


def _wanted(accept: str) -> Iterator[str]:
    """The media types and ranges of a header, best first, equals in their order, exact types before ranges."""
    weighted = [_weight(part) for part in (accept.strip() or _ANY).split(",")]
    yield from (name for weight, name in sorted(weighted, key=lambda one: (-one[0], one[1].count("*"))) if weight > 0)


def _weight(part: str) -> tuple[float, str]:
    name, *options = (piece.strip().lower() for piece in part.split(";"))
    try:
        weight = next((float(option[2:]) for option in options if option.startswith("q=")), 1.0)
    except ValueError:
        weight = 0.0
    return weight, name
