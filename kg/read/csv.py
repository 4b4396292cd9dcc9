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

_SAMPLE = 1000  # records that tell whether a text is one
_QUOTED = re.compile(r'(?:^|\t)"', re.MULTILINE)
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # how a code keeps its leading zeros
_DECLARED = re.compile(r"\ufeff?sep=(.)\n", re.IGNORECASE)


def is_csv(data: bytes) -> bool:
    """Whether bytes are a text of records; text with tabs is one only where it quotes its fields."""
    try:
        return separator(decode(data, "")) is not None
    except ReadError:
        return False


def separator(text: str) -> str | None:
    """What parts the fields, or None where the text is prose or a flattened table."""
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    return next((mark for mark in ",;\t" if mark in text and _parts(text, mark)), None)


def _parts(text: str, mark: str) -> bool:
    """Whether nearly all records have as many fields, or half of them and the others fewer."""
    if mark == "\t" and not _QUOTED.search(text):
        return False
    if mark == "," and len(_THOUSANDS.findall(text)) * 2 > text.count(","):
        return False
    try:
        found = [len(fields) for _, fields in islice(_records(text, mark), _SAMPLE)]
    except csv.Error:
        return False
    if len(found) < 2:
        return False
    width, count = Counter(found).most_common(1)[0]
    even = width > 1 and count * 10 >= len(found) * 9
    return even or (width > 2 and count * 2 >= len(found) and width == max(found))


def _records(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    line = 1
    for fields in reader:
        if any(field.strip() for field in fields):
            yield line, fields
        line = reader.line_num + 1


def read_csv(data: bytes, source: str) -> Document:
    """Read a text of records; raises `ReadError` where it is none."""
    text = decode(data, source)
    mark = separator(text)
    if mark is None:
        raise ReadError(f"{source}: 不是 CSV")
    declared = _DECLARED.match(text)
    body = text.lstrip("\ufeff")
    lines: dict[int, int] = {}
    sheet = Sheet(place=lambda row, _: Place(line=lines[row]))
    try:
        for line, fields in _records(body, mark):
            if declared and line == 1:
                continue
            row = line - 1  # a blank line is a blank row
            lines[row] = line
            for col, field in enumerate(fields):
                if field.strip():
                    formula = _FORMULA.fullmatch(field.strip())
                    sheet.cells[row, col] = formula[1] if formula else field
    except csv.Error as error:
        raise ReadError(f"{source}: CSV 文件损坏（{error}）") from error
    builder = Builder(source)
    add_sheet(builder, sheet)
    return builder.document(data, "csv")
