"""The step across documents of a check whose datasets come group by group and are gone when it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping

from rdflib import Dataset

from kg.across.digest import Ask, Digest
from kg.across.run import across, joined
from kg.check.profiles import find_profile
from kg.check.recorded import Basis, Recorded
from kg.check.rules import CatalogueRule, load_rules
from kg.graph.store import new_dataset
from kg.pipeline import Result, Run
from kg.report.concepts import concept_names
from kg.report.nodes import Nodes
from kg.report.spool import Texts
from kg.report.view import DocumentView, with_more
from kg.resources import Ontology


class Comparison:
    """Takes what it needs of each group, and compares all documents at the end."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._digest = Digest(ontology)
        self._texts = Texts()

    def take(self, dataset: Dataset) -> None:
        """Keeps the digests and the texts of a group."""
        self._digest.take(dataset)
        self._texts.take(dataset)

    def ask(self, disclosures: Iterable[str], triples: Ask) -> None:
        """Keeps the digests of disclosures that are elsewhere; their texts stay there."""
        self._digest.ask(disclosures, triples)

    def end(
        self,
        run: Run,
        shown: MutableMapping[str, DocumentView],
        profile: str = "standard",
        keep: Callable[[Dataset], None] = lambda _: None,
    ) -> Run:
        """The run with what was found; the views of its documents in `shown` are brought up to it.

        `keep` gets a dataset with the graphs that were made.
        """
        rules = [rule for rule in load_rules(self._ontology) if rule.across]
        made = new_dataset()
        done = across(self._digest, rules, made, find_profile(profile, self._ontology), run.marks)
        keep(made)
        run = joined(run, done, rules)
        names, bases = concept_names(self._ontology), {rule.code: _basis(rule) for rule in rules}
        for result in run.documents:
            told = _told(result, bases)
            if told.checks and (view := shown.get(result.disclosure)):
                nodes = Nodes(self._digest.store_of(result.disclosure), result.disclosure, names)
                shown[result.disclosure] = with_more(view, told, nodes, self._texts.of(result.disclosure))
        return run


def _told(result: Result, bases: dict[str, Basis]) -> Recorded:
    """Of all that a result has, what came of the rules that compare documents."""
    return Recorded(
        rules=bases,
        checks=tuple(check for check in result.checks if check.rule in bases),
        findings=tuple(finding for finding in result.findings if finding.rule in bases),
        refuted=sum(finding.rule in bases for finding in result.refuted),
    )


def _basis(rule: CatalogueRule) -> Basis:
    return Basis(rule.code, rule.title_zh, rule.title_en, rule.criterion, rule.basis)
