"""report.html: one file without outside parts, every text escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.check.pages import SEVERITIES
from kg.pipeline import Run
from kg.report.plain import plain
from kg.report.view import views

if TYPE_CHECKING:
    from jinja2 import Template


def render(run: Run) -> str:
    """The report of a run as one HTML page (UTF-8, no scripts, nothing loaded from elsewhere)."""
    return _template().render(
        documents=views(run),
        problems=[(str(p.path), p.reason) for p in run.problems if not p.skipped],
        severities=list(SEVERITIES),
        severity_names=SEVERITIES,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kg.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=lambda value: plain(value) if isinstance(value, str) else value,
    )
    return environment.get_template("report.html.j2")
