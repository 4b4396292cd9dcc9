"""Generated files are committed, and equal what the ontology gives now."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ref, vocab
from kg.model import Term
from kg.resources import Ontology

FILES = ref.generated(Ontology.load())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_committed_file_is_what_the_ontology_gives(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == FILES[path], f"{path.name} is out of date: run `{ref.MEND}`"


def test_write_leaves_what_is_right_alone() -> None:
    assert ref.write() == []


def test_constants_are_terms_and_an_unknown_name_raises() -> None:
    assert vocab.BP.hasTarget == "https://w3id.org/cn-budget-performance/ns#hasTarget"
    assert vocab.BPC.higher_better == "https://w3id.org/cn-budget-performance/code/higher-better"
    assert vocab.BP.from_ == f"{vocab.NS_BP}from"
    assert isinstance(vocab.SH.Violation, Term)
    with pytest.raises(AttributeError):
        vocab.BP.amonut  # type: ignore[attr-defined]  # noqa: B018


def test_a_new_term_reaches_the_constants_and_the_page(tmp_path: Path) -> None:
    text = Ontology.load().files("kpi.ttl")[0].read_text(encoding="utf-8")
    term = 'bp:Map a owl:Class ; rdfs:label "图"@zh, "map"@en ; rdfs:subClassOf bp:Fact ; rdfs:comment "A map."@en .'
    (tmp_path / "kpi.ttl").write_text(f"{text}\n{term}\n", encoding="utf-8")
    ontology = Ontology.load([tmp_path])
    constants = ref.vocab_sources(ontology)["bp.py"]
    assert '    Map: Final = Term("https://w3id.org/cn-budget-performance/ns#Map")' in constants
    assert "## bp:Map 图 · map\n\nA map. Aligned with: `bp:Fact`\n" in ref.terms_page(ontology)


def test_long_lists_give_no_constants_and_only_their_top_level_on_the_page() -> None:
    source, page = "".join(ref.vocab_sources(Ontology.load()).values()), ref.terms_page(Ontology.load())
    assert "code/F201" not in source
    assert "| `bpc:F201` |" in page
    assert "| `bpc:F20101` |" not in page
