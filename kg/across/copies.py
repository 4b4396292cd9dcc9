"""Goals, reasons and sets of indicators that another department prints too, and which of both printed them first.

What any department may print is left out: texts and names of the roles ``stock_*`` in ``lexicon/across.jsonl``, and
what many departments print (`kg.across.similar`). Each link goes to the department that printed it in an earlier year;
of one year, or where a year is not known, both link to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, TypeVar

from kg.across.digest import Digest
from kg.across.families import Families
from kg.across.record import Link
from kg.across.similar import Alike, Key, sets_alike, texts_alike
from kg.across.tables import Row
from kg.across.words import AcrossWords, across_words
from kg.extract.meaning_lexicon import bare
from kg.runs import pieces
from kg.vocab import BPC

BY: Final = "across/copies"
_UNKNOWN: Final = 9999  # the year of what says none: later than any

What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Place:
    """A node and the disclosure that it stands in; the first year comes first."""

    year: int
    disclosure: str
    node: str


@dataclass(frozen=True, slots=True)
class Printed(Generic[What]):
    """A text or a set of indicators of one family, and all places where it is printed, the first of them first."""

    family: int
    what: What
    places: tuple[Place, ...]

    @property
    def first(self) -> Place:
        """Where it is printed first."""
        return self.places[0]


def links(digest: Digest, families: Families) -> Iterator[Link]:
    """From each goal, reason and owner of indicators to that of another department which it repeats."""
    told = across_words(digest.ontology)
    goals = (row for row in digest.rows("goals") if not _stock(row, told))
    yield from _of_texts("绩效目标", goals, families)
    yield from _of_texts("变动原因", digest.rows("reasons"), families)
    yield from _of_sets(_Sets(digest, told), families)


def _of_texts(name: str, rows: Iterable[Row], families: Families) -> Iterator[Link]:
    rows = list(rows)
    texts = {row["node"]: str(row["text"]) for row in rows}
    printed = _printed(((row["g"], row["node"], bare(row["text"])) for row in rows), families)
    found = texts_alike([one.what for one in printed], [one.family for one in printed])
    for place, there, _ in _repeated(printed, found):
        score, quote = _in_common(texts[place.node], texts[there.node])
        reason = f"与“{families.name(there.disclosure)}”的{name}相同的文字占较短一方的 {score:.0%}"
        yield _link(place.node, there.node, score, reason, quote)


def _in_common(text: str, other: str) -> tuple[float, str]:
    """How much of the shorter text stands in the other, by characters, and as `text` has it."""
    own, theirs = bare(text), bare(other)
    shorter, longer = sorted((own, theirs), key=len)
    score = sum(end - start for start, end in pieces(shorter, longer)) / len(shorter)
    at = [i for i, character in enumerate(text) if bare(character)]  # of each bare character
    return score, "…".join(text[at[start] : at[end - 1] + 1] for start, end in pieces(own, theirs))


def _of_sets(sets: _Sets, families: Families) -> Iterator[Link]:
    """Owner to owner, and each of the indicators that both have."""
    printed = _printed(((graph, owner, frozenset(keys)) for (graph, owner), keys in sets.owned.items()), families)
    found = sets_alike([one.what for one in printed], [one.family for one in printed])
    for place, there, score in _repeated(printed, found):
        name = families.name(there.disclosure)
        here, theirs = (sets.owned[one.disclosure, one.node] for one in (place, there))
        yield _link(place.node, there.node, score, f"与“{name}”的指标名称和指标值都相同的占较少一方的 {score:.0%}")
        for key in sorted(here.keys() & theirs.keys()):
            yield _link(here[key], theirs[key], 1, f"名称和指标值与“{name}”的都相同")


def _link(source: str, to: str, score: float, reason: str, quote: str = "") -> Link:
    return Link(BPC.copied_across, source, to, Decimal(str(score)), reason, BY, quote)


def _repeated(printed: Sequence[Printed[What]], found: Iterable[Alike]) -> Iterator[tuple[Place, Place, float]]:
    """Each place of what is alike, and the place in another family that it repeats, unless it was the first itself.

    Of several texts of that family the first is taken; a family is as early as the first of its texts that is alike.
    """
    partners: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for one, other, score in found:
        partners[one, printed[other].family].append((other, score))
        partners[other, printed[one].family].append((one, score))
    for (one, _), others in sorted(partners.items()):
        there, score = min(others, key=lambda pair: (_order(printed[pair[0]].first), -pair[1]))
        back = partners[there, printed[one].family]
        here = min(printed[place].first.year for place, _ in back)
        if printed[there].first.year <= here or _UNKNOWN in (printed[there].first.year, here):
            yield from ((place, printed[there].first, score) for place in printed[one].places)


def _stock(row: Row, told: AcrossWords) -> bool:
    owner = row.get("owner", "")
    return any(told.tell("stock_project", bare(owner))) or any(told.tell("stock_goal", bare(row["text"])))


class _Sets:
    """The indicators of each owner in each disclosure, by key, without those that any project may have.

    What the department as a whole has is the disclosure's: the department stands in many.
    """

    def __init__(self, digest: Digest, told: AcrossWords) -> None:
        departments = {head.department for head in digest.heads()}
        targets: dict[tuple[str, str], dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in digest.rows("keys"):
            owner = row["g"] if row["owner"] in departments else row["owner"]
            targets[row["g"], owner][row["node"], row["name"]].add(row["target"])
        names = {name for by in targets.values() for _, name in by}
        stock = {name for name in names if any(told.tell("stock_indicator", name))}
        self.owned: dict[tuple[str, str], dict[Key, str]] = {
            place: {
                Key(name, "；".join(sorted(target))): node
                for (node, name), target in sorted(by.items())
                if name not in stock
            }
            for place, by in targets.items()
        }


def _printed(rows: Iterable[tuple[str, str, What]], families: Families) -> list[Printed[What]]:
    """The same of one family once, with all its places; by family."""
    places: dict[tuple[int, What], list[Place]] = defaultdict(list)
    for graph, node, what in rows:
        if what and graph in families.heads:
            places[families.numbers[graph], what].append(Place(families.year(graph) or _UNKNOWN, graph, node))
    made = (Printed(family, what, tuple(sorted(at, key=_order))) for (family, what), at in places.items())
    return sorted(made, key=lambda one: (one.family, _order(one.first)))


def _order(place: Place) -> tuple[int, str, str]:
    return place.year, place.disclosure, place.node
