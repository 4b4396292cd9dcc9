"""The made-up disclosures of samples/: every planted defect is found, nothing else is, and no fact is lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import URIRef

from kg.extract import extract
from kg.model import Fact, Finding
from kg.pipeline import Result, Run, check_files
from kg.queries import rows
from kg.read import read
from kg.read.text import read_text
from kg.resources import Ontology
from kg.vocab import BP, DCTERMS

ANSWERS = Path(__file__).parent / "samples"
SAMPLES = sorted((Path(__file__).parent.parent / "samples").iterdir())
TEXTS = [path for path in SAMPLES if path.suffix == ".txt"]
CLEAN = "clean-budget"
FIRST_RULES = (
    *("A01", "A03", "A04", "A12", "A14", "R04", "R07", "R08", "R09", "R14"),
    *("C08", "C10", "C11", "X07", "X08", "X11", "X12", "X13", "X15", "X20"),
)
COUNTS = """
PREFIX bp: <https://w3id.org/cn-budget-performance/ns#>
SELECT ?g ?what (COUNT(DISTINCT ?node) AS ?n) WHERE {
  GRAPH ?g {
    { ?node a bp:Duty ; bp:text ?text BIND("duties" AS ?what) }
    UNION { ?node a bp:Activity BIND("activities" AS ?what) }
    UNION { ?node a bp:Project BIND("projects" AS ?what) }
    UNION { ?node a bp:Indicator BIND("indicators" AS ?what) }
    UNION { ?node a bp:Objective BIND("objectives" AS ?what) }
    UNION { ?node a bp:BudgetLine ; bp:amount ?money FILTER(?money != 0) BIND("budget_lines" AS ?what) }
  }
}
GROUP BY ?g ?what
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One defect as a reader names it: rule, subject as printed (may be empty), a short quote."""

    rule: str
    quote: str
    why: str
    subject: str = ""

    def names(self, finding: Finding) -> bool:
        """Whether a finding speaks of this defect."""
        if finding.rule != self.rule:
            return False
        quote, found = bare(self.quote), bare(finding.quote)
        return self.subject in finding.labels or quote in found or (len(found) > 3 and found in quote)


def bare(text: str) -> str:
    """Text without the blanks and line ends of a layout."""
    return re.sub(r"\s+", "", text)


def answers(sample: Path) -> dict[str, Any]:
    """The answer file of a sample."""
    text = (ANSWERS / f"{sample.stem}.answers.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def listed(sample: Path, key: str) -> list[Answer]:
    """The defects under `planted` or `also`."""
    return [Answer(**entry) for entry in answers(sample).get(key, [])]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The shipped ontology."""
    return Ontology.load()


@pytest.fixture(scope="session")
def run(ontology: Ontology) -> Run:
    """One run of the whole pipeline over all samples."""
    return check_files(SAMPLES, ontology)


@pytest.fixture(scope="session")
def results(run: Run) -> dict[str, Result]:
    """The results by name of the sample."""
    return {result.path.stem: result for result in run.documents}


each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)


def plain_text(run: Run, result: Result) -> str:
    """The text of a sample as the graph keeps it."""
    return str(run.dataset.value(URIRef(result.disclosure), URIRef(BP.plainText)))


def test_every_sample_has_answers_and_was_read(run: Run) -> None:
    assert len(TEXTS) >= 7
    assert {path.name.removesuffix(".answers.yml") for path in ANSWERS.iterdir()} == {path.stem for path in SAMPLES}
    assert [(problem.path.name, problem.reason, problem.detail) for problem in run.problems] == []
    assert [result.path for result in run.documents] == SAMPLES


def test_each_of_the_first_rules_has_two_planted_defects() -> None:
    planted = Counter(answer.rule for sample in SAMPLES for answer in listed(sample, "planted"))
    assert {rule: planted[rule] for rule in FIRST_RULES if planted[rule] < 2} == {}


@each_sample
def test_quotes_of_the_answers_stand_in_the_sample(sample: Path, run: Run, results: dict[str, Result]) -> None:
    text = bare(plain_text(run, results[sample.stem]))
    assert [a.quote for a in listed(sample, "planted") + listed(sample, "also") if bare(a.quote) not in text] == []


@each_sample
def test_every_planted_defect_is_found(sample: Path, results: dict[str, Result]) -> None:
    findings = results[sample.stem].findings
    missed = [answer for answer in listed(sample, "planted") if not any(map(answer.names, findings))]
    assert missed == []


@each_sample
def test_nothing_else_is_found(sample: Path, results: dict[str, Result]) -> None:
    known = listed(sample, "planted") + listed(sample, "also")
    wrong = [
        (finding.rule, finding.labels, finding.quote, finding.message_zh)
        for finding in results[sample.stem].findings
        if finding.severity != "info" and not any(answer.names(finding) for answer in known)
    ]
    assert wrong == []


def test_the_clean_sample_was_examined_by_the_first_rules(results: dict[str, Result]) -> None:
    assert listed(Path(CLEAN), "planted") == []
    outcomes = {check.rule: check.outcome for check in results[CLEAN].checks}
    assert {outcomes[rule] for rule in FIRST_RULES} <= {"passed", "inapplicable", "failed"}
    assert sum(outcomes[rule] == "passed" for rule in FIRST_RULES) >= 16


@each_sample
def test_facts_are_counted_as_a_reader_counts_them(
    sample: Path, run: Run, results: dict[str, Result], ontology: Ontology
) -> None:
    expected = answers(sample)["facts"]
    disclosure = results[sample.stem].disclosure
    counts = rows(run.dataset, COUNTS, ontology)
    counted = dict.fromkeys(expected, 0) | {row["what"]: row["n"] for row in counts if row["g"] == disclosure}
    assert counted == expected


@each_sample
def test_persons_are_masked(sample: Path, run: Run, results: dict[str, Result], ontology: Ontology) -> None:
    facts = extract(read(sample), ontology).facts
    shown = plain_text(run, results[sample.stem]) + "".join(
        str(value) for fact in facts for _, value in fact.properties
    )
    shown += "".join(fact.evidence.quote for fact in facts if fact.evidence)
    assert [name for name in answers(sample).get("private", []) if name in bare(shown)] == []


@pytest.mark.parametrize("sample", TEXTS, ids=lambda path: path.stem)
def test_the_encoding_of_a_file_changes_nothing(sample: Path, ontology: Ontology) -> None:
    text = read_text(sample.read_bytes(), sample.name).text
    found = {
        encoding: [_content(fact) for fact in extract(read_text(text.encode(encoding), sample.name), ontology).facts]
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")
    }
    assert all(facts == found["utf-8"] for facts in found.values())


def _content(fact: Fact) -> Fact:
    """A fact without what tells one file from another."""
    kept = tuple((p, v) for p, v in fact.properties if p not in (BP.sha256, DCTERMS.source))
    return fact._replace(properties=kept)
