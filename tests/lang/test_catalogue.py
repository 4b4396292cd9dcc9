"""The catalogue of English: complete, without dead entries, and such that it can be filled in."""

from __future__ import annotations

import json
import re
from functools import cache

from kg.lang import FIELD, core
from kg.resources import shipped
from tests.lang.shown import HAN, keys, question_keys, rule_keys, template_keys

_SLOT = re.compile(r"\{(\d*)(?::[^{}]*)?\}")
_OFFICIAL = {"绩效目标审核表", "单位：万元"}  # terms and captions that have no English


@cache
def _catalogue() -> dict[str, str]:
    return json.loads((shipped() / "lang" / "en.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _shown() -> dict[str, str]:
    return {**rule_keys(), **question_keys(), **template_keys(), **keys()}


def test_what_can_be_shown_is_in_the_catalogue() -> None:
    missing = {key: place for key, place in _shown().items() if key not in _catalogue()}
    assert not missing, "add them to ontology/lang/en.json, or say in tests/lang/shown.py why they are not shown"


def test_nothing_in_the_catalogue_is_dead() -> None:
    assert not set(_catalogue()) - set(_shown())


def test_the_catalogue_is_sorted_one_entry_a_line() -> None:
    text = (shipped() / "lang" / "en.json").read_text(encoding="utf-8")
    assert text == json.dumps(_catalogue(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_every_entry_can_be_found_and_filled_in() -> None:
    assert not [chinese for chinese in _catalogue() if core(chinese).text != chinese], "as `kg.lang.core` leaves it"
    for chinese, english in _catalogue().items():
        fields = {int(number or at) for at, number in enumerate(_SLOT.findall(english))}
        left = re.sub("|".join(_OFFICIAL), "", english)
        assert fields == set(range(chinese.count(FIELD))), english
        assert english and not HAN.search(left) and not re.search(r"[，。；：、（）]", left), english


def test_a_template_has_enough_text_of_its_own_to_be_known_by() -> None:
    weak = [zh for zh in _catalogue() if FIELD in zh and len(HAN.findall(zh)) < 2]
    number = re.compile(r"\{\d:(n|wan|year|[^{}]*\|[^{}]*)\}")
    assert not [
        zh for zh in weak if not number.search(_catalogue()[zh]) and "“{}”" not in zh and not re.search("[a-z≥]", zh)
    ]
