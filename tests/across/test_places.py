"""Places at the beginning of names, by the official list."""

from __future__ import annotations

import pytest

from kg.across.identity import told
from kg.across.places import gazetteer
from kg.resources import Ontology
from kg.vocab import BP, SKOS
from tests.across.made import Made, digest_of

PLACES = gazetteer(Ontology.load())


@pytest.mark.parametrize(
    ("name", "code", "rest"),
    [
        ("昆明市五华区教育局", "530102", "教育局"),
        ("云南省昆明市五华区教育局", "530102", "教育局"),
        ("云南省教育厅", "530000", "教育厅"),
        ("云南教育厅", "530000", "教育厅"),
        ("内蒙古自治区财政厅", "150000", "财政厅"),
        ("天津市和平区教育局", "120101", "教育局"),
        ("仙桃市水利局", "429004", "水利局"),
        ("伊犁哈萨克自治州林业局", "654000", "林业局"),
    ],
)
def test_a_name_begins_with_a_place(name: str, code: str, rest: str) -> None:
    read = PLACES.read(name)
    assert (read.place and read.place.code, read.rest) == (code, rest)


def test_a_district_of_another_city_is_no_part_of_this_one() -> None:
    read = PLACES.read("昆明市鼓楼区教育局")
    assert read.place and (read.place.name, read.rest) == ("昆明市", "鼓楼区教育局")


def test_a_name_of_several_places_is_none_of_them() -> None:
    read = PLACES.read("桥西区教育局")
    assert read.place is None and read.several and read.rest == "教育局"


def test_a_name_of_no_list_is_no_place() -> None:
    assert not PLACES.read("河湾县教育局").known


def test_what_is_above_a_place() -> None:
    above = {
        code: [place.name for place in PLACES.above(PLACES.places[code])] for code in ("530102", "429004", "120101")
    }
    assert above == {"530102": ["昆明市", "云南省"], "429004": ["湖北省"], "120101": ["天津市"]}


def test_the_list_is_whole() -> None:
    codes = set(PLACES.places)
    assert sum(code.endswith("0000") for code in codes) == 34
    assert sum(code.endswith("00") for code in codes) > 365 and len(codes) > 3200
    assert all(place.above or code.endswith("0000") for code, place in PLACES.places.items())


def test_the_place_of_a_department_is_a_concept_under_others() -> None:
    lines = list(told(digest_of(Made("昆明市五华区教育局", "a.pdf"))))
    assert sum(f"<{BP.place}>" in line for line in lines) == 1
    assert sum(f"<{SKOS.notation}>" in line for line in lines) == 3
    assert sum(f"<{SKOS.broader}>" in line for line in lines) == 2
