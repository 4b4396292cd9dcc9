"""What an indicator's name says: direction, kinds of value, limit, parts, unit, category, object and measure word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.extract.meaning_categories import categories
from kg.extract.meaning_cut import CutOffs
from kg.extract.meaning_direction import Directions
from kg.extract.meaning_hints import Guess, Hints
from kg.extract.meaning_lexicon import bare
from kg.extract.meaning_measures import Measure, Measures, unnumbered
from kg.extract.meaning_object import Measured, Objects
from kg.extract.meaning_units import Unit, Units
from kg.extract.meaning_words import Words
from kg.extract.sheet import Draft, Sheet
from kg.model import Ref, Term, Value
from kg.resources import Ontology
from kg.vocab import BP, BPC, RDFS

_SURE = Decimal("0.8")
_ANY = frozenset({BPC.number, BPC.text})
_COST_KINDS = frozenset({BPC.money, BPC.ratio})
_EXPLAINED = (BP.definition, BP.scoring)
_TIME_KINDS = frozenset({BPC.duration, BPC.date})


@dataclass(frozen=True, slots=True)
class NameMeaning:
    """What is known from a name and its printed levels; what is not sure is None or empty.

    `key` is the name without white space and punctuation. `allowed_kinds` empty: any kind may be right; `kind` is the
    one that the name demands. `cap`: an upper bound is right. `parts`: the measures that the name joins, two and more;
    `measured` has one entry for each, or one for the name. `category` is the printed one, else `guess` where it is
    sure; `guess` is told by the name alone; `asked` is the group whose satisfaction is measured. `lines` has, for a
    property, the lexicon lines that told it.
    """

    key: str
    direction: Term | None
    allowed_kinds: frozenset[Term]
    kind: Term | None
    cap: bool
    parts: tuple[str, ...]
    measured: tuple[Measured, ...]
    unit_in_name: str | None
    category: Term | None
    guess: Guess | None
    asked: Term | None
    lines: Mapping[Term, tuple[str, ...]]


class NameReader:
    """Reads indicator names with the lexicon; built once, it may be used for any number of documents."""

    def __init__(self, ontology: Ontology) -> None:
        self._measures, self._directions = Measures(ontology), Directions(ontology)
        self._categories, self._units, self._words = categories(ontology), Units(ontology), Words(ontology)
        self._hints, self._objects = Hints(ontology), Objects(ontology)
        self.cut_offs = CutOffs(ontology)

    def read(self, name: str, *, level1: str = "", level2: str = "") -> NameMeaning:
        """The meaning of one name under its printed first and second level."""
        core = self._measures.core(name)
        parts, unit, limit = self._measures.parts(core), self._units.in_name(name), self._measures.limit(core)
        printed, level_line = self._categories.printed(level1, level2)
        group = self._categories.group(printed) if printed != BPC.cost_old else BPC.cost
        direction, direction_line = self._directions.read(core, cost=group == BPC.cost)
        measures = [self._measures.of(part) for part in parts or (core,)]
        guess = self._hints.guess(core, measures)
        sure = guess if guess and guess.confidence >= _SURE else None
        measured = tuple(map(self._objects.of, parts or (core,)))
        satisfaction = guess is not None and guess.category == BPC.service_satisfaction
        asked, group_line = self._objects.asked(measured[0]) if satisfaction else (None, "")
        by_unit = (unit.line,) if unit else ()
        by_measure = tuple(measure.line for measure in measures if measure)
        return NameMeaning(
            key=bare(unnumbered(name)),
            direction=None if limit else direction,
            allowed_kinds=_allowed(measures, unit, group, printed),
            kind=_demanded(measures, unit),
            cap=bool(limit),
            parts=parts,
            measured=measured,
            unit_in_name=unit.text if unit else None,
            category=printed or (sure.category if sure else None),
            guess=guess,
            asked=asked,
            lines={
                BP.direction: (direction_line,),
                BP.cap: (limit,),
                BP.category: (level_line,) if printed else (sure.line,) if sure else (),
                BP.inferredCategory: (guess.line,) if guess else (),
                BP.askedGroup: (group_line,) if asked else (),
                BP.nameHasUnit: by_unit,
                BP.allowedKind: by_measure,
                BP.nameKind: by_unit or by_measure,
                BP.compound: by_measure,
                BP.measureWord: tuple(line for found in measured for line in found.lines),
            },
        )

    def only_category(self, name: str) -> Term | None:
        """The category of a name that says nothing else: 服务对象满意度指标."""
        return self._categories.printed("", name)[0] if bare(name).endswith("指标") else None

    def echo(self, name: str, printed: str) -> bool:
        """Whether a target without a number only repeats words of the name: 业务活动及时性 → 及时."""
        return self._words.echo(name, printed)


def _allowed(
    measures: Iterable[Measure | None], unit: Unit | None, group: Term | None, category: Term | None
) -> frozenset[Term]:
    """The kinds that suit any of the measures; none where one of them tells nothing."""
    listed = list(measures)
    told = [m for m in listed if len(listed) == 1 or (m and m.joins != "handling")]
    kinds = [_kinds(measure, unit, group, category) for measure in told]
    return frozenset().union(*kinds) if all(kinds) else frozenset()


def _kinds(measure: Measure | None, unit: Unit | None, group: Term | None, category: Term | None) -> frozenset[Term]:
    if unit and unit.kind and unit.kind != BPC.number:
        return _ANY | {unit.kind} | (_TIME_KINDS if unit.kind == BPC.duration else frozenset())
    if measure is None or not measure.kinds:
        return frozenset()
    more = _COST_KINDS if group == BPC.cost else _TIME_KINDS if category == BPC.timeliness else frozenset()
    return measure.kinds | more


def _demanded(measures: Iterable[Measure | None], unit: Unit | None) -> Term | None:
    """The one kind that the unit in the name demands, else its measures if they agree."""
    if unit and unit.kind != BPC.number:
        return unit.kind
    kinds = {measure.kind if measure else None for measure in measures}
    return kinds.pop() if len(kinds) == 1 else None


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
            sheet.put(draft.key, BP.category, meaning.category, by=meaning.lines[BP.category])
        if name:
            _put(sheet, draft.key, meaning)
            _echo(sheet, draft, name, names)
            sheet.put(draft.key, BP.onlyCategory, names.only_category(name))
            _cut_off(sheet, draft, name, names.cut_offs)


def _put(sheet: Sheet, key: Ref, meaning: NameMeaning) -> None:
    guess = meaning.guess
    values: list[tuple[Term, Value | None]] = [
        (BP.nameKey, meaning.key or None),
        (BP.direction, meaning.direction),
        (BP.cap, meaning.cap or None),
        (BP.compound, bool(meaning.parts) or None),
        (BP.nameHasUnit, meaning.unit_in_name),
        (BP.nameKind, meaning.kind),
        (BP.inferredCategory, guess.category if guess else None),
        (BP.categoryConfidence, guess.confidence if guess else None),
        (BP.askedGroup, meaning.asked),
        *((BP.allowedKind, kind) for kind in sorted(meaning.allowed_kinds)),
        *((BP.part, part) for part in meaning.parts),
        *((BP.measuredObject, found.object or None) for found in meaning.measured),
        *((BP.measureWord, found.word or None) for found in meaning.measured),
    ]
    for prop, value in values:
        sheet.put(key, prop, value, by=meaning.lines.get(prop, ()))


def _echo(sheet: Sheet, draft: Draft, name: str, names: NameReader) -> None:
    for target in draft.all(BP.hasTarget):
        found = sheet.drafts[Ref(str(target))]
        if found.get(BP.comparator) == BPC.qualitative and names.echo(name, _text(found, BP.printed)):
            sheet.put(found.key, BP.echo, True)


def _cut_off(sheet: Sheet, draft: Draft, name: str, cuts: CutOffs) -> None:
    """bp:cutOff: the name, the explanation or the scoring rule that breaks off."""
    kinds = {sheet.drafts[Ref(str(target))].get(BP.valueKind) for target in draft.all(BP.hasTarget)}
    found = [(name, cuts.name(name, kinds))]
    found += [(text, cuts.text(text)) for prop in _EXPLAINED if (text := _text(draft, prop))]
    for text, line in found if draft.get(BP.cutOff) is None else ():
        sheet.put(draft.key, BP.cutOff, text if line else None, by=(line,))


def _text(draft: Draft, prop: Term) -> str:
    return str(draft.get(prop) or "")
