"""Profiles: which rules apply to which disclosures, and how grave their findings are; ``profiles/*.yaml``.

A profile says the least severity that is listed (``least``) and adjusts rules for disclosures of certain years
(``from``, ``until``), kinds, templates and levels of government: another severity at most, or ``off``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

import yaml

from kg.errors import DataError
from kg.lang import learn
from kg.model import Finding, Severity
from kg.resources import Ontology

STANDARD: Final = "standard"
_GRAVEST_FIRST: Final[Sequence[Severity]] = get_args(Severity)
_WHEN: Final = {"from", "until", "kinds", "templates", "levels"}


@dataclass(frozen=True, slots=True)
class Traits:
    """What a profile looks at in a disclosure; empty where it is not known."""

    year: int | None = None
    kind: str = ""
    template: str = ""
    level: str = ""


UNKNOWN: Final = Traits()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Rules whose findings are of another severity at most, or that are off, for some disclosures."""

    rules: frozenset[str]
    severity: Severity | Literal["off"]
    when: Mapping[str, Any]

    def fits(self, code: str, traits: Traits) -> bool:
        """Whether it is about a rule and a disclosure; what is not known of a disclosure fits no condition."""
        when = self.when
        bounds = [when[key] for key in ("from", "until") if key in when]
        lists = (("kinds", traits.kind), ("templates", traits.template), ("levels", traits.level))
        return (
            code in self.rules
            and not (bounds and traits.year is None)
            and when.get("from", 0) <= (traits.year or 0) <= when.get("until", 9999)
            and all(value in when[key] for key, value in lists if key in when)
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """The adjustments of a profile, later ones over earlier ones."""

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    least: Severity
    adjust: tuple[Adjustment, ...]

    def limit(self, code: str, traits: Traits) -> Severity | Literal["off"]:
        """The gravest severity that findings of a rule may have on a disclosure, or off."""
        fitting = (a.severity for a in reversed(self.adjust) if a.fits(code, traits))
        return next(fitting, "violation")

    def listed(self, found: Sequence[Finding], limit: Severity) -> tuple[list[Finding], str]:
        """The findings of a rule under a limit that are grave enough to be listed, and what is said of the others."""
        rank = _GRAVEST_FIRST.index
        limited = [replace(finding, severity=max(finding.severity, limit, key=rank)) for finding in found]
        kept = [finding for finding in limited if rank(finding.severity) <= rank(self.least)]
        left = len(limited) - len(kept)
        return kept, f"{left} 条疑点低于口径“{self.title_zh}”所列的级别" if left else ""


def load_profiles(ontology: Ontology) -> dict[str, Profile]:
    """All profiles by name; raises `DataError` naming the file that is wrong."""
    profiles = {path.stem: _profile(path) for path in ontology.files("profiles/*.yaml")}
    learn({profile.title_zh: profile.title_en for profile in profiles.values()})
    return profiles


def find_profile(name: str, ontology: Ontology) -> Profile:
    """The profile of a name; raises `DataError` where there is none."""
    known = load_profiles(ontology)
    if name not in known:
        raise DataError(f"没有口径 {name}；现有 {'、'.join(sorted(known))}（ontology/profiles/*.yaml）")
    return known[name]


def _profile(path: Path) -> Profile:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DataError(f"{path}: 不是合法的 YAML（{error}）") from error
    if wrong := next(_problems(data), ""):
        raise DataError(f"{path}: {wrong}")
    adjust = (Adjustment(frozenset(a["rules"]), a["severity"], a.get("when") or {}) for a in data["adjust"] or ())
    title, description = data["title"], data["description"]
    return Profile(
        name=path.stem,
        title_zh=title["zh"],
        title_en=title["en"],
        description_zh=description["zh"],
        description_en=description["en"],
        least=cast(Severity, data["least"]),
        adjust=tuple(adjust),
    )


def _problems(data: Any) -> Iterator[str]:
    if not isinstance(data, dict) or set(data) != {"title", "description", "least", "adjust"}:
        yield "须有且只有 title、description、least、adjust"
        return
    if any(not {"zh", "en"} <= set(data[key] or ()) for key in ("title", "description")):
        yield "title 和 description 须有 zh 和 en"
    if data["least"] not in _GRAVEST_FIRST:
        yield f"least 须是 {'、'.join(_GRAVEST_FIRST)} 之一"
    for line in data["adjust"] or ():
        if not isinstance(line, dict) or not {"rules", "severity"} <= set(line) <= {"rules", "severity", "when"}:
            yield f"adjust 的每一行须有 rules、severity，可有 when：{line}"
        elif line["severity"] not in (*_GRAVEST_FIRST, "off"):
            yield f"severity 须是 {'、'.join(_GRAVEST_FIRST)} 或 off：{line}"
        elif unknown := set(line.get("when") or ()) - _WHEN:
            yield f"when 不认识 {'、'.join(sorted(unknown))}（可用 {'、'.join(sorted(_WHEN))}）"
