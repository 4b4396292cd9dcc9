"""What comes back from a reader: a marked findings.csv, the marks kept beside the graph, and an earlier findings.json.

Spreadsheets save CSV in several encodings and with several separators; all of them are read.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kg.errors import DataError
from kg.lang import say
from kg.model import Mark, Verdict
from kg.read.encoding import decode
from kg.report.cells import FORMULA, neutral

MARKS: Final = "marks.csv"
VERDICTS: Final[Mapping[Verdict, str]] = {"true": "对", "false": "错", "unclear": "不明"}
VERDICT, NOTE = "判断", "说明"
_COLUMNS = ("编号", "规则", VERDICT, NOTE, "复核人")
_WORDS: Final[Mapping[str, Verdict]] = {
    **dict.fromkeys(("对", "是", "属实", "right", "true", "t", "y", "yes", "1", "√", "✓"), "true"),
    **dict.fromkeys(("错", "否", "误报", "wrong", "false", "f", "n", "no", "0", "×", "x"), "false"),
    **dict.fromkeys(("不明", "存疑", "unclear", "u", "?", "？"), "unclear"),
}
_ZH: Final[Mapping[str, str]] = {"ID": "编号", "Rule": "规则", "Verdict": VERDICT, "Note": NOTE, "Reader": "复核人"}
_LARGEST = 50_000_000  # bytes


def marked(path: Path, reader: str = "") -> list[Mark]:
    """The marks in a findings.csv: rows whose column 判断 is filled; `reader` where the file names none."""
    return list(_marks(path, reader))


def kept(path: Path) -> list[Mark]:
    """The marks kept from earlier reviews; none where there is no such file yet."""
    return list(_marks(path, "")) if path.exists() else []


def merged(before: Iterable[Mark], more: Iterable[Mark]) -> list[Mark]:
    """All marks, by rule, finding and reader; the later mark of one reader on one finding stands."""
    last = {(mark.finding, mark.reader): mark for mark in (*before, *more)}
    return sorted(last.values(), key=lambda mark: (mark.rule, mark.finding, mark.reader))


def keep(marks: Iterable[Mark], path: Path) -> None:
    """Write the marks as CSV; raises `DataError` where the file cannot be written."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(say, _COLUMNS))
    for mark in marks:
        writer.writerow(map(neutral, (mark.finding, mark.rule, say(VERDICTS[mark.verdict]), mark.note, mark.reader)))
    try:
        path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise DataError(f"{path}: 写不进去（{error.strerror}）") from error


def earlier(path: Path) -> list[dict[str, Any]]:
    """The records of an earlier findings.json; raises `DataError` where it is none."""
    needed = {"id", "rule", "labels", "message_zh", "department", "year"}
    try:
        records = json.loads(_text(path))
    except ValueError as error:
        raise DataError(f"{path}: 不是 kg check 写出的 findings.json（{error}）") from error
    if not isinstance(records, list) or not all(isinstance(r, dict) and needed <= set(r) for r in records):
        raise DataError(f"{path}: 不是 kg check 写出的 findings.json")
    return records


def _marks(path: Path, reader: str) -> Iterator[Mark]:
    text = _text(path)
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",\t;", key=head.count))
    heads = {_ZH.get(name.strip(), name.strip()): name for name in rows.fieldnames or ()}
    if missing := [name for name in ("编号", "规则", VERDICT) if name not in heads]:
        raise DataError(f"{path}: 缺少列 {'、'.join(missing)}；请在 kg check 写出的 findings.csv 上填写“{VERDICT}”")
    for number, row in enumerate(rows, 2):
        said = (row[heads[VERDICT]] or "").strip().lower()
        if not said:
            continue
        if said not in _WORDS:
            raise DataError(f"{path} 第 {number} 行: “{VERDICT}”须是 {'、'.join(VERDICTS.values())}，现为“{said}”")
        cells = [_bare(row.get(heads.get(name, "")) or "") for name in ("编号", "规则", NOTE, "复核人")]
        yield Mark(cells[0], cells[1], _WORDS[said], cells[2], cells[3] or reader)


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from computing it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _text(path: Path) -> str:
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise DataError(f"{path}: 读不了（{error.strerror}）") from error
    if not data:
        raise DataError(f"{path}: 文件是空的，或大于 {_LARGEST // 1_000_000} MB")
    return decode(data, str(path)).removeprefix("\ufeff")
