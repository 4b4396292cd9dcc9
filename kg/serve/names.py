"""Chinese names of the terms that nodes are described with: from the vocabulary and the code lists of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from kg.check.pages import SEVERITIES
from kg.check.record import OUTCOMES as OUTCOME_IRIS
from kg.check.record import SEVERITIES as SEVERITY_IRIS
from kg.lang import pick, say
from kg.resources import Ontology
from kg.vocab import DCTERMS, PREFIXES, RDF, RDFS, SKOS

_LABELS: Final = {str(RDFS.label), str(SKOS.prefLabel)}
_OUTCOMES: Final = {
    "failed": "有疑点",
    "passed": "通过",
    "cantTell": "无法判断",
    "untested": "未检查",
    "inapplicable": "不适用",
}
_STANDARD: Final = {
    str(RDF.type): "类型",
    str(RDFS.label): "名称",
    str(SKOS.altLabel): "别名",
    str(SKOS.notation): "编号",
    str(DCTERMS.title): "标题",
    str(DCTERMS.source): "来源文件",
    PREFIXES["org"] + "hasUnit": "内设机构",
    PREFIXES["org"] + "hasSubOrganization": "下属单位",
    PREFIXES["org"] + "OrganizationalUnit": "内设机构",
    PREFIXES["org"] + "FormalOrganization": "单位",
}


@dataclass(frozen=True)
class Names:
    """Labels by IRI."""

    labels: Mapping[str, str]

    @classmethod
    def load(cls, ontology: Ontology) -> Names:
        """The labels of vocabulary, code lists, severities and outcomes in the chosen language."""
        found, language = {iri: say(name) for iri, name in _STANDARD.items()}, pick("zh", "en")
        for path in [*ontology.files("kpi.ttl"), *ontology.files("codes/*.ttl")]:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                value = quad.object
                if quad.predicate.value in _LABELS and isinstance(value, ox.Literal) and value.language == language:
                    found.setdefault(str(getattr(quad.subject, "value", "")), value.value)
        found |= {str(iri): say(SEVERITIES[severity]) for severity, iri in SEVERITY_IRIS.items()}
        found |= {str(iri): say(_OUTCOMES[outcome]) for outcome, iri in OUTCOME_IRIS.items()}
        return cls(found)

    def of(self, iri: str) -> str:
        """The label, or the short form of an IRI that has none."""
        return self.labels.get(iri) or short(iri)

    @cached_property
    def terms(self) -> list[dict[str, str]]:
        """Terms with a prefix, for completion in the editor: ``bp:amount`` with its label."""
        shown = ((short(iri), label) for iri, label in sorted(self.labels.items()))
        return [{"name": name, "label": label} for name, label in shown if "/" not in name and name[-1:].isalnum()]


def short(iri: str) -> str:
    """``bp:amount`` for an IRI under one of our prefixes; others as they are."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
