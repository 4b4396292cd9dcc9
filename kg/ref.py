"""Writes what is generated from the ontology: the constants in ``kg/vocab/``, the page of terms, that of questions.

``python -m kg.ref`` (or ``make ref``) writes them; they are committed, have no date in them, and a test compares.
"""

from __future__ import annotations

import keyword
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import QB
from rdflib.term import Node

from kg.questions import Question, load_questions
from kg.resources import Ontology, shipped

MEND = "make ref"
SMALL = 40  # longer lists are looked up by notation: no constants, and only their top level on the page

_ALIGNMENT = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
_TITLES = {
    "bp": "Classes and properties of the vocabulary (``ontology/kpi.ttl``).",
    "bpc": "Concepts of the short code lists (``ontology/codes/*.ttl``).",
}


_MODULES = {"bp": "bp", "bpc": "bpc"}  # all other namespaces share one


def terms(ontology: Ontology) -> Graph:
    """The vocabulary of `ontology`, with the prefixes of ``kpi.ttl`` and no others."""
    return Graph(bind_namespaces="none").parse(ontology.files("kpi.ttl")[-1], format="turtle")


def codes(ontology: Ontology) -> Graph:
    """All code lists of `ontology` in one graph."""
    graph = Graph(bind_namespaces="none")
    for path in ontology.files("codes/*.ttl"):
        graph.parse(path, format="turtle")
    return graph


def prefixes(graph: Graph) -> dict[str, str]:
    """Prefix to IRI, as declared in the file that `graph` was read from, sorted."""
    return {prefix: str(iri) for prefix, iri in sorted(graph.namespaces())}


def schemes(graph: Graph) -> dict[URIRef, list[URIRef]]:
    """Each code list with its concepts, both sorted by IRI."""
    found = sorted(s for s in graph.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(s, URIRef))
    return {scheme: _iris(graph.subjects(SKOS.inScheme, scheme)) for scheme in found}


def vocab_sources(ontology: Ontology) -> dict[str, str]:
    """The modules of ``kg/vocab/`` by file name: a class of constants for each namespace, sorted, without a date."""
    graph = terms(ontology)
    names = prefixes(graph)
    small = [c for members in schemes(codes(ontology)).values() if len(members) <= SMALL for c in members]
    groups = {prefix: _local_names(graph.subjects(RDFS.label), iri) for prefix, iri in names.items()}
    groups["bpc"] = _local_names(small, names["bpc"])
    classes: dict[str, list[str]] = defaultdict(list)
    for prefix, found in groups.items():
        if found:
            classes[_MODULES.get(prefix, "standard")].append(_constants(prefix, names[prefix], found))
    modules = {f"{module}.py": "\n\n\n".join([_MODULE_HEAD, *made]) + "\n" for module, made in classes.items()}
    return {"__init__.py": _vocab_head(names, [prefix for prefix, found in groups.items() if found]), **modules}


def terms_page(ontology: Ontology) -> str:
    """The page of terms (Markdown): a table a class, the terms of others, the code lists."""
    graph, lists = terms(ontology), codes(ontology)
    lists.namespace_manager = graph.namespace_manager
    own = Namespace(prefixes(graph)["bp"])
    sections = (_page_head(graph), _class_sections(graph), _reused_section(graph, own), _list_sections(lists))
    return "\n".join(line for section in sections for line in section)


def questions_page(ontology: Ontology) -> str:
    """The page of named questions (Markdown): how a file is written, a table of all, a section for each."""
    questions = load_questions(ontology)
    rows = [(f"[`{q.name}`](#{q.name})", q.title_zh, "、".join(f"`{p.name}`" for p in q.parameters)) for q in questions]
    lines = [_QUESTIONS_HEAD, *_table(("名称", "标题", "参数"), rows)]
    return "\n".join([*lines, *(line for question in questions for line in _question_section(question))])


def generated(ontology: Ontology) -> dict[Path, str]:
    """Each generated file with the text that it must have."""
    return {
        **{Path(__file__).parent / "vocab" / name: source for name, source in vocab_sources(ontology).items()},
        shipped() / "README.md": terms_page(ontology),
        shipped() / "queries" / "README.md": questions_page(ontology),
    }


def write() -> list[Path]:
    """Writes the generated files; the paths of those that changed."""
    changed = []
    for path, text in generated(Ontology.load()).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


