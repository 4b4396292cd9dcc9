"""Each view means what its page says, and every node has the same attributes."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import networkx as nx
import pytest
from rdflib import Dataset

import kg
from kg.errors import QueryError
from kg.explore.money import NO_DUTY, NO_FUNCTION
from kg.explore.views import VIEWS
from tests.across.test_similar import strange
from tests.explore.conftest import dataset

ATTRIBUTES = {
    "label",
    "class",
    "amount",
    "iri",
    "findings",
    "messages",
    "quote",
    "page",
    "place",
    "department",
    "disclosure",
}
A, B = "urn:x:/a/", "urn:x:/b/"


@pytest.mark.parametrize("view", VIEWS)
def test_every_node_has_the_attributes(g: Dataset, view: str) -> None:
    made = kg.to_networkx(g, view)
    assert made.graph["view"] == view and len(made) > 1
    assert [node for node, attributes in made.nodes(data=True) if not set(attributes) >= ATTRIBUTES] == []


def test_an_unknown_view_is_said(g: Dataset) -> None:
    with pytest.raises(QueryError, match="tree、copies、money、similarity"):
        kg.to_networkx(g, "forest")


def test_the_tree_goes_from_department_to_indicator(g: Dataset) -> None:
    tree = kg.to_networkx(g, "tree")
    path = ["urn:x:/lotus", A + "duty", A + "p", A + "i"]
    assert all(tree.has_edge(one, other) for one, other in pairwise(path))
    assert not tree.has_edge("urn:x:/lotus", A + "p"), "what serves a duty hangs on it"
    assert tree.has_edge("urn:x:/lotus", A + "r") and tree.has_edge("urn:x:/pond", B + "i")
    assert [tree.nodes[node]["class"] for node in path] == ["Department", "Duty", "Project", "Indicator"]
    assert (tree.nodes[A + "i"]["target"], tree.nodes[A + "i"]["place"]) == ("≥4只", "第 12 行")
    assert (tree.nodes[A + "p"]["amount"], tree.nodes[A + "p"]["page"]) == (Decimal(100000), 4)
    assert {"urn:x:/c", "urn:x:/c/i"} <= set(tree), "a disclosure stands for a department that was not read"


def test_findings_of_a_target_count_for_its_indicator(g: Dataset) -> None:
    tree = kg.to_networkx(g, "tree")
    counts = {node.removeprefix(A): tree.nodes[node]["findings"] for node in tree if node.startswith(A)}
    assert counts == {"duty": 0, "other": 0, "p": 1, "q": 0, "r": 1, "act": 0, "i": 1, "j": 0}
    assert tree.nodes[A + "p"]["messages"] == ["A01 重"]


def test_a_view_keeps_to_the_disclosures_that_are_asked_for(g: Dataset) -> None:
    for options in ({"department": "荷"}, {"year": 2023}, {"department": "塘", "year": 2023, "kind": "budget"}):
        tree = kg.to_networkx(g, "tree", **options)
        assert {attributes["department"] for _, attributes in tree.nodes(data=True)} == {"荷塘局"}
    assert len(kg.to_networkx(g, "tree", kind="final-accounts")) == 2
    assert len(kg.to_networkx(g, "tree", department="不存在")) == 0


def test_copies_are_names_and_targets_alike_whatever_the_blanks(g: Dataset) -> None:
    copies = kg.to_networkx(g, "copies")
    (shared,) = [node for node, attributes in copies.nodes(data=True) if "owners" in attributes]
    assert copies.nodes[shared]["owners"] == 2 and copies.nodes[shared]["findings"] == 1
    assert set(copies[shared]) == {"urn:x:/lotus", "urn:x:/pond"}, "with another target it is another indicator"
    assert copies.edges["urn:x:/pond", shared] == {
        **{"count": 1, "iris": [B + "i"], "year": 2024},
        **{"quote": "蛙的数量 ≥ 4 只", "place": "", "disclosure": "urn:x:/b"},
    }
    assert copies.nodes[shared]["source"] == "urn:x:/lotus", "which printed it the year before"
    communities = {node: copies.nodes[node]["community"] for node in copies}
    assert communities["urn:x:/lotus"] == communities["urn:x:/pond"] == communities[shared] != communities["urn:x:/c"]


GOAL = "聘请两名水质专家每季度到各村荷塘取样化验，建立水质台账，对超标荷塘提出换水和清淤方案，使荷塘全部达标"


def shared_goal(*years: int) -> nx.Graph:
    """What departments share that print the same goal but for a number, in these years, and nine others another."""
    said = [(year, f"{GOAL}{n}次") for n, year in enumerate(years)] + [(2024, text) for text in strange(9)]
    trig = "".join(
        f'<{n}> {{ <{n}> a bp:Disclosure ; bp:publishedBy <o{n}> ; bp:fiscalYear "{year}"^^xsd:gYear . '
        f'<o{n}> a bp:Department ; rdfs:label "局{n}" . <{n}/p> a bp:Project ; rdfs:label "荷塘" ; '
        f'bp:hasObjective <{n}/o> . <{n}/o> a bp:Objective ; bp:text "{text}" ; bp:quote "{text}" ; bp:page {n} . }}'
        for n, (year, text) in enumerate(said)
    )
    return kg.to_networkx(dataset(trig), "copies")


def test_copies_are_goals_that_are_nearly_the_same_with_their_quotes() -> None:
    copies = shared_goal(2024, 2023, 2024)
    (goal,) = [node for node, attributes in copies.nodes(data=True) if "owners" in attributes]
    assert (copies.nodes[goal]["class"], copies.nodes[goal]["owners"]) == ("Objective", 3)
    assert copies.nodes[goal]["source"] == "urn:x:/o1"
    assert copies.edges["urn:x:/o1", goal]["quote"] == f"{GOAL}1次" and copies.edges["urn:x:/o1", goal]["year"] == 2023
    communities = {copies.nodes[node]["community"] for node in (goal, "urn:x:/o0", "urn:x:/o1", "urn:x:/o2")}
    assert len(communities) == 1 and copies.nodes["urn:x:/o5"]["community"] not in communities


def test_of_one_year_no_one_is_the_source() -> None:
    copies = shared_goal(2023, 2023)
    assert [attributes["source"] for _, attributes in copies.nodes(data=True) if "owners" in attributes] == [None]


def test_a_goal_that_many_departments_print_is_a_template() -> None:
    assert not shared_goal(*range(2020, 2026)).edges and shared_goal(*range(2020, 2025)).edges


def test_copies_by_project_leave_out_what_is_of_no_project(g: Dataset) -> None:
    copies = kg.to_networkx(g, "copies", level="project", least=1)
    printed = {
        attributes["target"]: set(copies[node])
        for node, attributes in copies.nodes(data=True)
        if "owners" in attributes
    }
    assert printed == {"≥4只": {A + "p"}}
    with pytest.raises(QueryError, match="level"):
        kg.to_networkx(g, "copies", level="city")


def test_money_flows_from_function_to_project_to_duty_and_none_is_lost(g: Dataset) -> None:
    money = kg.to_networkx(g, "money")
    assert money.edges["function:213", A + "p"]["amount"] == money.edges[A + "p", A + "duty"]["amount"] == 100000
    assert money.nodes["function:213"]["label"] == "213 农林水支出"
    assert set(money.predecessors(NO_DUTY)) == {A + "r"} and set(money.successors(NO_FUNCTION)) == {A + "q", A + "r"}
    projects = [node for node, attributes in money.nodes(data=True) if attributes["class"] == "Project"]
    assert sum(flow["amount"] for _, _, flow in money.in_edges(projects, data=True)) == Decimal("180000.5")
    assert sum(flow["amount"] for _, _, flow in money.out_edges(projects, data=True)) == Decimal("180000.5")


def test_money_knows_what_has_a_target(g: Dataset) -> None:
    money = kg.to_networkx(g, "money")
    covered = {node.removeprefix(A): money.nodes[node]["covered"] for node in (A + "p", A + "q", A + "r")}
    assert covered == {"p": "own", "q": "duty", "r": "none"}
    assert money.nodes[A + "p"]["measured"] and not money.nodes[A + "q"]["measured"]


def test_similar_are_disclosures_of_different_departments_with_the_same_texts(g: Dataset) -> None:
    alike = kg.to_networkx(g, "similarity", least=2)
    assert [set(edge) for edge in alike.edges] == [{"urn:x:/a", "urn:x:/b"}]
    assert alike.edges["urn:x:/a", "urn:x:/b"] == {"shared": 2, "weight": 1.0}
    assert not kg.to_networkx(g, "similarity", least=2, most=1).edges, "stock phrases join none"


def test_similar_within_a_department_counts_disclosures() -> None:
    trig = "".join(
        f"<{n}> {{ <{n}> a bp:Disclosure ; bp:publishedBy <o> . <o> rdfs:label '荷塘局' . "
        f'<{n}/1> a bp:Duty ; bp:quote "养蛙" . <{n}/2> a bp:Duty ; bp:quote "种荷" . }}'
        for n in range(3)
    )
    assert not kg.to_networkx(dataset(trig), "similarity", least=2).edges
    within = kg.to_networkx(dataset(trig), "similarity", least=2, across=False)
    assert sorted(map(sorted, within.edges)) == [[f"urn:x:/{a}", f"urn:x:/{b}"] for a, b in ((0, 1), (0, 2), (1, 2))]
    assert not kg.to_networkx(dataset(trig), "similarity", least=2, most=2, across=False).edges
