"""What a rate is a share of, as its explanation says in words and as its formula does: bp:statedWhole, bp:formulaWhole.

``完成监测的项目数量占应监测项目总数的比重。监测完成率=已监测项目数/项目总数×100%`` names two different wholes.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.sheet import Sheet
from kg.vocab import BP

_SHARE: Final = re.compile(r"占(?P<whole>[^，,。；;=＝占]{2,30}?)的?(?:比重|比例|百分比|比率)")
_FORMULA: Final = re.compile(
    r"[=＝][^=＝/÷。；;]{2,60}[/÷](?P<whole>[^=＝/÷。；;*×%％\\]{2,30}?)[)）\]]*(?:\\times|[×*xX])\s*100\s*[%％]"
)
_BRACKETS: Final = re.compile(r"^[(（\[]+|[)）\]]+$")


def wholes(explanation: str) -> tuple[str, str] | None:
    """The whole of a rate in words and in the formula behind them, where an explanation has both.

    >>> wholes("已监测数量占应监测总数的比重。监测率=已监测数量/荷塘总数×100%")
    ('应监测总数', '荷塘总数')
    """
    text = "".join(explanation.split())
    share, formula = _SHARE.search(text), _FORMULA.search(text)
    if not share or not formula:
        return None
    return _BRACKETS.sub("", share["whole"]), _BRACKETS.sub("", formula["whole"])


def annotate(sheet: Sheet) -> None:
    """Give each indicator whose explanation says it twice what it is a share of."""
    for draft in sheet.of(BP.Indicator):
        for explanation in draft.all(BP.definition):
            if found := wholes(str(explanation)):
                sheet.put(draft.key, BP.statedWhole, found[0])
                sheet.put(draft.key, BP.formulaWhole, found[1])