# ------------------------------------------------------------------ constants


_MADE = f"The terms of the ontology as constants. GENERATED from ontology/ by `{MEND}`; do not edit."
_MODULE_HEAD = f'''"""{_MADE}"""

from typing import Final

from kg.model import Term'''


def _vocab_head(names: dict[str, str], used: list[str]) -> str:
    pairs = "\n".join(f'    "{prefix}": "{iri}",' for prefix, iri in names.items())
    modules: dict[str, list[str]] = defaultdict(list)
    for prefix in used:
        modules[_MODULES.get(prefix, "standard")].append(prefix.upper())
    imports = "\n".join(f"from kg.vocab.{module} import {', '.join(made)}" for module, made in sorted(modules.items()))
    exported = sorted(["BASE", "NS_BP", "NS_BPC", "PREFIXES", *map(str.upper, used)])
    return f'''"""{_MADE}"""

from typing import Final

{imports}

__all__ = [
{"".join(f'    "{name}",{chr(10)}' for name in exported)}]

BASE: Final = "{names["bp"].removesuffix("ns#")}"
NS_BP: Final = "{names["bp"]}"
NS_BPC: Final = "{names["bpc"]}"
PREFIXES: Final[dict[str, str]] = {{
{pairs}
}}
'''


def _constants(prefix: str, iri: str, names: list[str]) -> str:
    title = _TITLES.get(prefix, f"Terms of {iri} that are used as they are.")
    lines = [f'    {_python_name(name)}: Final = Term("{iri}{name}")' for name in names]
    return "\n".join([f"class {prefix.upper()}:", f'    """{title}"""', "", *lines])


def _python_name(local: str) -> str:
    name = local.replace("-", "_")
    return name + "_" if keyword.iskeyword(name) else name


def _local_names(nodes: Iterable[Node], iri: str) -> list[str]:
    return sorted({str(n).removeprefix(iri) for n in nodes if str(n).startswith(iri)})


# ------------------------------------------------------------------ page of questions

_QUESTIONS_HEAD = f"""<!-- GENERATED from the heads of the questions by `{MEND}`; do not edit. -->
# 自带的问题 · Named questions

每个问题一个 `.rq` 文件：开头是每行以 `# ` 起始的 YAML，下面是查询。`kg query 名称 --param 参数=值` 用这里的参数提问；
查询也可以原样在任何 SPARQL 1.1 端点上运行，那时参数不起限制作用。

| 文件头 | 含义 |
|---|---|
| `title` `description` | 标题；一行说明回答什么（zh、en） |
| `note` | 读结果时要知道的（zh、en），可省 |
| `params` | 参数：`type` 是 text、number、year 或 iri，有 `zh`、`en`；无 `default` 的必填，`default` 空着的默认不限制 |
| `columns` | 每一列的表头（zh、en）；`ours: true` 说明其中是本软件的话，不是文本的原文 |

参数在查询中写作 `VALUES ?名称 {{ UNDEF }}`，值按类型写成字面量或 IRI，放在 `UNDEF` 的位置。方向、类别、关联类型等列是
代码，中文名见 [词表](../README.md)。
"""


def _question_section(question: Question) -> Iterator[str]:
    yield f'<a id="{question.name}"></a>'
    yield f"## {question.name} {question.title_zh} · {question.title_en}\n"
    yield f"{question.description_zh}。 {question.description_en}.\n"
    if question.note_zh:
        yield f"注意：{question.note_zh}。 {question.note_en}.\n"
    for parameter in question.parameters:
        yield f"- 参数 {parameter.described} {parameter.en}"
    if question.parameters:
        yield ""
    heads = ((f"`?{name}`", zh, question.columns_en[name]) for name, zh in question.columns.items())
    yield from _table(("列", "表头", "head"), heads)


# ------------------------------------------------------------------ page of terms


def _page_head(graph: Graph) -> Iterator[str]:
    yield f"<!-- GENERATED from kpi.ttl and codes/ by `{MEND}`; do not edit. -->"
    yield "# 词表 · Terms\n"
    yield "每个类一张表；多个类共用的属性在各表中重复列出。所有事实类都有 bp:Fact 的出处属性。\n"
    yield from _table(("prefix", "IRI"), ((f"`{p}:`", iri) for p, iri in prefixes(graph).items()))


