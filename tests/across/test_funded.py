"""One project in two departments: told by place, year, code and a name that not every department has."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.across import funded
from kg.across.digest import Digest
from kg.across.families import Families
from tests.across.test_copies import digest_of

GATE = "荷塘引水闸门加固"


def project(label: str, more: str = "") -> str:
    return f'<p> a bp:Project ; rdfs:label "{label}" {more}.'


def both(one: str, other: str, update: str = "") -> Digest:
    return digest_of([("水利局", 2024, one), ("农业农村局", 2024, other)], update)


def scores(digest: Digest) -> list[Decimal]:
    return [link.score for link in funded.links(digest, Families(digest))]


def test_each_is_linked_to_the_other() -> None:
    digest = both(project(GATE), project(f"2024年度{GATE}项目"))
    one, other = funded.links(digest, Families(digest))
    assert (one.source, one.to) == (other.to, other.source) and one.source != one.to
    assert {one.score, other.score} == {funded.SAME_NAME}


def test_money_is_the_same_within_half_of_the_last_place() -> None:
    def paid(amount: str) -> str:
        return project(GATE, f"; bp:amount {amount} ; bp:halfUnit 50.0 ")

    assert scores(both(paid("300000.0"), paid("300080.0"))) == [funded.SAME_MONEY] * 2
    assert scores(both(paid("300000.0"), paid("300200.0"))) == [funded.SAME_NAME] * 2
    assert scores(both(paid("0.0"), paid("0.0"))) == [funded.SAME_NAME] * 2, "nothing is no money"


def test_another_place_is_another_project() -> None:
    moved = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        DELETE { GRAPH ?g { ?d rdfs:label ?name } } INSERT { GRAPH ?g { ?d rdfs:label "柳湾县水利局" } }
        WHERE { GRAPH ?g { ?d rdfs:label ?name FILTER(?name = "河湾县水利局") } }"""
    assert scores(both(project(GATE), project(GATE), moved)) == []


@pytest.mark.parametrize("name", ["法律顾问服务", "机关运行经费", "信息系统运维", "闸门", "预备费", "党建工作经费"])
def test_a_name_that_any_department_has_tells_nothing(name: str) -> None:
    assert scores(both(project(name), project(name))) == []


def test_a_row_number_is_no_code() -> None:
    def numbered(code: str) -> tuple[str, str]:
        return project("闸门", f'; skos:notation "{code}" '), project("水闸", f'; skos:notation "{code}" ')

    assert scores(both(*numbered("34112424T000000012345"))) == [funded.SAME_CODE] * 2
    assert scores(both(*numbered("2130305"))) == []
