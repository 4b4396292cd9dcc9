"""Links to what another department prints too: which way they go, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kg.across import copies, pairs
from kg.across.digest import Digest
from kg.across.families import Families
from kg.graph.store import new_dataset, raw
from kg.resources import Ontology
from kg.vocab import BP
from tests.across.test_rules import add, disclosure
from tests.across.test_similar import GOAL, SET

OTHER = GOAL.replace("两名", "三名")
Document = tuple[str, int, str]  # its department, year, and goal


def digest_of(documents: Iterable[tuple[str, int, str]], update: str = "") -> Digest:
    dataset = new_dataset()
    for number, (department, year, graph) in enumerate(documents):
        add(dataset, str(number), {"department": department, "year": year, "graph": graph})
    raw(dataset).update(update)
    digest = Digest(Ontology.load())
    digest.take(dataset)
    return digest


def goal(text: str) -> str:
    return f'<p> a bp:Project ; rdfs:label "荷塘监测" ; bp:hasObjective <o> . <o> a bp:Objective ; bp:text "{text}" .'


def indicators(keys: Iterable[tuple[str, str]]) -> str:
    return '<p> a bp:Project ; rdfs:label "莲藕分拣" . ' + " ".join(
        f'<p> bp:hasIndicator <i{n}> . <i{n}> a bp:Indicator ; bp:nameKey "{name}" ; bp:hasTarget <t{n}> . '
        f'<t{n}> a bp:Target ; bp:targetKey "{target}" .'
        for n, (name, target) in enumerate(keys)
    )


def linked(*documents: Document) -> list[tuple[int, int]]:
    """From which document to which, by their places."""
    digest = digest_of((department, year, goal(text)) for department, year, text in documents)
    made = copies.links(digest, Families(digest))
    return sorted((int(link.source.split("/")[-2]), int(link.to.split("/")[-2])) for link in made)


def test_the_later_year_repeats_the_earlier() -> None:
    assert linked(("水产局", 2023, GOAL), ("林业局", 2024, GOAL)) == [(1, 0)]
    assert linked(("水产局", 2025, GOAL), ("林业局", 2024, GOAL)) == [(0, 1)]


def test_a_link_says_what_both_print_and_how_much_of_the_shorter_that_is() -> None:
    longer = f"根据有关规定，{GOAL}"
    digest = digest_of((name, 2024, goal(text)) for name, text in [("甲局", longer), ("乙局", OTHER)])
    there, back = copies.links(digest, Families(digest))
    assert there.quote == back.quote == GOAL[GOAL.index("名水质") :]
    assert there.score == back.score and f"{there.score:.0%}" in there.reason
    assert 1 > there.score > Decimal("0.9"), "all but one character and what is too short for a run"


def test_of_one_year_each_repeats_the_other() -> None:
    assert linked(("水产局", 2024, GOAL), ("林业局", 2024, GOAL)) == [(0, 1), (1, 0)]


def test_every_year_repeats_the_first_of_the_other_department() -> None:
    documents = [("水产局", 2022, GOAL), ("水产局", 2023, GOAL), ("林业局", 2023, GOAL), ("林业局", 2024, GOAL)]
    assert linked(*documents) == [(2, 0), (3, 0)]


def test_who_changes_its_own_text_later_repeats_no_one() -> None:
    documents = [("水产局", 2022, GOAL), ("林业局", 2023, GOAL), ("水产局", 2024, OTHER)]
    assert linked(*documents) == [(1, 0)]


def test_a_department_that_was_renamed_repeats_itself() -> None:
    renamed = [("农业局", 2018, GOAL), ("农业农村局", 2020, GOAL)]
    assert linked(*renamed) != []
    digest = digest_of((department, year, goal(text)) for department, year, text in renamed)
    assert list(copies.links(digest, Families(digest, pairs.links(digest)))) == []


def test_reasons_are_linked_and_say_so() -> None:
    digest = digest_of((name, 2024, f'<s> a bp:Statement ; bp:reason "{GOAL}" .') for name in ("水产局", "林业局"))
    reasons = {link.reason for link in copies.links(digest, Families(digest))}
    assert reasons == {f"与“河湾县{name}”的变动原因相同的文字占较短一方的 100%" for name in ("水产局", "林业局")}


def test_a_set_is_linked_with_each_of_its_indicators() -> None:
    other = [*reversed(SET), ("莲藕冷藏批次", "ge9")]
    digest = digest_of([("水产局", 2023, indicators(SET)), ("林业局", 2024, indicators(other))])
    made = list(copies.links(digest, Families(digest)))
    here, there = disclosure("1"), disclosure("0")
    assert (made[0].source, made[0].to) == (f"{here}/p", f"{there}/p")
    assert {(link.source, link.to) for link in made[1:]} == {(f"{here}/i{3 - n}", f"{there}/i{n}") for n in range(4)}


def test_the_indicators_of_a_department_are_those_of_its_disclosure() -> None:
    own = "<https://w3id.org/cn-budget-performance/department/河湾县{}>"
    digest = digest_of((name, 2024, indicators(SET).replace("<p>", own.format(name))) for name in ("水产局", "林业局"))
    made = {(link.source, link.to) for link in copies.links(digest, Families(digest))}
    assert {(disclosure("0"), disclosure("1")), (disclosure("1"), disclosure("0"))} < made and len(made) == 10


def test_a_disclosure_of_nobody_is_compared_with_none() -> None:
    publisher = f"<{disclosure('1')}> <{BP.publishedBy}> ?any"
    unnamed = f"DELETE WHERE {{ GRAPH <{disclosure('1')}> {{ {publisher} }} }}"
    digest = digest_of([("水产局", 2024, goal(GOAL)), ("林业局", 2024, goal(GOAL))], unnamed)
    assert list(copies.links(digest, Families(digest))) == []


def test_families_are_by_department_and_hold_its_units() -> None:
    listed = "<https://w3id.org/cn-budget-performance/department/河湾县水产局> org:hasSubOrganization <u> . "
    graph = listed + '<u> rdfs:label "河湾县 荷塘站" .'
    digest = digest_of([("水产局", 2023, graph), ("水产局", 2024, ""), ("荷塘站", 2024, ""), ("林业局", 2024, "")])
    numbers = Families(digest).numbers
    first, second, unit, other = (numbers[disclosure(str(n))] for n in range(4))
    assert first == second == unit != other
