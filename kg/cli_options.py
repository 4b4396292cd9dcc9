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


class DiffFormat(StrEnum):
    """How `kg diff` prints what changed."""

    text = "text"
    csv = "csv"
    html = "html"
    json = "json"


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
Elsewhere = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        help="不读文件，检查这个 SPARQL 1.1 端点里的图谱：同样的规则在那里运行，什么也不写。",
        metavar="URL",
        show_default=False,
    ),
]
StoreFolder = Annotated[
    Path | None,
    typer.Option(help="图谱库所在的文件夹；没有则新建。", metavar="DIR", file_okay=False, show_default=False),
]
PartsFolder = Annotated[
    Path | None,
    typer.Option(
        help="不建图谱库，写成 N-Quads 分片和清单（manifest.jsonl），用 kg load 载入别处。",
        metavar="DIR",
        file_okay=False,
        show_default=False,
    ),
]
Packed = Annotated[bool, typer.Option("--gzip/--no-gzip", help="分片用 gzip 压缩。")]
Scheduler = Annotated[
    str,
    typer.Option(help="由这个 Dask 调度器的集群读取，如 tcp://主机:8786。", metavar="ADDRESS", show_default=False),
]
Sources = Annotated[
    list[Path],
    typer.Argument(
        help="图谱库、分片（kg build）、kg check --out 的文件夹，或 .nq、.nq.gz 文件。",
        metavar="SOURCE",
        show_default=False,
    ),
]
GraphStore = Annotated[
    str,
    typer.Option(
        "--endpoint",
        help="图存储的地址（SPARQL 1.1 Graph Store HTTP Protocol）：Oxigraph 是 /store，Fuseki 是 /库名/data，"
        "Virtuoso 是 /sparql-graph-crud-auth。",
        metavar="URL",
        show_default=False,
    ),
]
PruneAt = Annotated[
    str | None,
    typer.Option(
        "--prune",
        help="载入后去掉那里有、SOURCE 里没有的公开文本；写同一个图存储查询用的地址，Oxigraph 是 /query。",
        metavar="URL",
        show_default=False,
    ),
]
NoAcross = Annotated[
    bool, typer.Option("--no-across", help="不做各份文本之间的对照：上年数、预算与决算、部门与单位等（规则 D）。")
]
Debug = Annotated[bool, typer.Option("--debug", help="出错时显示调用栈。")]
Before = Annotated[
    str,
    typer.Argument(
        help="前一份：文件、文件夹、图谱；或者 --graph 里的年份（可带预算、决算）或文件名的一部分。",
        metavar="A",
        show_default=False,
    ),
]
After = Annotated[str, typer.Argument(help="后一份，写法相同。", metavar="B", show_default=False)]
DiffGraph = Annotated[
    Path | None,
    typer.Option(
        "--graph",
        help="两份都在其中的图谱：kg check --out 的文件夹或 graph.nq，或 kg build 的图谱库。",
        show_default="out/graph.nq",
    ),
]
Department = Annotated[str, typer.Option(help="部门名称含有的文字。", metavar="TEXT")]
DiffOut = Annotated[
    Path | None,
    typer.Option(
        "--out", help="另写 diff.csv、diff.html、diff.json 到这个文件夹，明细都在其中。", metavar="DIR", file_okay=False
    ),
]
Asked = Annotated[
    str | None,
    typer.Argument(help="自带问题的名称、.rq 文件，或 SPARQL 语句。", metavar="QUERY", show_default=False),
]
QueryGraph = Annotated[
    Path | None,
    typer.Option(help="kg check --out 的文件夹或 graph.nq，或 kg build 的图谱库。", show_default="out/graph.nq"),
]
Endpoint = Annotated[
    str | None,
    typer.Option(help="改为查询这个 SPARQL 1.1 端点，如 kg serve 的 /sparql。", metavar="URL", show_default=False),
]
Params = Annotated[
    list[str] | None, typer.Option(help="问题的参数；可重复。", metavar="NAME=VALUE", show_default=False)
]
ReportOut = Annotated[
    Path,
    typer.Option(help="写到这个文件夹；同名的文件会被替换。", metavar="DIR", file_okay=False, show_default=False),
]
ReportFormats = Annotated[
    list[ReportFormat] | None,
    typer.Option(
        "--format",
        help="html：网页；xlsx：工作簿；docx：意见函。可重复，不写则都写。",
        show_default=False,
    ),
]
Pages = Annotated[
    list[Path] | None,
    typer.Option(
        help="原文件或所在的文件夹，可重复：PDF 的疑点另附页面图，框出所指的地方。"
        "文本中遮盖的个人信息在图上涂黑；印章、签名和图片里的文字遮盖不了。",
        metavar="DOCS",
        show_default=False,
    ),
]
AllowHost = Annotated[
    list[str] | None, typer.Option(help="另外接受的主机名（Host）；可重复。", metavar="NAME", show_default=False)
]
Origins = Annotated[
    list[str] | None,
    typer.Option(help="允许读取结果的其他网站，如 https://example.org；可重复。", metavar="ORIGIN", show_default=False),
]
Png = Annotated[
    Path | None,
    typer.Option(help="把表格线画在 PDF 的页面上，写到这个文件夹。", metavar="DIR", file_okay=False),
]
