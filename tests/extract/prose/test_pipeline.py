"""The pipeline itself: what each component needs is made before it, and no component is left out of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from spacy.language import Language

from kg.extract.prose.pipeline import COMPONENTS, build, factory_name
from kg.resources import Ontology

SUPPORT = {"__init__", "pipeline", "context", "records", "names", "lines", "facts", "residue", "persons"}


def problems(nlp: Language) -> dict[str, list[str]]:
    """What spaCy's own analysis finds missing, by component."""
    analysis = nlp.analyze_pipes(keys=["assigns", "requires"])
    assert analysis is not None
    return dict(analysis["problems"])


def test_requirements_are_met(ontology: Ontology) -> None:
    found = problems(build(ontology))
    assert list(found) == [factory_name(module) for module in COMPONENTS]
    assert {name: missing for name, missing in found.items() if missing} == {}


def test_a_requirement_that_is_not_met_is_seen(ontology: Ontology) -> None:
    build.cache_clear()
    nlp = build(ontology)
    nlp.remove_pipe("kg_figures")
    build.cache_clear()
    assert "doc._.figures" in problems(nlp)["kg_claims"]


def test_components_are_the_files_of_the_folder(root: Path) -> None:
    files = {path.stem for path in (root / "kg" / "extract" / "prose").glob("*.py")}
    listed = [factory_name(module).removeprefix("kg_") for module in COMPONENTS]
    assert files - SUPPORT == set(listed)
    assert len(listed) == len(set(listed))


def test_each_component_declares_what_it_gives(ontology: Ontology) -> None:
    given = [attribute for module in COMPONENTS for attribute in module.ASSIGNS]
    assert len(given) == len(set(given)) and all(module.ASSIGNS for module in COMPONENTS)


def test_built_once_for_an_ontology_and_again_for_another(ontology: Ontology, tmp_path: Path) -> None:
    assert build(ontology) is build(Ontology.load())
    other = replace(ontology, roots=(*ontology.roots, tmp_path))
    assert build(other) is not build(ontology)


def test_settings_are_plain_data(ontology: Ontology) -> None:
    settings = build(ontology).config["components"]
    assert json.loads(json.dumps(settings))["kg_cues"]["roots"] == [str(root) for root in ontology.roots]


def test_terms_of_the_user_are_read(ontology: Ontology, tmp_path: Path) -> None:
    from kg.extract import prose
    from kg.extract.items import Items
    from kg.extract.sheet import Sheet
    from kg.model import Block, Document
    from kg.read.lines import clean
    from kg.vocab import BP, BPC

    text = "水费9万元，比上年猛涨2万元。"
    document = Document("made-up.txt", "0" * 64, "text", text, (Block("paragraph", clean(text, 0)),))
    (tmp_path / "lexicon").mkdir()
    line = {"id": "soar", "role": "trend", "trend": "up", "words": ["猛涨"]}
    (tmp_path / "lexicon" / "statement_terms.jsonl").write_text(json.dumps(line), encoding="utf-8")
    kinds = []
    for source in (ontology, Ontology.load([tmp_path])):
        sheet = Sheet(document)
        prose.read(document, Items(sheet, source), prose.Context(2023, BPC.budget), source)
        kinds.append([str(d.get(BP.statementKind)).rsplit("/", 1)[-1] for d in sheet.of(BP.Statement)])
    assert kinds == [["total", "total"], ["total", "change"]]
