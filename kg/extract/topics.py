"""Which functions of government a text is about: bp:topic on duties, activities, projects, objectives, indicators."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.extract.meaning_lexicon import Entry, either, fold, spellings
from kg.extract.sheet import Draft, Sheet
from kg.model import Term
from kg.resources import Ontology
from kg.vocab import BP, NS_BPC, RDFS

_LEXICON: Final = "lexicon/topics#"
_CLASSES: Final = (BP.Duty, BP.Activity, BP.Project, BP.Objective, BP.Indicator)


class TopicReader:
    """Finds the words of ``lexicon/topics.jsonl``; built once, it may be used for any number of texts.

    The longest word at a place counts and hides those inside it: 农村公路 is about roads, not about farming.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.of = lru_cache(maxsize=10_000)(self._of)  # the same names and goals are printed again and again
        self._lines = dict(spellings(ontology.lexicon("topics")))
        longest_first = sorted(self._lines, key=lambda word: (-len(word), word))
        self._words = re.compile("|".join(_guarded(word, self._lines[word]) for word in longest_first))

    def _of(self, text: str) -> tuple[tuple[Term, str], ...]:
        """Each topic (a concept of ``bpc:topics``) with the lexicon line that told it, in order of first mention."""
        lines = (self._lines[match[0]] for match in self._words.finditer(fold(text)))
        return tuple(dict.fromkeys((Term(f"{NS_BPC}topic-{line['topic']}"), str(line["id"])) for line in lines))


def _guarded(word: str, line: Entry) -> str:
    """The word unless a ``not_before`` follows or a ``not_after`` precedes it.

    Both guards stand behind the word: alternatives that begin with a character are tried faster.
    """
    literal = re.escape(word)
    ahead = f"(?!{either(line['not_before'])})" if "not_before" in line else ""
    return literal + ahead + "".join(f"(?<!{re.escape(before)}{literal})" for before in line.get("not_after", ()))


@lru_cache(maxsize=4)
def reader(ontology: Ontology) -> TopicReader:
    """The reader of an ontology, built once."""
    return TopicReader(ontology)


def annotate(sheet: Sheet, ontology: Ontology) -> None:
    """Give each duty, activity, project, objective and indicator the topics of its label and text."""
    topics = reader(ontology)
    for kind in _CLASSES:
        for draft in sheet.of(kind):
            for topic, line in topics.of(_words(draft)):
                sheet.put(draft.key, BP.topic, topic, by=(_LEXICON + line,))


def _words(draft: Draft) -> str:
    """Label and text, kept apart so that no word is found across them."""
    return "\n".join(map(str, [*draft.all(RDFS.label), *draft.all(BP.text)]))
