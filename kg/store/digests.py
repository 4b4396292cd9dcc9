"""The digests of a store, in a database beside it, so that a build compares all documents without reading them again.

A worker writes the digests of its files beside their graphs; the build takes them in at its end. Those that are
missing, because a build was killed, are taken from the graphs themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Final

import pyoxigraph as ox

from kg.across.digest import Digest
from kg.across.record import Across
from kg.across.run import across
from kg.check.profiles import find_profile
from kg.check.rules import load_rules
from kg.graph.store import dataset_of
from kg.model import Mark
from kg.resources import Ontology

SUFFIX: Final = ".digest"
"""Of the file with the digests of a part."""


@contextmanager
def digests_of(part: Path, ontology: Ontology) -> Iterator[Digest]:
    """A digest that is beside a part when this ends."""
    unfinished = part.with_suffix(f"{SUFFIX}.part")
    unfinished.unlink(missing_ok=True)
    with closing(Digest(ontology, unfinished)) as digest:
        yield digest
    unfinished.replace(part.with_suffix(SUFFIX))


class Digests:
    """The digests of all disclosures of a store that were `built` with the same software and ontology."""

    def __init__(self, place: Path, built: str, ontology: Ontology) -> None:
        path = place.with_name(f"{place.name}-{built[:16]}.sqlite")
        for other in place.parent.glob(f"{place.name}-*"):
            if other.is_dir():
                rmtree(other, ignore_errors=True)
            elif not other.name.startswith(path.name):
                other.unlink(missing_ok=True)
        self.digest = Digest(ontology, path)
        self.ontology = ontology

    def close(self) -> None:
        """Lets go of the database."""
        self.digest.close()

    def bring(self, store: ox.Store, parts: Path, disclosures: set[str]) -> bool:
        """Brings the digests up to `disclosures`, whose facts are in `store`; whether anything was to be done."""
        here = {head.iri for head in self.digest.heads()}
        for path in sorted(parts.glob(f"*{SUFFIX}")):
            self.digest.merge(path)
            path.unlink()
        known = {head.iri for head in self.digest.heads()}
        self.digest.drop(known - disclosures)
        self.digest.take(dataset_of(store), sorted(disclosures - known))
        return here != disclosures

    def compare(self, store: ox.Store, profile: str, marks: Sequence[Mark], workers: int) -> Across:
        """Compares all disclosures; what is found is written to `store`, in place of what an earlier build found."""
        rules = [rule for rule in load_rules(self.ontology) if rule.across]
        chosen = find_profile(profile, self.ontology)
        return across(self.digest, rules, dataset_of(store), chosen, marks, workers)
