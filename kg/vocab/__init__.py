"""The terms of the ontology as constants. GENERATED from ontology/ by `make ref`; do not edit."""

from typing import Final

from kg.vocab.bp import BP
from kg.vocab.bpc import BPC
from kg.vocab.standard import DCTERMS, EARL, FOAF, OA, ORG, PROV, RDF, RDFS, SH, SKOS, XSD

__all__ = [
    "BASE",
    "BP",
    "BPC",
    "DCTERMS",
    "EARL",
    "FOAF",
    "NS_BP",
    "NS_BPC",
    "OA",
    "ORG",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SH",
    "SKOS",
    "XSD",
]

BASE: Final = "https://w3id.org/cn-budget-performance/"
NS_BP: Final = "https://w3id.org/cn-budget-performance/ns#"
NS_BPC: Final = "https://w3id.org/cn-budget-performance/code/"
PREFIXES: Final[dict[str, str]] = {
    "bp": "https://w3id.org/cn-budget-performance/ns#",
    "bpc": "https://w3id.org/cn-budget-performance/code/",
    "dcterms": "http://purl.org/dc/terms/",
    "earl": "http://www.w3.org/ns/earl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kpi": "http://w3id.org/kpionto/",
    "oa": "http://www.w3.org/ns/oa#",
    "obeu-attribute": "http://data.openbudgets.eu/ontology/dsd/attribute/",
    "obeu-dimension": "http://data.openbudgets.eu/ontology/dsd/dimension/",
    "obeu-measure": "http://data.openbudgets.eu/ontology/dsd/measure/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
