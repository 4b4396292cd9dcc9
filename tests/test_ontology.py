"""A lint of the vocabulary and the code lists: each term described, aligned and consistent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef, namespace
from rdflib.collection import Collection
from rdflib.term import Node

from kg import ref
from kg.resources import Ontology, shipped
from kg.vocab import BP, BPC, NS_BP, NS_BPC

VOCABULARY = ref.terms(Ontology.load())
CODES = ref.codes(Ontology.load())
SHAPES = Graph().parse(shipped() / "shapes.ttl")
CLOSED = (DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, namespace.SDO, namespace.XSD)
OTHERS = {  # not in rdflib: read in the vocabularies' own files
    "http://www.w3.org/ns/earl#": "Assertion TestCriterion OutcomeValue passed failed inapplicable cantTell untested "
    "test subject outcome",
    "http://www.w3.org/ns/oa#": "Annotation hasBody hasTarget hasSource hasSelector TextPositionSelector "
    "TextQuoteSelector start end exact",
    "http://data.openbudgets.eu/ontology/dsd/dimension/": "fiscalYear budgetPhase operationCharacter "
    "functionalClassification economicClassification",
    "http://data.openbudgets.eu/ontology/dsd/measure/": "amount",
    "http://data.openbudgets.eu/ontology/dsd/attribute/": "currency",
    "http://w3id.org/kpionto/": "Indicator",
    "http://qudt.org/schema/qudt/": "conversionMultiplier",
}
CLASSES = """Disclosure Department Duty Activity Project Objective Indicator Target Result Item BudgetLine Table
    Passage Statement Link Residue Entry Announcement Rule Check Finding"""
PROPERTIES = """sha256 kind fiscalYear template publishedBy hasDuty hasActivity hasProject hasBudgetLine hasObjective
    hasPassage hasIndicator text number amount serves projectType period level1 level2 category direction weight
    definition scoring standard hasTarget hasResult printed comparator value maxValue unit valueKind targetKey grade
    gradeRank score
    functional economic broaderItem column halfUnit inTable about phase fundSource expenditureType rowRole totals
    tableKind declaredUnit layout statementKind trend ofStatement complete reason from to linkKind criterion basis rule
    inDisclosure outcome examined ruleVersion anomalyKind subject severity message expected observed suggestion quote
    start end page line sheet cell confidence extractedBy
    nameKey allowedKind cap compound part nameHasUnit vague echo reasonItem reasonClaim comparedYear heading residueKind
    purpose purposeItem purposeClass askedGroup
    threePublic classCode side topic inferredCategory categoryConfidence nameKind measuredObject measureWord
    ordinal follows unnumbered titleOnly catchAll explains inText printedAs nature onlyCategory cutOff shifted blank
    declaredEmpty"""
LISTS = {
    "table-kinds": """revenue-expenditure revenue expenditure fiscal-appropriation general-public-expenditure
        basic-expenditure three-public government-fund-table state-capital-table project-list procurement assets
        statistics economic-summary overall-objectives project-objectives duty-activities other-table""",
    "indicator-categories": """cost output benefit satisfaction management quantity quality timeliness economic-cost
        social-cost ecological-cost cost-old economic-benefit social-benefit ecological-benefit sustainable-impact
        service-satisfaction""",
    "residue-kinds": """field-code error-reference blank-amount unchosen-option filler instruction slip
        wrong-term renamed-class other-document cut-department phone-digits higher-level""",
    "narratives": """on-three-public on-running-costs on-procurement on-assets on-performance on-rounding on-withheld
        on-tables on-all-goals""",
    "natures": """construction major-repair purchase information-system running-costs procured fixed-assets
        performance-work staff-in-post staff-serving staff-posts staff-hired asset-plan
        counted-projects procurement-item procurement-total small-business""",
    "link-kinds": """serves same-item same-object same-money copied-from similar concerns charged-to cost-of
        same-figure sum row-sum rate-part rate-whole rate-rest same-department
        same-disclosure other-edition year-before budget-of figure-last-year
        figure-budgeted figure-of-department copied-across funded-elsewhere peer-median same-project same-indicator
        weaker-target kept-target dropped-indicator""",
    "statement-kinds": "total change growth share count",
    "trends": "up down flat",
    "row-roles": "detail subtotal total",
    "periods": "annual medium-term",
    "comparators": "ge le eq gt lt qualitative",
    "directions": "higher-better lower-better exact qualitative",
    "value-kinds": "count ratio money duration date boolean text number",
    "disclosure-kinds": "budget final-accounts",
    "fund-sources": "general-public-budget government-fund state-capital fiscal-special-account other-fund",
    "phases": "draft approved adjusted executed",
    "expenditure-types": "basic personnel operating project",
    "sides": "income expenditure",
    "criteria": "completeness relevance appropriateness feasibility arithmetic comparison",
    "reason-claims": "base-rise",
    "asked-groups": "superiors own-staff",
}
FAMILIES = {
    "direction": "polarity-reversed capped-output comparator-error",
    "value-form": """unit-mismatch target-mismatch unit-missing grade-overlap grade-disorder mixed-grades
        grade-inconsistent""",
    "compound": "double-barrelled compound-indicator",
    "vague": "vague-target vague-goal",
    "feasibility": """unachievable-target impossible-target empty-bound impossible-period target-conflict cost-mismatch
        unit-cost-inconsistent headcount-over-establishment per-capita-outlier definition-conflict expired-basis
        low-target target-too-low target-missed impossible-comparator goal-conflict score-over-weight scoring-mismatch
        score-inconsistent multi-year-budget""",
    "category": "misclassified-indicator project-misclassified classification-mismatch",
    "relevance": """duty-mismatch indicator-mismatch unrelated-indicator copied-goal copied-description copied-reason
        copied-text boilerplate-indicator boilerplate-text standard-mismatch duplicate-indicator duplicate-activity
        project-basic-overlap twin-projects satisfaction-object copied-indicator goal-mismatch goal-task-mismatch
        overlap""",
    "completeness": """missing-goal missing-indicator missing-indicator-name missing-target missing-text missing-table
        missing-breakdown missing-budget-line missing-activity-amount missing-self-evaluation duty-uncovered
        commitment-uncovered funding-uncovered zero-budget count-mismatch project-mismatch procurement-missing
        level-missing category-name-only missing-section missing-description missing-reason goal-uncovered
        goal-unreported opaque-other unexplained-source""",
    "arithmetic": """sum-mismatch growth-base growth-mismatch share-mismatch amount-conflict statement-conflict
        table-prose-mismatch rounding-tail double-funding purpose-contradicts-table reason-contradicts-numbers
        reason-inconsistent unexplained-change assets-mismatch table-conflict rate-mismatch undefined-rate share-base
        reason-contradiction reason-mismatch circular-reason""",
    "residue": """placeholder-left typo wording-error term-mismatch numbering-gap numbering-duplicate column-shift
        row-number-gap name-mismatch text-conflict date-contradiction year-mismatch scope-conflict scope-mismatch
        code-not-unique org-mismatch truncated-name truncated-text toc-mismatch title-mismatch duplicate-project-name
        definition-without-line""",
    "comparison": """prior-year-mismatch budget-account-mismatch edition-conflict unraised-target target-restated
        copied-across-departments funded-twice unit-cost-outlier target-eroded""",
}


def _subjects(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    return sorted({s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)})


OWN_CLASSES = [c for c in _subjects(VOCABULARY, OWL.Class) if c.startswith(NS_BP)]
OWN_PROPERTIES = _subjects(VOCABULARY, OWL.ObjectProperty, OWL.DatatypeProperty)
DESCRIBED = sorted(s for s in set(VOCABULARY.subjects(RDFS.label)) if isinstance(s, URIRef))
CONCEPTS = _subjects(CODES, SKOS.Concept)
WRITTEN = [c for c in CONCEPTS if (c, URIRef(BP.support), None) not in CODES]  # not collected from documents


def _exists(iri: str) -> bool:
    if iri.startswith(NS_BP):
        return URIRef(iri) in OWN_CLASSES or URIRef(iri) in OWN_PROPERTIES
    for base, names in OTHERS.items():
        if iri.startswith(base):
            return iri.removeprefix(base) in names.split()
    return any(URIRef(iri) in closed for closed in CLOSED)


def _members(node: Node) -> list[Node]:
    union = VOCABULARY.value(node, OWL.unionOf)
    return list(Collection(VOCABULARY, union)) if union else [node]


def _texts(graph: Graph, node: Node, predicate: URIRef, lang: str) -> list[str]:
    return [str(t) for t in graph.objects(node, predicate) if isinstance(t, Literal) and t.language == lang]


def _repeated(values: Iterator[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [value for value, count in Counter(values).items() if count > 1]


# ------------------------------------------------------------------ vocabulary


def test_the_terms_that_users_and_rules_rely_on_are_there() -> None:
    assert {str(c).removeprefix(NS_BP) for c in OWN_CLASSES} >= set(CLASSES.split())
    assert {str(p).removeprefix(NS_BP) for p in OWN_PROPERTIES} >= set(PROPERTIES.split())


@pytest.mark.parametrize("term", DESCRIBED, ids=VOCABULARY.qname)
def test_each_term_has_two_labels_and_one_sentence(term: URIRef) -> None:
    assert [len(_texts(VOCABULARY, term, RDFS.label, lang)) for lang in ("zh", "en")] == [1, 1]
    (comment,) = VOCABULARY.objects(term, RDFS.comment)
    assert str(comment)[0].isupper() or str(comment)[0].isdigit()
    assert str(comment).endswith(".")


def test_all_own_terms_are_described() -> None:
    assert {*OWN_CLASSES, *OWN_PROPERTIES} <= set(DESCRIBED)
    assert {s for s in VOCABULARY.subjects() if str(s).startswith(NS_BP)} == {*OWN_CLASSES, *OWN_PROPERTIES}


@pytest.mark.parametrize("kind", [OWN_CLASSES, OWN_PROPERTIES], ids=["classes", "properties"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_are_unique(kind: list[URIRef], lang: str) -> None:
    assert not _repeated((label,) for term in kind for label in _texts(VOCABULARY, term, RDFS.label, lang))


@pytest.mark.parametrize("prop", OWN_PROPERTIES, ids=VOCABULARY.qname)
def test_each_property_has_one_known_domain_and_range(prop: URIRef) -> None:
    (domain,) = VOCABULARY.objects(prop, RDFS.domain)
    (span,) = VOCABULARY.objects(prop, RDFS.range)
    assert set(_members(domain)) <= {*OWN_CLASSES, SKOS.Concept}
    literal = (prop, RDF.type, OWL.DatatypeProperty) in VOCABULARY
    for member in _members(span):
        assert _exists(str(member))
        assert literal == (str(member).startswith(str(namespace.XSD)) or member in (RDF.langString, RDFS.Literal))


@pytest.mark.parametrize("term", [*OWN_CLASSES, *OWN_PROPERTIES], ids=VOCABULARY.qname)
def test_alignments_name_terms_that_exist(term: URIRef) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, RDF.type):
        for target in VOCABULARY.objects(term, predicate):
            assert _exists(str(target)), target


def test_each_class_is_aligned_with_a_standard() -> None:
    for term in OWN_CLASSES:
        ancestors = set(VOCABULARY.transitive_objects(term, RDFS.subClassOf))
        assert any(not str(a).startswith(NS_BP) for a in ancestors), term


def test_terms_of_others_exist() -> None:
    assert [t for t in DESCRIBED if not _exists(str(t))] == []


def test_coded_properties_name_their_lists() -> None:
    schemes = set(ref.schemes(CODES))
    for prop in OWN_PROPERTIES:
        named = set(VOCABULARY.objects(prop, QB.codeList))
        assert named <= schemes
        assert bool(named) == ((prop, RDFS.range, SKOS.Concept) in VOCABULARY), prop


def test_shapes_speak_of_known_terms_and_of_whole_lists() -> None:
    used = {str(node) for triple in SHAPES for node in triple if str(node).startswith(NS_BP)}
    assert [iri for iri in used if not _exists(iri)] == []
    lists = ref.schemes(CODES)
    for shape, head in SHAPES.subject_objects(SH["in"]):
        scheme = VOCABULARY.value(SHAPES.value(shape, SH.path), QB.codeList)
        assert isinstance(scheme, URIRef)
        assert sorted(Collection(SHAPES, head), key=str) == lists[scheme]


# ------------------------------------------------------------------ code lists


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_hold_the_agreed_concepts(name: str) -> None:
    found = {str(c).removeprefix(NS_BPC) for c in ref.schemes(CODES)[URIRef(NS_BPC + name)]}
    assert found == set(LISTS[name].split())


def test_all_anomaly_kinds_are_there_under_their_families() -> None:
    kinds = ref.schemes(CODES)[URIRef(NS_BPC + "anomaly-kinds")]
    found = {str(k).removeprefix(NS_BPC): CODES.value(k, SKOS.broader) for k in kinds}
    expected = {k: URIRef(f"{NS_BPC}family-{f}") for f, names in FAMILIES.items() for k in names.split()}
    assert found == expected | {f"family-{family}": None for family in FAMILIES}


def test_concepts_are_in_lists_and_nothing_else_is() -> None:
    schemes = ref.schemes(CODES)
    assert sorted({c for members in schemes.values() for c in members}) == CONCEPTS
    assert {s for s in CODES.subjects() if isinstance(s, URIRef)} == {*CONCEPTS, *schemes}


def test_concepts_have_one_notation_that_is_unique_in_its_list() -> None:
    assert [c for c in CONCEPTS if len(list(CODES.objects(c, SKOS.notation))) != 1] == []
    for scheme, members in ref.schemes(CODES).items():
        assert not _repeated((scheme, str(CODES.value(c, SKOS.notation))) for c in members)


def test_concepts_have_one_name_in_each_language() -> None:
    assert [c for c in CONCEPTS if len(_texts(CODES, c, SKOS.prefLabel, "zh")) != 1] == []
    assert [c for c in WRITTEN if len(_texts(CODES, c, SKOS.prefLabel, "en")) != 1] == []


def test_a_spelling_names_one_concept_of_a_list() -> None:
    for scheme, members in ref.schemes(CODES).items():
        written = (c for c in members if c in WRITTEN)
        names = (_texts(CODES, c, SKOS.prefLabel, "zh") + _texts(CODES, c, SKOS.altLabel, "zh") for c in written)
        assert not _repeated((scheme, name) for spellings in names for name in spellings)


def test_broader_stays_in_the_list_and_ends() -> None:
    for concept, wider in CODES.subject_objects(SKOS.broader):
        assert set(CODES.objects(concept, SKOS.inScheme)) & set(CODES.objects(wider, SKOS.inScheme)), concept
        assert concept not in CODES.transitive_objects(wider, SKOS.broader), concept


def test_classification_codes_nest() -> None:
    for concept in set(CONCEPTS) - set(WRITTEN):
        code, wider = str(CODES.value(concept, SKOS.notation)), CODES.value(concept, SKOS.broader)
        assert str(concept)[len(NS_BPC) + 1 :] == code
        assert len(code) in (3, 5, 7)
        assert wider is None or code.startswith(str(CODES.value(wider, SKOS.notation)))


def test_units_tell_what_they_measure_and_how_they_convert() -> None:
    kinds = {URIRef(kind) for kind in (BPC.count, BPC.ratio, BPC.money, BPC.duration)}
    units = {str(CODES.value(u, SKOS.notation)): u for u in ref.schemes(CODES)[URIRef(NS_BPC + "units")]}
    assert {CODES.value(u, URIRef(BP.valueKind)) for u in units.values()} == kinds
    assert all(CODES.value(u, URIRef(BP.factor)) for u in units.values())
    factor = {name: CODES.value(unit, URIRef(BP.factor)) for name, unit in units.items()}
    assert factor["万元"] == Literal("10000", datatype=namespace.XSD.integer)
    assert float(str(factor["年"])) == 12 * float(str(factor["月"]))
