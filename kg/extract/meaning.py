"""What an indicator's name says: direction, the kinds of value that suit it, limit, parts, unit, category."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.extract.meaning_categories import Categories
from kg.extract.meaning_direction import Directions
from kg.extract.meaning_lexicon import bare
from kg.extract.meaning_measures import Measure, Measures, unnumbered
from kg.extract.meaning_units import Unit, Units
from kg.extract.meaning_words import Words
from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Term, Value
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS

_SURE = Decimal("0.8")
_ANY = frozenset({BPC.number, BPC.text})
_COST_KINDS = frozenset({BPC.money, BPC.ratio})
_TIME_KINDS = frozenset({BPC.duration, BPC.date})


@dataclass(frozen=True, slots=True)
class NameMeaning:
    """What is known from a name and its printed levels; what is not sure is None or empty.

    `key` is the name without white space and punctuation. `allowed_kinds` empty: any kind may be right. `cap`: an upper
    bound is right. `parts`: the measures that the name joins, two and more. `category` is the printed one (confidence
    1), else `guess`, the second-level category that the measure word hints at. `fired`: ids of the lexicon entries.
    """

    key: str
    direction: Term | None
    allowed_kinds: frozenset[Term]
    cap: bool
    parts: tuple[str, ...]
    unit_in_name: str | None
    category: Term | None
    confidence: Decimal
    guess: Term | None
    guess_confidence: Decimal
    fired: tuple[str, ...]


class NameReader:
    """Reads indicator names with the lexicon; built once, it may be used for any number of documents."""

    def __init__(self, ontology: Ontology) -> None:
        self._measures, self._directions = Measures(ontology), Directions(ontology)
        self._categories, self._units, self._words = Categories(ontology), Units(ontology), Words(ontology)

    def read(self, name: str, *, level1: str = "", level2: str = "") -> NameMeaning:
        """The meaning of one name under its printed first and second level."""
        core = self._measures.core(name)
        measure, unit, cap = self._measures.of(core), self._units.in_name(name), self._measures.limit(core)
        category, category_id = self._categories.printed(level1, level2)
        group = self._categories.group(category) if category != BPC.cost_old else BPC.cost
        direction, direction_id = self._directions.read(core, cost=group == BPC.cost)
        parts = self._measures.parts(core)
        guess, sure = (measure.guess, measure.confidence) if measure and measure.guess else (None, Decimal(0))
        inferred = guess if sure >= _SURE else None
        fired = (measure.id if measure else "", direction_id, category_id)
        return NameMeaning(
            key=bare(unnumbered(name)),
            direction=None if cap else direction,
            allowed_kinds=self._allowed(parts or (core,), unit, group, category),
            cap=cap,
            parts=parts,
            unit_in_name=unit.text if unit else None,
            category=category or inferred,
            confidence=Decimal(1) if category else sure if inferred else Decimal(0),
            guess=guess,
            guess_confidence=sure,
            fired=tuple(id for id in fired if id),
        )

    def _allowed(
        self, parts: tuple[str, ...], unit: Unit | None, group: Term | None, category: Term | None
    ) -> frozenset[Term]:
        """The kinds that suit any of the measures; none where one of them tells nothing."""
        measures = [m for m in map(self._measures.of, parts) if len(parts) == 1 or (m and m.joins != "handling")]
        kinds = [_kinds(measure, unit, group, category) for measure in measures]
        return frozenset().union(*kinds) if all(kinds) else frozenset()

    def echo(self, name: str, printed: str) -> bool:
        """Whether a target without a number only repeats words of the name: 业务活动及时性 → 及时."""
        return self._words.echo(name, printed)


def _kinds(measure: Measure | None, unit: Unit | None, group: Term | None, category: Term | None) -> frozenset[Term]:
    if unit and unit.kind and unit.kind != BPC.number:
        return _ANY | {unit.kind} | (_TIME_KINDS if unit.kind == BPC.duration else frozenset())
    if measure is None or not measure.kinds:
        return frozenset()
    more = _COST_KINDS if group == BPC.cost else _TIME_KINDS if category == BPC.timeliness else frozenset()
    return measure.kinds | more


@lru_cache(maxsize=4)
def reader(ontology: Ontology) -> NameReader:
    """The reader of an ontology, built once."""
    return NameReader(ontology)


def annotate(sheet: Sheet, ontology: Ontology) -> None:
    """Give each indicator of the sheet what its name means, and each of its targets whether it echoes the name."""
    names = reader(ontology)
    for draft in sheet.of(BP.Indicator):
        name = _text(draft, RDFS.label)
        meaning = names.read(name, level1=_text(draft, BP.level1), level2=_text(draft, BP.level2))
        if draft.get(BP.category) is None:
            sheet.put(draft.key, BP.category, meaning.category)
        if name:
            _put(sheet, draft.key, meaning)
            _echo(sheet, draft, name, names)


def _put(sheet: Sheet, key: Ref, meaning: NameMeaning) -> None:
    single: list[tuple[Term, Value | None]] = [
        (BP.nameKey, meaning.key or None),
        (BP.direction, meaning.direction),
        (BP.cap, meaning.cap or None),
        (BP.compound, bool(meaning.parts) or None),
        (BP.nameHasUnit, meaning.unit_in_name),
    ]
    kinds = [(BP.allowedKind, kind) for kind in sorted(meaning.allowed_kinds)]
    for prop, value in [*single, *kinds, *((BP.part, part) for part in meaning.parts)]:
        sheet.put(key, prop, value)


def _echo(sheet: Sheet, draft: Draft, name: str, names: NameReader) -> None:
    for target in draft.all(BP.hasTarget):
        found = sheet.drafts[Ref(str(target))]
        if found.get(BP.comparator) == BPC.qualitative and names.echo(name, _text(found, BP.printed)):
            sheet.put(found.key, BP.echo, True)


def _text(draft: Draft, prop: Term) -> str:
    return str(draft.get(prop) or "")
