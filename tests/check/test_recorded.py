"""What was recorded comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import Dataset

from kg.check.record import record
from kg.check.recorded import Basis, recorded
from kg.check.run import check
from kg.graph.store import raw

if TYPE_CHECKING:
    from tests.check.conftest import Load, Write

FACTS = """<i> a bp:Indicator ; rdfs:label "名" ; bp:text "坏" ; bp:quote "名 坏" ; bp:start 3 ; bp:end 6 ; bp:page 2 .
<j> a bp:Indicator ; rdfs:label "别名" ; bp:text "坏" ; bp:quote "别名" ; bp:start 9 ; bp:end 11 ; bp:line 4 ."""


def test_checks_and_findings_come_back_as_they_were(dataset: Dataset, disclose: Load, rule: Write) -> None:
    iri, rules = disclose(FACTS), [rule(zh='“{observed}” \\" 坏')]
    checks, findings = check(dataset, rules, [iri])
    whole = replace(
        findings[0], amount=Decimal("1.50"), sheet="收支 总表", cell="C7", suggestion="改", expected="好\n的"
    )
    record(dataset, rules, checks, [findings[1], whole], [whole], {iri: 3})
    told = recorded(raw(dataset), iri)
    assert len(findings) == 2 and told.checks == tuple(checks)
    assert told.findings == (whole, findings[1])  # more money first
    assert (told.refuted, told.malformed) == (1, 3)
    (one,) = rules
    assert told.rules == {one.code: Basis(one.code, one.title_zh, one.title_en, one.criterion, one.basis)}


def test_of_what_was_never_checked_there_is_nothing(dataset: Dataset, disclose: Load) -> None:
    told = recorded(raw(dataset), disclose(FACTS))
    assert not told.rules and not told.checks and not told.findings and told.refuted == told.malformed == 0
