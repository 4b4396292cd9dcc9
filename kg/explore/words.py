"""What a reader is shown of a node: the name of its class, and its label cut to a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.lang import say
from kg.report.plain import plain, shorten
from kg.report.view import COUNTED

CLASSES: Final[Mapping[str, str]] = {
    **COUNTED,
    "Department": "部门",
    "Disclosure": "公开文本",
    "Target": "指标值",
    "Result": "完成值",
    "Item": "事项",
    "Table": "表格",
    "Link": "关联",
    "Passage": "文段",
    "Entry": "编号条目",
    "Announcement": "目录条目",
    "Residue": "模板残留",
    "OrganizationalUnit": "内设机构",
    "FormalOrganization": "所属单位",
    "Function": "功能科目",
}


def local(iri: str) -> str:
    """The last part of an IRI: ``Indicator`` of the class."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def name(kind: str) -> str:
    """The name of a class in the chosen language, by the last part of its IRI."""
    return say(CLASSES.get(kind, kind))


def line(text: str, longest: int = 40) -> str:
    """Text of a document as one line of at most `longest` characters, safe to show."""
    return shorten(plain(text), longest)
