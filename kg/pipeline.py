"""Files to findings: read, extract, graph, shapes for each file, then one check over all of them."""

from __future__ import annotations

import gc
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from kg.errors import KgError, NotADisclosure, ReadError
from kg.limit import Limit, TooLong
from kg.model import Check, Document, Facts, Finding, Mark, Reading, Ref, Rule
from kg.read import Problem, discover, read, source_of
from kg.vocab import BP, DCTERMS, RDFS

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.check.profiles import Profile
    from kg.check.rules import CatalogueRule
    from kg.resources import Ontology

Record = TypeVar("Record", Check, Finding)
Progress = Callable[[int, int, str], None]
_GROUP = 20_000  # facts, of some eight to eighty disclosures: some 120 MB as a dataset
_NEW_OBJECTS = 50_000  # since garbage was last looked for
STAGES = {"read": "读取", "extract": "抽取", "graph": "建图", "shapes": "结构检查", "check": "规则检查"}


@dataclass(frozen=True, slots=True)
class Head:
    """What a disclosure says it is; empty where it was not found."""

    title: str = ""
    department: str = ""
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Tables with printed totals, those whose totals equal the sum of their parts, and the titles of the others.

    Of the closed `rounded` are off by the rounding of the last printed place; of the open `short` have totals above
    their details in several columns or tables alike.
    """

    with_totals: int = 0
    closed: int = 0
    open: tuple[str, ...] = ()
    rounded: int = 0
    short: int = 0


@dataclass(frozen=True, slots=True)
class Missed:
    """A table that was not understood: its title, its place, and why."""

    title: str
    reason: str
    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """All that came out of one file; `seconds` is by stage.

    `tables` counts those that the document prints, `missed` has those that fit no layout, `rows_missed` counts the
    rows of tables that gave nothing; `malformed` counts the nodes that broke a shape and that no rule relied on;
    `refuted` are findings that a reader called false before. Findings are ordered by severity, then by the money they
    concern.
    """

    path: Path
    source: str
    disclosure: str
    facts: Mapping[str, int]
    tables: int
    missed: tuple[Missed, ...]
    rows_missed: int
    warnings: tuple[str, ...]
    seconds: Mapping[str, float]
    head: Head = Head()
    malformed: int = 0
    closure: Closure = Closure()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    refuted: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One run over several files; `dataset` holds a named graph for each disclosure and one for its findings."""

    documents: tuple[Result, ...]
    problems: tuple[Problem, ...]
    rules: tuple[Rule, ...]
    dataset: Dataset
    marks: tuple[Mark, ...] = ()


def check_files(
    paths: Sequence[Path],
    ontology: Ontology,
    progress: Progress = lambda *_: None,
    marks: Sequence[Mark] = (),
    profile: str = "standard",
    timeout: float = 0,
) -> Run:
    """Check the files under `paths` as one group, whose dataset holds everything: `check_in_groups`."""
    (run,) = check_in_groups(paths, ontology, progress, marks, profile, sys.maxsize, timeout=timeout)
    return run


def check_in_groups(
    paths: Sequence[Path],
    ontology: Ontology,
    progress: Progress = lambda *_: None,
    marks: Sequence[Mark] = (),
    profile: str = "standard",
    facts: int = _GROUP,
    named: Iterable[Path] | None = None,
    timeout: float = 0,
    rules: Sequence[CatalogueRule] | None = None,
) -> Iterator[Run]:
    """Check the files under `paths` in groups of some `facts`, each with a dataset of its own: memory stays bounded.

    A file that fails, or takes more than `timeout` seconds (0 is no limit), becomes one `Problem` and the others go
    on; the files that give nothing are told with the last group, which comes always. Findings that readers' `marks`
    refute are set apart; `profile` names the one that the `rules`, those of the ontology, are applied by. `progress` is
    called with the number of files done, of all files, and what is being done. Raises `DataError` where a rule, a
    layout or another file of the ontology is wrong.
    """
    from kg.check.profiles import find_profile
    from kg.check.rules import load_rules

    files, problems = discover(paths)
    rules = [rule for rule in (load_rules(ontology) if rules is None else rules) if not rule.across]
    asked_for = frozenset(path.absolute() for path in (paths if named is None else named))
    group = _Group(ontology, find_profile(profile, ontology), asked_for, {}, marks, problems, timeout=timeout)
    with _garbage_looked_for_seldom():
        for done, path in enumerate(files):
            if group.size >= facts:
                yield group.run(rules)
                group = group.next()
            progress(done, len(files), source_of(path))
            group.take(path)
        progress(len(files), len(files), STAGES["check"])
        yield group.run(rules)


