"""The terms of the ontology as constants. GENERATED from ontology/ by `make ref`; do not edit."""

from typing import Final

from kg.model import Term


class DCTERMS:
    """Terms of http://purl.org/dc/terms/ that are used as they are."""

    source: Final = Term("http://purl.org/dc/terms/source")
    title: Final = Term("http://purl.org/dc/terms/title")


class EARL:
    """Terms of http://www.w3.org/ns/earl# that are used as they are."""

    cantTell: Final = Term("http://www.w3.org/ns/earl#cantTell")
    failed: Final = Term("http://www.w3.org/ns/earl#failed")
    inapplicable: Final = Term("http://www.w3.org/ns/earl#inapplicable")
    passed: Final = Term("http://www.w3.org/ns/earl#passed")
    untested: Final = Term("http://www.w3.org/ns/earl#untested")


class FOAF:
    """Terms of http://xmlns.com/foaf/0.1/ that are used as they are."""

    Document: Final = Term("http://xmlns.com/foaf/0.1/Document")


class OA:
    """Terms of http://www.w3.org/ns/oa# that are used as they are."""

    Annotation: Final = Term("http://www.w3.org/ns/oa#Annotation")
    TextPositionSelector: Final = Term("http://www.w3.org/ns/oa#TextPositionSelector")
    TextQuoteSelector: Final = Term("http://www.w3.org/ns/oa#TextQuoteSelector")
    end: Final = Term("http://www.w3.org/ns/oa#end")
    exact: Final = Term("http://www.w3.org/ns/oa#exact")
    hasBody: Final = Term("http://www.w3.org/ns/oa#hasBody")
    hasSelector: Final = Term("http://www.w3.org/ns/oa#hasSelector")
    hasSource: Final = Term("http://www.w3.org/ns/oa#hasSource")
    hasTarget: Final = Term("http://www.w3.org/ns/oa#hasTarget")
    start: Final = Term("http://www.w3.org/ns/oa#start")


class ORG:
    """Terms of http://www.w3.org/ns/org# that are used as they are."""

    FormalOrganization: Final = Term("http://www.w3.org/ns/org#FormalOrganization")
    OrganizationalUnit: Final = Term("http://www.w3.org/ns/org#OrganizationalUnit")
    hasSubOrganization: Final = Term("http://www.w3.org/ns/org#hasSubOrganization")
    hasUnit: Final = Term("http://www.w3.org/ns/org#hasUnit")


class PROV:
    """Terms of http://www.w3.org/ns/prov# that are used as they are."""

    Entity: Final = Term("http://www.w3.org/ns/prov#Entity")


class RDF:
    """Terms of http://www.w3.org/1999/02/22-rdf-syntax-ns# that are used as they are."""

    type: Final = Term("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class RDFS:
    """Terms of http://www.w3.org/2000/01/rdf-schema# that are used as they are."""

    label: Final = Term("http://www.w3.org/2000/01/rdf-schema#label")


class SH:
    """Terms of http://www.w3.org/ns/shacl# that are used as they are."""

    Info: Final = Term("http://www.w3.org/ns/shacl#Info")
    Violation: Final = Term("http://www.w3.org/ns/shacl#Violation")
    Warning: Final = Term("http://www.w3.org/ns/shacl#Warning")


class SKOS:
    """Terms of http://www.w3.org/2004/02/skos/core# that are used as they are."""

    Concept: Final = Term("http://www.w3.org/2004/02/skos/core#Concept")
    ConceptScheme: Final = Term("http://www.w3.org/2004/02/skos/core#ConceptScheme")
    altLabel: Final = Term("http://www.w3.org/2004/02/skos/core#altLabel")
    broadMatch: Final = Term("http://www.w3.org/2004/02/skos/core#broadMatch")
    broader: Final = Term("http://www.w3.org/2004/02/skos/core#broader")
    closeMatch: Final = Term("http://www.w3.org/2004/02/skos/core#closeMatch")
    exactMatch: Final = Term("http://www.w3.org/2004/02/skos/core#exactMatch")
    inScheme: Final = Term("http://www.w3.org/2004/02/skos/core#inScheme")
    notation: Final = Term("http://www.w3.org/2004/02/skos/core#notation")
    prefLabel: Final = Term("http://www.w3.org/2004/02/skos/core#prefLabel")
    relatedMatch: Final = Term("http://www.w3.org/2004/02/skos/core#relatedMatch")


class XSD:
    """Terms of http://www.w3.org/2001/XMLSchema# that are used as they are."""

    boolean: Final = Term("http://www.w3.org/2001/XMLSchema#boolean")
    decimal: Final = Term("http://www.w3.org/2001/XMLSchema#decimal")
    gYear: Final = Term("http://www.w3.org/2001/XMLSchema#gYear")
    integer: Final = Term("http://www.w3.org/2001/XMLSchema#integer")
    string: Final = Term("http://www.w3.org/2001/XMLSchema#string")
