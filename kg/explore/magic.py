"""The cell magic ``%%sparql``: a query on a graph, with its answer as a DataFrame, and our terms completed with Tab.

::

    %load_ext kg.explore

    %%sparql g -o indicators
    SELECT ?name { ?i a bp:Indicator ; rdfs:label ?name }
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from IPython.core.completer import CompletionContext, SimpleCompletion, context_matcher
from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from kg.errors import KgError
from kg.explore.frames import query
from kg.lang import say
from kg.model import Term
from kg.queries import short
from kg.vocab import BP, BPC, DCTERMS, EARL, ORG, PREFIXES, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell
    from pandas import DataFrame

_WORD: Final = re.compile(r"[A-Za-z][\w-]*:?[\w-]*$")
_CELL: Final = re.compile(r"\s*%%sparql\b")


@magics_class
class SparqlMagics(Magics):
    """The magic and what it knows of the shell."""

    @magic_arguments()
    @argument("graph", nargs="?", default="g", help=say("变量名：kg.open 或 kg.build 的结果，默认 g"))
    @argument("-o", "--out", default="", help=say("把结果（DataFrame）也存入这个变量"))
    @cell_magic
    def sparql(self, text: str, cell: str) -> DataFrame:
        """SPARQL 查询（SELECT，或自带问题的名称），结果是 DataFrame。"""
        given = parse_argstring(self.sparql, text)
        assert self.shell is not None
        names = self.shell.user_ns
        if given.graph not in names:
            raise UsageError(say(f"没有变量 {given.graph}：先 {given.graph} = kg.open(...)，或写 %%sparql 变量名"))
        try:
            answer = query(names[given.graph], cell.strip())
        except KgError as error:
            raise UsageError(say(str(error))) from error
        if given.out:
            names[given.out] = answer
        return answer


def register(shell: InteractiveShell) -> None:
    """Add the magic and the completion of terms to a shell, once."""
    shell.register_magics(SparqlMagics)
    if complete not in shell.Completer.custom_matchers:
        shell.Completer.custom_matchers.append(complete)


@context_matcher()
def complete(context: CompletionContext) -> dict[str, Any]:
    """Our terms and prefixes where the cell is a query: ``bp:has`` gives ``bp:hasTarget`` and its like."""
    word = _WORD.search(context.line_with_cursor[: context.cursor_position] or "")
    if not word or not _CELL.match(context.full_text):
        return {"completions": []}
    found = [term for term in terms() if term.startswith(word[0])]
    # what the shell replaces is the token alone, which may begin behind the blank that ends the word before
    lead = len(word[0]) - len(context.token) if word[0].endswith(context.token) else 0
    completions = [SimpleCompletion(text=term[lead:], type="sparql") for term in found]
    return {"completions": completions, "suppress": bool(found), "ordered": True}


@cache
def terms() -> tuple[str, ...]:
    """All that a query may name: the terms of the vocabulary and the prefixes."""
    known = (vars(names).values() for names in (BP, BPC, DCTERMS, EARL, ORG, RDF, RDFS, SKOS))
    words = {short(value) for values in known for value in values if isinstance(value, Term)}
    return tuple(sorted(words | {f"{prefix}:" for prefix in PREFIXES}))