def read_files(
    paths: Sequence[Path], ontology: Ontology, progress: Progress = lambda *_: None
) -> tuple[Dataset, list[Problem]]:
    """The graph of the files under `paths` without rules run over it, and the files that gave nothing."""
    from kg.check.profiles import find_profile

    files, problems = discover(paths)
    asked_for = frozenset(path.absolute() for path in paths)
    group = _Group(ontology, find_profile("standard", ontology), asked_for, {}, (), problems)
    with _garbage_looked_for_seldom():
        for done, path in enumerate(files):
            progress(done, len(files), source_of(path))
            group.take(path)
    return group.dataset, group.problems


def together(runs: Iterable[Run], keep: Callable[[Dataset], None] = lambda _: None) -> Run:
    """The groups of `check_in_groups` as one run, whose dataset is empty: `keep` gets each group's, which is closed."""
    documents: list[Result] = []
    problems: list[Problem] = []
    for run in runs:
        documents += run.documents
        problems += run.problems
        keep(run.dataset)
        run.dataset.close()
    return Run(tuple(documents), tuple(problems), run.rules, _new_dataset(), run.marks)


def _new_dataset() -> Dataset:
    from kg.graph.store import new_dataset

    return new_dataset()


@contextmanager
def _garbage_looked_for_seldom() -> Iterator[None]:
    """Records come by the thousand and hardly any refer to each other in a ring: looking costs a fifth of a file."""
    usual = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@dataclass
