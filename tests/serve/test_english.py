"""`kg serve --lang en`: pages, scripts and refusals in English."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.serve.pages import scripts_say
from tests.lang.shown import HAN, unquoted
from tests.serve.conftest import Server, serving

STATIC = Path(__file__).parents[2] / "kg" / "serve" / "static"
QUOTED = (
    r"<blockquote>.*?</blockquote>",
    r"<textarea.*?</textarea>",
    r"<code>.*?</code>",
    r'(?:content|value|href)="[^"]*"',
)


@pytest.fixture(scope="module")
def english(store: Path) -> Iterator[Server]:
    """A server in English."""
    with serving(store, "--workers", "1", "--lang", "en") as running:
        yield running


def chinese(page: str, *names: str) -> list[str]:
    """The lines of a page with Chinese that is neither quoted nor one of `names`."""
    for quoted in QUOTED:
        page = re.sub(quoted, "", page, flags=re.DOTALL)
    for name in names:
        page = page.replace(name, "")
    return [line for line in unquoted(html.unescape(page)).splitlines() if HAN.search(line)]


def test_the_pages_and_the_words_of_their_scripts(english: Server) -> None:
    page = english.ask("/").body
    assert '<html lang="en">' in page and "Query the graph" in page and not chinese(page)
    words = re.search(r'<meta name="words" content="([^"]*)">', page)
    assert words is not None
    told = json.loads(html.unescape(words[1]))
    assert set(told) == set(scripts_say()) and not any(HAN.search(text) for text in told.values())


def test_findings_and_a_finding(english: Server) -> None:
    page = english.ask("/findings").body
    assert "wrong direction" in page and "Violation" in page
    assert not chinese(page, "河湾县荷塘管理局")
    address = re.search(r'href="(/node\?iri=[^"]*finding[^"]*)"', page)
    assert address is not None
    one = english.ask(html.unescape(address[1])).body
    assert "Expected" in one and "Suggestion" in one and ">Chinese</span>" in one


def test_refusals(english: Server) -> None:
    for path in ("/nope", "/node?iri=no+iri", "/questions/none", "/sparql?query=ASK+{", "/sparql?query=INSERT+DATA+{}"):
        answer = english.ask(path)
        assert answer.status >= 400 and not chinese(answer.body), path


def test_a_question_is_asked_in_english(english: Server) -> None:
    text = english.ask("/questions/findings?" + urlencode({})).body
    assert 'LANG(?message) = "en"' in text and '"zh"' not in text


def test_nothing_of_the_scripts_is_shown_without_being_told() -> None:
    for script in STATIC.glob("*.js"):
        lines = script.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if HAN.search(re.sub(r'\btell\("[^"]*"', "", line))], script.name
