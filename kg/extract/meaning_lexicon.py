"""How entries of the lexicon become terms and regular expressions, and how printed text is folded for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

from kg.errors import DataError
from kg.model import Term
from kg.vocab import BPC

Entry = Mapping[str, Any]

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("﹤"): "<", ord("﹥"): ">"}
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
_PUNCTUATION = re.compile(r"[\W_]+")


V = TypeVar("V")


class Ends(Generic[V]):
    """Finds the longest of many words that ends a text."""

    def __init__(self, words: Mapping[str, V]) -> None:
        self._words = words
        self._lengths = sorted({len(word) for word in words}, reverse=True)

    def of(self, text: str) -> tuple[str, V | None]:
        """The word and what it stands for; an empty word and None if no word ends the text."""
        for length in self._lengths:
            if (word := text[-length:]) in self._words:
                return word, self._words[word]
        return "", None


def squeeze(text: str) -> str:
    """The text without the white space that page layout puts between characters."""
    return _BLANK.sub("", text)


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """Without white space and with full-width ASCII made half-width; each character stays one character."""
    return squeeze(text).translate(_HALF_WIDTH)


@lru_cache(maxsize=10_000)
def bare(text: str) -> str:
    """Folded, and without punctuation: the form in which names are compared."""
    return _PUNCTUATION.sub("", fold(text))


def concept(entry: Entry, field: str) -> Term:
    """The code-list concept that a field names; `DataError` if the code lists have none of that name."""
    return named(str(entry["id"]), str(entry[field]))


def named(where: str, name: str) -> Term:
    """The concept ``bpc:name``; `where` is the entry that a `DataError` speaks of."""
    term = getattr(BPC, name.replace("-", "_"), None)
    if not isinstance(term, Term):
        raise DataError(f"lexicon: {where}: 代码表里没有 {name}")
    return term


def spellings(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Each spelling with its entry."""
    return ((text, entry) for entry in entries for text in entry["text"])


def guarded(entry: Entry) -> str:
    """A pattern for an entry's words unless one of its ``not_after`` stands before or ``not_before`` behind them."""
    behind = "".join(f"(?<!{re.escape(word)})" for word in entry.get("not_after", ()))
    return rf"{behind}{either(entry['text'])}(?!{either(entry.get('not_before', ()))})"


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; one that never matches if there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else r"(?!)"