class _Group:
    """Files that are checked together; `sources` has the disclosures of all groups, with the file that each came from.

    `stage` and `seconds` are those of the file at hand.
    """

    ontology: Ontology
    profile: Profile
    named: frozenset[Path]
    sources: dict[str, str]
    marks: Sequence[Mark] = ()
    problems: list[Problem] = field(default_factory=list)
    dataset: Dataset = field(default_factory=_new_dataset)
    results: dict[str, Result] = field(default_factory=dict)
    size: int = 0
    timeout: float = 0
    stage: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    def next(self) -> _Group:
        """An empty group for the files that follow."""
        return _Group(self.ontology, self.profile, self.named, self.sources, self.marks, timeout=self.timeout)

    def run(self, rules: Sequence[CatalogueRule]) -> Run:
        """Shapes, rules and closure over the whole group; files that could not be read are in its dataset too."""
        from kg.graph.build import add_unread

        for problem in self.problems:
            if not problem.skipped:
                add_unread(self.dataset, source_of(problem.path), problem.reason)
        return Run(self._checked(rules), tuple(self.problems), tuple(rules), self.dataset, tuple(self.marks))

    def take(self, path: Path) -> None:
        """One file into the dataset, or a problem; nothing of a file that failed stays behind."""
        self.seconds, document = {}, None
        try:
            with Limit(self.timeout):
                with self._timed("read"):
                    document = read(path)
                self._document(path, document)
        except TooLong:
            reason = f"{STAGES[self.stage]}超过 {self.timeout:g} 秒，已停下；可用 --timeout 放宽"
            self.problems.append(Problem(path, reason))
            self._forget(path, document)
        except NotADisclosure as error:  # found beside disclosures in a folder: said, and no failure
            reason = str(error).removeprefix(source_of(path)).lstrip("/: ")
            self.problems.append(Problem(path, reason, skipped=path.absolute() not in self.named))
        except ReadError as error:
            self.problems.append(Problem(path, str(error).removeprefix(source_of(path)).lstrip("/: ")))
        except KgError:
            raise
        except Exception as error:
            reason = f"{STAGES[self.stage]}时出错（{type(error).__name__}）；加 --debug 显示调用栈"
            self.problems.append(Problem(path, reason, detail=traceback.format_exc()))
            self._forget(path, document)

    def _forget(self, path: Path, document: Document | None) -> None:
        """Takes back what came of a file, if it is not that of an earlier one with the same content."""
        from kg.graph.build import disclosure_iri

        graph = disclosure_iri(document.sha256) if document else ""
        if graph in self.results and self.results[graph].path == path:
            del self.results[graph]
            self.sources.pop(graph, None)
        if graph and graph not in self.sources:
            self.dataset.remove_graph(graph)

    def _document(self, path: Path, document: Document) -> None:
        from kg.extract import extract
        from kg.graph.build import add, add_source, disclosure_iri

        if twin := self.sources.get(disclosure_iri(document.sha256)):
            add_source(self.dataset, document)
            self.problems.append(Problem(path, f"内容与 {twin} 相同，合为一份", skipped=True))
            return
        with self._timed("extract"):
            facts = extract(document, self.ontology)
        with self._timed("graph"):
            disclosure = add(self.dataset, facts)
        self.size += len(facts.facts)
        self.results[disclosure] = _result(path, disclosure, facts, self.seconds)
        self.sources[disclosure] = document.source

    def _checked(self, rules: Sequence[CatalogueRule]) -> tuple[Result, ...]:
        from kg.check.marks import refuted, without
        from kg.check.record import record
        from kg.check.run import check
        from kg.check.shapes import validate

        self.seconds = {}
        with self._timed("shapes"):
            weak = {disclosure: list(nodes) for disclosure, nodes in validate(self.dataset, self.ontology).items()}
        with self._timed("check"):
            checks, findings = check(self.dataset, rules, list(self.results), weak, self.profile)
            checks, findings, hidden = without(refuted(self.marks), checks, findings)
            malformed = {disclosure: len(nodes) for disclosure, nodes in weak.items()}
            record(self.dataset, rules, checks, findings, hidden, malformed, weak)
        each = {stage: seconds / max(1, len(self.results)) for stage, seconds in self.seconds.items()}
        closure = _closure(self.dataset, self.ontology)
        ended = judged(self.results.values(), malformed, checks, findings, hidden)
        return tuple(
            replace(r, seconds={**r.seconds, **each}, closure=closure.get(r.disclosure, Closure())) for r in ended
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        self.stage, began = stage, perf_counter()
        yield
        self.seconds[stage] = perf_counter() - began


def _result(path: Path, disclosure: str, facts: Facts, seconds: Mapping[str, float]) -> Result:
    return Result(
        path=path,
        source=facts.document.source,
        disclosure=disclosure,
        facts=Counter(fact.type.rsplit("#", 1)[-1] for fact in facts.facts),
        tables=len(facts.readings),
        missed=tuple(_missed(reading) for reading in facts.readings if reading.trouble),
        rows_missed=sum(len(reading.unread) for reading in facts.readings),
        warnings=facts.document.warnings,
        seconds=seconds,
        head=_head(facts),
    )


def _missed(reading: Reading) -> Missed:
    place = reading.table.place
    return Missed(reading.title, reading.trouble, place.page, place.line, place.sheet, place.cell)


def judged(
    results: Iterable[Result],
    malformed: Mapping[str, int],
    checks: Iterable[Check],
    findings: Iterable[Finding],
    hidden: Iterable[Finding],
) -> list[Result]:
    """Results with what the rules said of their disclosures: how each ended, the findings, and those refuted."""
    from kg.check.findings import weight

    ended, found, gone = _by_disclosure(checks), _by_disclosure(findings), _by_disclosure(hidden)
    return [
        replace(
            result,
            malformed=malformed.get(result.disclosure, 0),
            checks=tuple(ended[result.disclosure]),
            findings=tuple(sorted(found[result.disclosure], key=weight)),
            refuted=tuple(gone[result.disclosure]),
        )
        for result in results
    ]


def _by_disclosure(records: Iterable[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[record.disclosure].append(record)
    return groups


def _head(facts: Facts) -> Head:
    nodes = {fact.key: dict(fact.properties) for fact in facts.facts if fact.type in (BP.Disclosure, BP.Department)}
    disclosure = next((dict(f.properties) for f in facts.facts if f.type == BP.Disclosure), {})
    department = nodes.get(Ref(disclosure.get(BP.publishedBy, "")), {})
    year = disclosure.get(BP.fiscalYear)
    return Head(
        title=str(disclosure.get(DCTERMS.title, "")),
        department=str(department.get(RDFS.label, "")),
        year=int(year) if isinstance(year, int) else None,
        kind=str(disclosure.get(BP.kind, "")).rsplit("/", 1)[-1],
    )


def _closure(dataset: Dataset, ontology: Ontology) -> dict[str, Closure]:
    from kg.queries import rows

    return {
        row["g"]: Closure(
            row["tables"], row["closed"], tuple(sorted(row["open"].split("\n")[:-1])), row["rounded"], row["short"]
        )
        for row in rows(dataset, "closure", ontology)
    }
