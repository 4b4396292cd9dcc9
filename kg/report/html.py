"""The report as pages: one for each disclosure and an index, each a file without outside parts, every text escaped."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.check.pages import SEVERITIES
from kg.check.recorded import Basis
from kg.lang import english, say
from kg.model import Severity
from kg.report.names import Page
from kg.report.plain import plain
from kg.report.view import DocumentView, money

if TYPE_CHECKING:
    from jinja2 import Environment

    from kg.report.pictures import Pictures

INDEX: Final = "index.html"
_MADE_HERE: Final = b'name="generator" content="kg report"'


@dataclass(frozen=True, slots=True)
class _Found:
    """A rule with its findings in all disclosures: how many of each severity, in how many disclosures."""

    rule: Basis
    counts: Mapping[Severity, int]
    documents: int


def write_pages(
    pages: Sequence[Page],
    unread: Sequence[tuple[str, str]],
    folder: Path,
    *,
    workbook: str = "",
    letters: Mapping[str, str] | None = None,
    pictures: Mapping[str, Pictures] | None = None,
) -> list[Path]:
    """Write the index and a page a disclosure into `folder`; pages of an earlier report there go.

    `letters` are the file names of letters, `pictures` those of places on pages, both by disclosure. The paths are
    returned, the index first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    texts = {INDEX: index(pages, unread, workbook)}
    for page in pages:
        me = page.view.disclosure
        texts[page.file] = document(page.view, (letters or {}).get(me, ""), (pictures or {}).get(me))
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in texts]


def index(pages: Sequence[Page], unread: Sequence[tuple[str, str]], workbook: str = "") -> str:
    """The page that leads to all others."""
    items = [item for page in pages for item in page.view.items]
    return render(
        "index.html.j2",
        pages=pages,
        totals=_totals(item.finding.severity for item in items),
        money=money(items),
        rules=list(_by_rule(pages)),
        unread=unread,
        workbook=workbook,
    )


def document(view: DocumentView, letter: str = "", pictures: Pictures | None = None) -> str:
    """The page of one disclosure."""
    owners = list(dict.fromkeys(name for item in view.items for name in item.owners))
    numbers = {name: str(n) for n, name in enumerate(owners)}
    return render(
        "document.html.j2",
        doc=view,
        totals=_totals(item.finding.severity for item in view.items),
        rules=sorted({item.rule for item in view.items}, key=lambda rule: rule.code),
        owners=owners,
        numbers={item.finding.id: " ".join(numbers[name] for name in item.owners) for item in view.items},
        letter=letter,
        pictures=pictures,
    )


def _totals(severities: Iterator[Severity]) -> dict[Severity, int]:
    counts = Counter(severities)
    return {severity: counts[severity] for severity in SEVERITIES}


def _by_rule(pages: Sequence[Page]) -> Iterator[_Found]:
    """The rules that found something, the graver and the more often the sooner."""
    found: dict[Basis, list[tuple[Severity, str]]] = {}
    for page in pages:
        for item in page.view.items:
            found.setdefault(item.rule, []).append((item.finding.severity, page.view.disclosure))
    rows = [
        _Found(rule, _totals(severity for severity, _ in each), len({where for _, where in each}))
        for rule, each in found.items()
    ]
    yield from sorted(rows, key=lambda row: (*(-count for count in row.counts.values()), row.rule.code))


def _clear(folder: Path) -> None:
    """Pages that an earlier report left would be taken for pages of this one."""
    for path in folder.glob("*.html"):
        with path.open("rb") as file:
            made_here = _MADE_HERE in file.read(400)
        if made_here:
            path.unlink()


def render(template: str, **context: Any) -> str:
    """A template of this package as text, in the chosen language; every text is made safe and escaped."""
    return (
        _environment(english())
        .get_template(template)
        .render(severity_names={s: say(name) for s, name in SEVERITIES.items()}, **context)
    )


@cache
def _environment(_: bool) -> Environment:
    """One for each language: templates are translated when they are compiled."""
    from markupsafe import Markup

    from kg import lang_templates

    environment = lang_templates.environment("kg.report", plain)
    assert environment.loader is not None
    for name, part in (("style", "report.css"), ("script", "report.js")):
        text = environment.loader.get_source(environment, part)[0]
        digest = b64encode(sha256(text.encode()).digest()).decode()
        environment.globals |= {
            name: Markup(text),
            f"{name}_hash": f"sha256-{digest}",
        }  # our own text, not a document's
    return environment
