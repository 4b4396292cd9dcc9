"""CSV to `Document`: records told from prose by their equal number of fields."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from kg.errors import ReadError
from kg.model import Document, Place
from kg.read.builder import Builder
from kg.read.encoding import decode
from kg.read.sheets import Sheet, add_sheet
from kg.read.workbook import cell_name

_SAMPLE = 1000  # records that tell whether a text is one
_QUOTED = re.compile(r'(?:^|(?<=\t))"[^"\n]*"(?=\t|$)', re.MULTILINE)
_QUOTE = re.compile(r'"[^"]*"')
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # how a code keeps its leading zeros
_DECLARED = re.compile(r"\ufeff?sep=(.)\n", re.IGNORECASE)


def is_csv(data: bytes) -> bool:
    """Whether bytes are a text of records; text with tabs is one only where it quotes its fields."""
    try:
        return _separator(decode(data, "")) is not None
    except ReadError:
        return False


def _separator(text: str) -> str | None:
    """What parts the fields, or None where the text is prose or a flattened table."""
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    return next((mark for mark in ",;\t" if mark in text and _parts(text, mark)), None)


def _parts(text: str, mark: str) -> bool:
    """Whether nearly all records have as many fields, or half of them and the others fewer."""
    if mark == "\t" and not _QUOTED.search(text):
        return False
    if mark == ",":
        bare = _QUOTE.sub("", text)
        if len(_THOUSANDS.findall(bare)) * 2 > bare.count(","):
            return False
    try:
        found = [len(fields) for _, _, fields in islice(_records(text, mark), _SAMPLE)]
    except csv.Error:
        return False
    if len(found) < 2:
        return False
    width, count = Counter(found).most_common(1)[0]
    even = width > 1 and count * 10 >= len(found) * 9
    return even or (width > 2 and count * 2 >= len(found) and width == max(found))


def _records(text: str, mark: str) -> Iterator[tuple[int, int, list[str]]]:
    """The records that are not blank, each with its row, from 0, and with the line on which it begins, from 1."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    line = 1
    for row, fields in enumerate(reader):
        if any(field.strip() for field in fields):
            yield row, line, fields
        line = reader.line_num + 1


def read_csv(data: bytes, source: str) -> Document:
    """Read a text of records; raises `ReadError` where it is none. The cells have the names that Excel gives them."""
    text = decode(data, source)
    mark = _separator(text)
    if mark is None:
        raise ReadError(f"{source}: 不是 CSV")
    declared = _DECLARED.match(text)
    body = text[declared.end() :] if declared else text.removeprefix("\ufeff")
    lines: dict[int, int] = {}
    sheet = Sheet(source, "", lambda row, col: Place(line=lines[row], cell=cell_name(row, col)))
    try:
        for row, line, fields in _records(body, mark):
            lines[row] = line + bool(declared)
            for col, field in enumerate(fields):
                if field.strip():
                    formula = _FORMULA.fullmatch(field.strip())
                    sheet.show(row, col, formula[1] if formula else field)
    except csv.Error as error:
        raise ReadError(f"{source}: CSV 文件损坏，或有一格超过 10 万字") from error
    builder = Builder(source)
    add_sheet(builder, sheet)
    return builder.document(data, "csv")