def _class_sections(graph: Graph) -> Iterator[str]:
    domains = {prop: _domains(graph, prop) for prop in _iris(graph.subjects(RDFS.domain))}
    for node in _iris([*graph.subjects(RDF.type, OWL.Class), *(c for classes in domains.values() for c in classes)]):
        yield f"## {graph.qname(node)} {_label(graph, node, 'zh')} · {_label(graph, node, 'en')}\n"
        yield f"{graph.value(node, RDFS.comment)}{_aligned(graph, node, ' Aligned with: ')}\n"
        rows = [_property_row(graph, prop) for prop, classes in domains.items() if node in classes]
        if rows:
            yield from _table(("属性", "中文", "English", "值", "说明", "对应"), rows)


def _property_row(graph: Graph, prop: URIRef) -> tuple[str, ...]:
    ranges = ", ".join(f"`{graph.qname(str(r))}`" for r in _range(graph, prop))
    lists = ", ".join(f"`{graph.qname(str(s))}`" for s in _iris(graph.objects(prop, QB.codeList)))
    return (
        f"`{graph.qname(prop)}`",
        _label(graph, prop, "zh"),
        _label(graph, prop, "en"),
        f"{ranges} ({lists})" if lists else ranges,
        str(graph.value(prop, RDFS.comment)),
        _aligned(graph, prop),
    )


def _reused_section(graph: Graph, own: Namespace) -> Iterator[str]:
    yield "## 直接采用的外部词汇 · Terms of others\n"
    others = [node for node in _iris(graph.subjects(RDFS.label)) if node not in own]
    yield from _table(
        ("term", "中文", "English", "说明"),
        (
            (f"`{graph.qname(n)}`", _label(graph, n, "zh"), _label(graph, n, "en"), str(graph.value(n, RDFS.comment)))
            for n in others
        ),
    )


def _list_sections(lists: Graph) -> Iterator[str]:
    for scheme, members in schemes(lists).items():
        shown = members if len(members) <= SMALL else [m for m in members if not lists.value(m, SKOS.broader)]
        yield f"## {lists.qname(scheme)} {_label(lists, scheme, 'zh')} · {_label(lists, scheme, 'en')}\n"
        rest = len(members) - len(shown)
        more = f" {len(members)} concepts; the top level is shown." if rest else ""
        yield f"{lists.value(scheme, SKOS.definition)}{more}\n"
        head = ("code", "notation", "中文", "English", "上位", "其他写法")
        yield from _table(head, (_concept_row(lists, concept) for concept in shown))


def _concept_row(lists: Graph, concept: URIRef) -> tuple[str, ...]:
    broader = lists.value(concept, SKOS.broader)
    return (
        f"`{lists.qname(concept)}`",
        str(lists.value(concept, SKOS.notation)),
        _label(lists, concept, "zh"),
        _label(lists, concept, "en"),
        f"`{lists.qname(str(broader))}`" if broader else "",
        "、".join(sorted(str(name) for name in lists.objects(concept, SKOS.altLabel))),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _label(graph: Graph, node: Node, lang: str) -> str:
    labels = [*graph.objects(node, RDFS.label), *graph.objects(node, SKOS.prefLabel)]
    return next((str(name) for name in labels if getattr(name, "language", None) == lang), "")


def _aligned(graph: Graph, node: Node, lead: str = "") -> str:
    found = [o for p in _ALIGNMENT for o in graph.objects(node, p)]
    found += [kind for kind in graph.objects(node, RDF.type) if not str(kind).startswith(str(OWL))]
    return lead + ", ".join(sorted(f"`{graph.qname(str(o))}`" for o in found)) if found else ""


def _domains(graph: Graph, prop: URIRef) -> set[Node]:
    return {c for domain in graph.objects(prop, RDFS.domain) for c in _union(graph, domain)}


def _range(graph: Graph, prop: URIRef) -> list[Node]:
    return [c for node in graph.objects(prop, RDFS.range) for c in _union(graph, node)]


def _union(graph: Graph, node: Node) -> list[Node]:
    members = graph.value(node, OWL.unionOf)
    return list(Collection(graph, members)) if members else [node]


def _iris(nodes: Iterable[Node]) -> list[URIRef]:
    return sorted({node for node in nodes if isinstance(node, URIRef)})


if __name__ == "__main__":
    for written in write():
        print(written)
