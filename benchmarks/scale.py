"""What a build costs: documents by the hundred and the thousand, one core and two, by stage, beside plain loading.

Used by `make bench` (`benchmarks/table.py`). All documents are made up (`make_corpus.py`) and text; every build is a
`kg build` of its own into an empty store, without any cache of earlier ones.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks.make_corpus import make
from benchmarks.rules import PLAIN, by_rule
from kg.store.folder import Folder, open_folder

SEED = 7
Figures = dict[str, float]


def documents(work: Path, count: int) -> Path:
    """A folder with so many made-up documents; made once."""
    folder = work / f"documents-{count}"
    if not (done := work / f"{folder.name}.made").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        make(folder, count, SEED, ["txt"])
        (folder / "truth.jsonl").unlink()
        done.touch()
    return folder


def build(folder: Path, store: Path, workers: int, cores: Sequence[int] = ()) -> Figures:
    """A build from nothing, on some cores if the system can say which: time, memory, and what came of it."""
    shutil.rmtree(store, ignore_errors=True)
    from benchmarks.watch import run  # only here: the tests have no psutil

    command = [sys.executable, "-X", "utf8", "-m", "kg", "build", str(folder), "--store", str(store)]
    spent = run([*command, "--workers", str(workers)], cores)
    from kg.graph.store import raw

    published = raw(open_folder(store))
    count = sum(1 for name in published.named_graphs() if str(name).endswith("/findings>"))
    triples = len(published)
    return {**spent, "documents": count, "triples": triples, "bytes": size(Folder(store).snapshot()) / triples}


def size(folder: Path) -> int:
    """Bytes of the files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def cores(work: Path, count: int = 300) -> dict[str, Any]:
    """The same build on one core and on two: of so many documents that the start of a process is little beside them."""
    folder, store = documents(work, count), work / "cores"
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))
    if len(usable) < 2:
        return {"cores": len(usable)}
    one, two = (build(folder, store, number, usable[:number])["wall"] for number in (1, 2))
    return {"cores": len(usable), "one": one, "two": two, "documents": count}


def stages(work: Path, count: int = 100) -> Figures:
    """Processor seconds of a document in each stage, warm, on one core, and in a whole build with its loading.

    The stages are timed before and after the build, all on one core, so that a share has no drift of the machine in it.
    """
    before = _stages(work, count)
    built = build(documents(work, count), work / "staged", 1, _one_core())
    after = _stages(work, count)
    each = {name: (before[name] + after[name]) / 2 for name in before}
    return {**each, "documents": count, "triples": built["triples"] / count, "build": built["cpu"] / count}


def _one_core() -> list[int]:
    """A core that this process may use, where the system can say which."""
    return sorted(os.sched_getaffinity(0))[:1] if hasattr(os, "sched_getaffinity") else []


def _stages(work: Path, count: int) -> Figures:
    """What a worker does, in this process: seconds of a document by stage, and of all."""
    from kg.check.rules import load_rules
    from kg.graph.store import GraphFile
    from kg.pipeline import check_in_groups, together
    from kg.resources import Ontology

    if core := _one_core():
        os.sched_setaffinity(0, core)  # stages are timed by the clock: nothing runs beside
    files, ontology = sorted(documents(work, count).rglob("*.txt")), Ontology.load()
    rules = load_rules(ontology)
    together(check_in_groups(files[:5], ontology, rules=rules))
    spent, clock = time.process_time(), time.perf_counter()
    with GraphFile(work / "stages.nq") as file:
        run = together(check_in_groups(files, ontology, rules=rules), file.add)
    spent, clock = time.process_time() - spent, time.perf_counter() - clock
    each: Counter[str] = Counter()
    for result in run.documents:
        each.update({stage: seconds * spent / clock / len(files) for stage, seconds in result.seconds.items()})
    return {**each, "all": spent / len(files)}


def load(work: Path, count: int = 100) -> Figures:
    """Building beside loading what was built: the same N-Quads into an empty database with plain pyoxigraph."""
    from benchmarks.watch import run

    store = work / "load"
    built = build(documents(work, count), store, 1)
    quads = work / "load.nq"
    ox.Store.read_only(str(Folder(store).snapshot())).dump(str(quads), format=ox.RdfFormat.N_QUADS)
    shutil.rmtree(work / "plain", ignore_errors=True)
    code = "import sys, pyoxigraph as ox; s = ox.Store(sys.argv[1]); "
    code += "s.bulk_load(path=sys.argv[2], format=ox.RdfFormat.N_QUADS); s.flush()"
    plain = run([sys.executable, "-c", code, str(work / "plain"), str(quads)])
    return {
        "triples": built["triples"],
        "build cpu": built["cpu"],
        "load cpu": plain["cpu"],
        "build wall": built["wall"],
        "load wall": plain["wall"],
        "load peak": plain["writer"],
    }


def growth(few: int = 10, many: int = 300) -> Figures:
    """Processor seconds for one disclosure in stores of few and in one of many, a multiple of few: rules and a scan."""
    at = by_rule([few, many])
    scan = {size: times.pop(PLAIN) for size, times in at.items()}
    rules = {size: sum(times.values()) for size, times in at.items()}
    few_at, many_at = {"at few": rules[few], "scan few": scan[few]}, {"at many": rules[many], "scan many": scan[many]}
    return {"few": few, "many": many, **few_at, **many_at}
