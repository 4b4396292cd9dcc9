"""The rules and shapes on other engines, beside ours: one made-up disclosure, each engine in a process of its own.

    python -m benchmarks.engines rdflib [--limit 5]

Prints a line of JSON for each query: its code, the processor seconds it took and the number of rows. A query that runs
longer than the limit is ended with its process, and the next process goes on after it.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from time import process_time
from typing import Any

import pyoxigraph as ox

from benchmarks.corpus.generate import corpus
from kg.check.rules import load_rules
from kg.check.shapes import load_shapes
from kg.extract import extract
from kg.graph.build import add
from kg.graph.store import dataset_of, new_dataset, raw
from kg.read.text import read_text
from kg.resources import Ontology

SEED = 7
Ask = Callable[[str], int]  # the number of rows that a query gives


def disclosures(count: int) -> ox.Store:
    """A store with the facts of some made-up disclosures."""
    dataset, ontology = new_dataset(), Ontology.load()
    for made in corpus(count, SEED, ["txt"]):
        add(dataset, extract(read_text(made.data, made.name), ontology))
    return raw(dataset)


def oxigraph(store: ox.Store) -> Ask:
    """Our store, asked as the checker asks it."""
    return lambda query: len(solutions(store, query))


def solutions(store: ox.Store, query: str) -> list[ox.QuerySolution]:
    """The rows of a SELECT."""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def oxrdflib(store: ox.Store) -> Ask:
    """Our store behind rdflib's API, as notebooks ask it."""
    dataset = dataset_of(store)
    return lambda query: len(list(dataset.query(query)))


def rdflib(store: ox.Store) -> Ask:
    """rdflib's own store."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(data=store.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    return lambda query: len(list(dataset.query(query)))


def maplib(store: ox.Store) -> Ask:
    """maplib 0.20 has no GRAPH with a variable: the disclosure is its default graph, and ?g a constant."""
    from maplib import Model

    (name,) = store.named_graphs()
    model = Model()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.nt"
        store.dump(str(path), format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        model.read(str(path))
    return lambda query: len(model.query(without_graph(query, str(name))))


def without_graph(query: str, graph: str) -> str:
    """A query over one graph that is the default one."""
    return re.sub(r"GRAPH \?g\s*\{", f"{{ BIND({graph} AS ?g) ", query)


ENGINES: dict[str, Callable[[ox.Store], Ask]] = {
    "oxigraph": oxigraph,
    "oxrdflib": oxrdflib,
    "rdflib": rdflib,
    "maplib": maplib,
}


def asked(engine: str, after: str) -> Iterator[dict[str, Any]]:
    """What each rule after a code costs on an engine; the least of three, where it is fast."""
    ask = ENGINES[engine](disclosures(1))
    for rule in load_rules(Ontology.load()):
        if rule.code <= after or rule.status != "active" or "GRAPH ?g" not in rule.query:
            continue
        yield {"code": rule.code}
        try:
            seconds, rows = _timed(ask, rule.query)
        except BaseException as error:  # a panic of maplib is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            yield {"code": rule.code, "error": f"{type(error).__name__}: {error}"[:120]}
            if not isinstance(error, Exception):
                return  # nothing else runs in this process
            continue
        yield {"code": rule.code, "seconds": seconds, "rows": rows}


def _timed(ask: Ask, query: str) -> tuple[float, int]:
    best, rows = float("inf"), 0
    for _ in range(3):
        began = process_time()
        rows = ask(query)
        best = min(best, process_time() - began)
        if best > 1:
            break
    return best, rows


def all_rules(engine: str, limit: float) -> dict[str, dict[str, Any]]:
    """By code what came of each rule: seconds and rows, an error, or neither where it ran into the limit."""
    found: dict[str, dict[str, Any]] = {}
    after = ""
    while True:
        last = after
        for answer in _lines(engine, after, limit):
            found[answer["code"]] = answer
            after = answer["code"]
        if after == last:
            return found


def _lines(engine: str, after: str, limit: float) -> Iterator[dict[str, Any]]:
    """The answers of one process, which is ended when the next one is late; loading the graph has a minute."""
    command = [sys.executable, "-X", "utf8", "-m", "benchmarks.engines", engine, "--after", after]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
    assert process.stdout is not None
    timer = Timer(60, process.kill)
    timer.start()
    for line in process.stdout:
        timer.cancel()
        yield json.loads(line)
        timer = Timer(limit, process.kill)
        timer.start()
    timer.cancel()
    process.wait()


def shapes(count: int) -> dict[str, float]:
    """Processor seconds of pySHACL and of the shapes as queries over the same disclosures, and what both found."""
    import pyshacl
    from rdflib import SH, Graph

    store, ontology = disclosures(count), Ontology.load()
    path = ontology.files("shapes.ttl")[-1]
    queries = load_shapes(path)
    began = process_time()
    ours = {str(row["this"]) for shape in queries for row in solutions(store, shape.query)}
    middle = process_time()
    rules, theirs, spent = Graph().parse(path), set[str](), 0.0
    for name in list(store.named_graphs()):
        graph = Graph().parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name), format="nt")
        start = process_time()
        _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none")
        spent += process_time() - start
        theirs |= {f"<{node}>" for node in report.objects(None, SH.focusNode)}
    return {
        "disclosures": count,
        "triples": len(store),
        "queries": middle - began,
        "pyshacl": spent,
        "found": len(ours),
        "same": float(ours == theirs),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the rules on one engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--after", default="", help="go on after this rule")
    parser.add_argument("--limit", type=float, help="seconds for each query, in processes that are begun again")
    given = parser.parse_args(arguments)
    answers = all_rules(given.engine, given.limit).values() if given.limit else asked(given.engine, given.after)
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
