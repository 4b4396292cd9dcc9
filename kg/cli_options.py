"""The options that commands have, those of several commands once, and the values that some of them take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FailOn(StrEnum):
    """The least severity of a finding that makes `kg check` end with exit code 1."""

    violation = "violation"
    warning = "warning"
    info = "info"


class FormFormat(StrEnum):
    """The kinds of file that the bureau's form is written as."""

    xlsx = "xlsx"
    docx = "docx"


class Language(StrEnum):
    """The languages of what is shown."""

    zh = "zh"
    en = "en"


class ReportFormat(StrEnum):
    """What `kg report` writes."""

    html = "html"
    xlsx = "xlsx"
    docx = "docx"


class Format(StrEnum):
    """How `kg query` prints its result."""

    table = "table"
    csv = "csv"
    json = "json"
    ttl = "ttl"


Folders = Annotated[
    list[Path] | None,
    typer.Option("--ontology", help="自己的规则、版式、词表所在的文件夹，加在自带的之上；可重复。", metavar="DIR"),
]
Graph = Annotated[
    Path, typer.Option(help="kg check --out 写出的 graph.nq 或它所在的文件夹，或 kg build 的图谱库。", metavar="PATH")
]
Since = Annotated[
    Path | None,
    typer.Option(help="上次的 findings.json：列出哪些已改、哪些仍在、哪些是新的。", metavar="FILE", show_default=False),
]
Marks = Annotated[
    Path | None,
    typer.Option(
        help="复核意见（kg review 写出）；不写则用 --out 里的 marks.csv。", metavar="FILE", show_default=False
    ),
]
ProfileName = Annotated[
    str,
    typer.Option(help="口径：按模板、年度、政府级次选用规则和级别（kg rules --profiles 列出）。", metavar="NAME"),
]
TimeLimit = Annotated[
    float, typer.Option(help="一个文件最多多少秒，超过就停下，算没有读成；0 为不限。", min=0, metavar="SECONDS")
]
Forms = Annotated[
    list[FormFormat] | None,
    typer.Option(help="另写财政部门的“绩效目标审核表”，分数留空；可重复，需要 --out。", show_default=False),
]
Lang = Annotated[
    Language | None,
    typer.Option(help="显示的语言，写在哪里都可以；默认看环境变量 KG_LANG，没有则是中文。", show_default=False),
]
NoAcross = Annotated[
    bool, typer.Option("--no-across", help="不做各份文本之间的对照：上年数、预算与决算、部门与单位等（规则 D）。")
]
Debug = Annotated[bool, typer.Option("--debug", help="出错时显示调用栈。")]
