"""The digests of a store, in a database beside it, so that a build compares all documents without reading them again.

A worker writes the digests of its files beside their graphs; the build takes them in at its end. Those that are
missing, because a build was killed, are taken from the graphs themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from typing import Final

import pyoxigraph as ox

from kg.across.digest import LINKS, Digest
from kg.across.record import Across, clear, write
from kg.across.run import across
from kg.check.profiles import find_profile
from kg.check.rules import load_rules
from kg.graph.store import dataset_of
from kg.model import Mark
from kg.resources import Ontology

SUFFIX: Final = ".digest"
"""Of the file with the digests of a part."""


def spill(digest: Digest, part: Path) -> None:
    """Writes digests beside the part that they are of."""
    digest.store.dump(str(part.with_suffix(SUFFIX)), format=ox.RdfFormat.N_QUADS)


class Digests:
    """The digests of all disclosures of a store that were `built` with the same software and ontology."""

    def __init__(self, folder: Path, built: str, ontology: Ontology) -> None:
        for other in folder.parent.glob(f"{folder.name}-*"):
            if other.name != f"{folder.name}-{built[:16]}":
                rmtree(other, ignore_errors=True)
        store = ox.Store(str(folder.with_name(f"{folder.name}-{built[:16]}")))
        self.digest = Digest(ontology, dataset_of(store))
        self.ontology = ontology

    def bring(self, store: ox.Store, parts: Path, disclosures: set[str]) -> bool:
        """Brings the digests up to `disclosures`, whose facts are in `store`; whether anything was to be done."""
        own = self.digest.store
        clear(self.digest.dataset)
        here = {graph.value for graph in own.named_graphs()}
        for gone in here - disclosures:
            own.remove_graph(ox.NamedNode(gone))
        for path in sorted(parts.glob(f"*{SUFFIX}")):
            own.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS, lenient=True)
            path.unlink()
        known = {graph.value for graph in own.named_graphs()}
        missing = sorted(disclosures - known)
        self.digest.take(dataset_of(store), missing)
        return bool(here ^ disclosures) or not store.contains_named_graph(ox.NamedNode(LINKS))

    def compare(self, store: ox.Store, profile: str, marks: Sequence[Mark]) -> Across:
        """Compares all disclosures; what is found is written to `store`, in place of what an earlier build found."""
        rules = [rule for rule in load_rules(self.ontology) if rule.across]
        done = across(self.digest, rules, find_profile(profile, self.ontology), marks)
        write(dataset_of(store), done, rules)
        return done
