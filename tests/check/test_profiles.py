"""Profiles: which rules apply where, how grave their findings are, and what a file may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.check.profiles import STANDARD, Adjustment, Profile, Traits, find_profile, load_profiles
from kg.check.rules import load_rules
from kg.errors import DataError
from kg.model import Finding, Severity
from kg.resources import Ontology

TOWN = Traits(2019, "budget", "88号", "township")


def adjusted(severity: str, **when: object) -> Profile:
    """A profile with one adjustment of rule A01."""
    line = Adjustment(frozenset({"A01"}), severity, when)  # type: ignore[arg-type]
    return Profile("p", "试", "try", "", "", "info", (line,))


@pytest.mark.parametrize(
    ("when", "limit"),
    [
        ({}, "info"),
        ({"until": 2020}, "info"),
        ({"from": 2020}, "violation"),
        ({"from": 2019, "until": 2019, "kinds": ["budget"], "templates": ["88号"], "levels": ["township"]}, "info"),
        ({"levels": ["county"]}, "violation"),
        ({"templates": ["101号"]}, "violation"),
    ],
)
def test_an_adjustment_is_for_the_disclosures_that_it_describes(when: dict[str, object], limit: str) -> None:
    assert adjusted("info", **when).limit("A01", TOWN) == limit
    assert adjusted("info", **when).limit("A04", TOWN) == "violation"


@pytest.mark.parametrize("when", [{"until": 2020}, {"levels": ["township"]}, {"templates": ["88号"]}])
def test_what_is_not_known_of_a_disclosure_fits_no_condition(when: dict[str, object]) -> None:
    assert adjusted("off", **when).limit("A01", Traits()) == "violation"


def test_the_later_adjustment_stands() -> None:
    lines = (Adjustment(frozenset({"A01"}), "off", {}), Adjustment(frozenset({"A01"}), "warning", {"until": 2019}))
    profile = Profile("p", "试", "try", "", "", "info", lines)
    assert profile.limit("A01", TOWN) == "warning" and profile.limit("A01", Traits(2024)) == "off"


def finding(severity: Severity) -> Finding:
    """A finding of a severity."""
    nothing = (None, None, None, None, "", "")
    return Finding(severity, "urn:d", "A01", "1", "k", severity, "", "", ("urn:d/1",), (), "", *nothing)


def test_findings_are_limited_then_listed() -> None:
    profile = Profile("p", "试", "try", "", "", "warning", ())
    found = [finding("violation"), finding("warning"), finding("info")]
    kept, said = profile.listed(found, "warning")
    assert [f.severity for f in kept] == ["warning", "warning"]
    assert said == "1 条疑点低于口径“试”所列的级别"
    assert profile.listed(found[:1], "violation") == (found[:1], "")


def test_the_standard_profile_changes_nothing_and_all_name_rules_that_exist() -> None:
    ontology = Ontology.load()
    profiles = load_profiles(ontology)
    assert not profiles[STANDARD].adjust and profiles[STANDARD].least == "info" and len(profiles) > 2
    known = {rule.code for rule in load_rules(ontology)}
    assert {code for p in profiles.values() for a in p.adjust for code in a.rules} <= known


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: {}", "须有且只有"),
        ("{title: {zh: a, en: a}, description: {zh: a, en: a}, least: all, adjust: []}", "least 须是"),
        ("{title: {zh: a, en: a}, description: {zh: a, en: a}, least: info, adjust: [{rules: [A01]}]}", "每一行须有"),
        (
            "{title: {zh: a, en: a}, description: {zh: a, en: a}, least: info, "
            "adjust: [{rules: [A01], severity: info, when: {city: x}}]}",
            "不认识 city",
        ),
        ("a: [", "不是合法的 YAML"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"mine\.yaml: .*{message}"):
        find_profile("mine", Ontology.load([tmp_path]))


def test_an_unknown_profile_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(DataError, match=r"没有口径 x；现有 .*standard"):
        find_profile("x", Ontology.load())
