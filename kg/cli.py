"""The command line; every command is a function here. This and the `cli_*` modules are the only places that print."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from kg.cli_lang import chosen, translate
from kg.cli_options import (
    After,
    AllowHost,
    Asked,
    Before,
    Debug,
    Department,
    DiffFormat,
    DiffGraph,
    DiffOut,
    Elsewhere,
    Endpoint,
    FailOn,
    Folders,
    Format,
    Forms,
    Graph,
    GraphStore,
    Lang,
    Marks,
    NoAcross,
    Origins,
    Packed,
    Pages,
    Params,
    PartsFolder,
    Png,
    ProfileName,
    PruneAt,
    QueryGraph,
    ReportFormats,
    ReportOut,
    Scheduler,
    Since,
    Sources,
    StoreFolder,
    TimeLimit,
)
from kg.errors import KgError
from kg.lang import say, use

if TYPE_CHECKING:
    from kg.resources import Ontology

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _examples(*lines: str) -> str:
    """The end of a help page; ``\\b`` keeps click from joining the lines."""
    return "\b\n例：\n" + "\n".join(f"  kg {line}" for line in lines)


@app.callback()
def choose(lang: Lang = None) -> None:
    """读取部门预算和决算公开文本，建成图谱，用规则找出绩效目标和数据中的问题。"""
    if lang:  # `main` takes it before, because it may stand behind the command too
        use(lang)


@app.command(
    epilog=_examples(
        "check 预算公开.pdf",
        "check 文件夹 --out out",
        "check a.txt b.pdf --fail-on violation",
        "check 改后.pdf --since out/findings.json",
        "check 文件夹 --out out --form xlsx --form docx",
        "check --endpoint http://127.0.0.1:7878/query --out out",
    )
)
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="文件、文件夹或 ZIP（PDF、Word、Excel、CSV、网页、Markdown、文本）。",
            metavar="PATH",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="把图谱、疑点清单和报告写到这个文件夹。", metavar="DIR", file_okay=False),
    ] = None,
    endpoint: Elsewhere = None,
    since: Since = None,
    marks: Marks = None,
    profile: ProfileName = "standard",
    form: Forms = None,
    ontology: Folders = None,
    timeout: TimeLimit = 300,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="有这一级或更严重的疑点时，以 1 结束。", show_default=False)
    ] = None,
    no_across: NoAcross = False,
    debug: Debug = False,
) -> None:
    """检查公开文本：屏幕上列出疑点和未能检查的内容；--out 另写文件。

    结束码：0 正常；1 有 --fail-on 所指的疑点；2 用法错误；3 有文件没有读成。
    """
    from kg.cli_check import check_and_show, exit_code

    run = check_and_show(
        paths or (),
        _ontology(ontology),
        out,
        endpoint=endpoint,
        since=since,
        marks=marks,
        profile=profile,
        timeout=timeout,
        forms=form or (),
        debug=debug,
        compare=not no_across,
    )
    raise typer.Exit(exit_code(run, fail_on.value if fail_on else None))


@app.command(
    epilog=_examples(
        "build 公开文本 --store 图谱库",
        "build 公开文本 --store 图谱库 --prune --workers 8",
        "build 公开文本 --store 图谱库 --scheduler tcp://10.0.0.5:8786",
        "build 公开文本 --parts 分片",
        "query findings --graph 图谱库",
    )
)
def build(
    paths: Annotated[
        list[Path], typer.Argument(help="文件、文件夹或 ZIP，格式同 kg check。", metavar="PATH", show_default=False)
    ],
    store: StoreFolder = None,
    parts: PartsFolder = None,
    packed: Packed = True,
    scheduler: Scheduler = "",
    workers: Annotated[
        int | None, typer.Option(help="工作进程的个数；不写则按处理器。", min=1, max=256, show_default=False)
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="PATH 下已经没有的文件，从图谱库里去掉。")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="上次没有读成的文件再读一次。")] = False,
    timeout: TimeLimit = 300,
    profile: ProfileName = "standard",
    no_across: NoAcross = False,
    ontology: Folders = None,
) -> None:
    """把成批的公开文本建成图谱库：内容没有变的文件不再读；中断后再次运行，从中断处继续；建库时照常查询。

    结束码：0 正常；2 用法错误；3 有文件没有读成。
    """
    from kg.cli_build import build_and_show

    failed = build_and_show(
        paths,
        _ontology(ontology),
        store,
        parts,
        packed=packed,
        workers=workers or os.cpu_count() or 1,
        scheduler=scheduler,
        profile=profile,
        prune=prune,
        retry=retry,
        compare=not no_across,
        timeout=timeout,
    )
    raise typer.Exit(3 if failed else 0)


@app.command(
    epilog=_examples(
        "load 图谱库 --endpoint http://127.0.0.1:7878/store",
        "load 分片甲 分片乙 --endpoint http://127.0.0.1:3030/kg/data",
        "load out/graph.nq --endpoint http://127.0.0.1:8890/sparql-graph-crud-auth",
    )
)
def load(sources: Sources, endpoint: GraphStore, prune: PruneAt = None) -> None:
    """把图谱载入别处的图存储：一次一个图，整个替换，所以可以随时重来；忙时等一等再试。

    登录：用户名和口令写在环境变量 KG_ENDPOINT_USER、KG_ENDPOINT_PASSWORD 里，令牌写在 KG_ENDPOINT_TOKEN 里。
    """
    from kg.cli_build import load_and_show

    load_and_show(sources, endpoint, prune)


@app.command(
    epilog=_examples(
        "query --list",
        "query closure --graph out/graph.nq",
        "query links --param kind=serves --param min_score=0.5",
        "query 我的查询.rq --format csv > 结果.csv",
        "query 'SELECT ?name { ?i a bp:Indicator ; rdfs:label ?name }'",
        "query findings --endpoint http://127.0.0.1:7878/sparql",
    )
)
def query(
    text: Asked = None,
    graph: QueryGraph = None,
    endpoint: Endpoint = None,
    param: Params = None,
    listing: Annotated[bool, typer.Option("--list", help="列出自带的问题和它们的参数。")] = False,
    form: Annotated[Format, typer.Option("--format", help="输出格式；CONSTRUCT 总是 ttl。")] = Format.table,
    ontology: Folders = None,
) -> None:
    """用自带的问题或 SPARQL 查询图谱（SELECT、ASK、CONSTRUCT）；常用前缀已备好，默认查所有图的并集。

    只读；不写 --endpoint 时不联网。
    """
    from kg.cli_query import answer_query, show_questions
    from kg.questions import load_questions

    if listing:
        show_questions(load_questions(_ontology(ontology)), form.value)
    else:
        answer_query(text, param or (), graph, endpoint, form.value, _ontology(ontology))


@app.command(
    epilog=_examples("diff 去年.pdf 今年.pdf", "diff 2023预算 2024 --graph out --department 文化馆 --out 对比")
)
def diff(
    before: Before,
    after: After,
    graph: DiffGraph = None,
    department: Department = "",
    out: DiffOut = None,
    form: Annotated[DiffFormat, typer.Option("--format", help="屏幕上的格式。")] = DiffFormat.text,
    ontology: Folders = None,
) -> None:
    """对比同一部门的两份文本：金额、项目、指标和指标值，哪些新增、不再列、增加、减少，各附两份的原文位置。"""
    from kg.cli_diff import diff_and_show

    diff_and_show(before, after, _ontology(ontology), graph, department, out, form.value)


@app.command(epilog=_examples("review out/findings.csv", "review 退回的.csv --reader 复核一 --marks out/marks.csv"))
def review(
    path: Annotated[
        Path,
        typer.Argument(help="填好“判断”（对、错、不明）的 findings.csv。", metavar="FINDINGS.CSV", show_default=False),
    ],
    marks: Annotated[
        Path | None,
        typer.Option(help="保存复核意见的文件；不写则是同一文件夹的 marks.csv。", metavar="FILE", show_default=False),
    ] = None,
    reader: Annotated[str, typer.Option(help="复核人；两人复核同一批疑点时用来区分。")] = "",
) -> None:
    """收下复核意见：存到 marks.csv，列出每条规则的准确率。判为“错”的疑点下次检查时不再列出，只计数。"""
    from kg.cli_screen import Screen
    from kg.report.review import MARKS, keep, kept, marked, merged

    target = marks or path.with_name(MARKS)
    new = marked(path, reader)
    both = merged(kept(target), new)
    keep(both, target)
    Screen().reviewed(len(new), both, target)


@app.command(
    epilog=_examples(
        "report --graph out/graph.nq --out 报告",
        "report --graph out --out 报告 --format docx",
        "report --out 报告 --pages 原文件夹 --pages 补充.pdf",
    )
)
def report(
    out: ReportOut,
    graph: Graph = Path("out/graph.nq"),
    form: ReportFormats = None,
    pages: Pages = None,
    ontology: Folders = None,
) -> None:
    """从图谱写报告：每份文本一个网页，另有总览、工作簿（疑点、项目、指标、金额、职责）和给部门的意见函。

    只用图谱，不用原文件；页面图除外。意见函不写分数，日期留空。
    """
    from kg.cli_report import report_and_show

    report_and_show(graph, out, _ontology(ontology), form or (), pages or ())


@app.command(epilog=_examples("rules", "rules A01", "rules --profiles"))
def rules(
    code: Annotated[str | None, typer.Argument(help="规则编号，如 A01。", show_default=False)] = None,
    profiles: Annotated[bool, typer.Option("--profiles", help="列出口径（kg check --profile）。")] = False,
    ontology: Folders = None,
) -> None:
    """列出全部规则；给出编号时显示这条规则的依据、说明和查询。"""
    from kg.check.precision import load_precision
    from kg.check.profiles import load_profiles
    from kg.check.rules import load_rules
    from kg.cli_screen import Screen

    if profiles:
        Screen().profiles(list(load_profiles(_ontology(ontology)).values()))
        return
    known, measured = load_rules(_ontology(ontology)), load_precision(_ontology(ontology))
    if code is None:
        Screen().rules(known, measured)
        return
    found = [rule for rule in known if rule.code == code.upper()]
    if not found:
        raise KgError(f"没有规则 {code}；kg rules 列出全部规则")
    Screen().rule(found[0], measured.get(found[0].code, ()))


@app.command(
    epilog=_examples(
        "tables 预算公开.pdf",
        "tables 预算公开.pdf --page 12 --png 图",
        "tables 预算公开.txt --ontology 我的版式",
        "tables 预算公开.pdf --json > 表.json",
    )
)
def tables(
    file: Annotated[Path, typer.Argument(help="一个文件，或 ZIP 里的一个文件。", metavar="FILE", show_default=False)],
    page: Annotated[int | None, typer.Option(help="只看这一页上的表。", metavar="N", show_default=False)] = None,
    png: Png = None,
    wide: Annotated[bool, typer.Option("--wide", help="不截短；写入文件或管道时总是如此。")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON；行和列从 1 数起。")] = False,
    ontology: Folders = None,
) -> None:
    """逐张显示一个文件里的表格是怎样读的：网格、版式和理由、各列的角色、读出了什么、哪些行没有看懂。

    给新表样写版式时用。表头下是各列的角色，括号里的按内容判断；左边是每一行算作什么。个人信息遮盖，--png 的页面除外。
    """
    from kg.cli_tables import show_tables

    show_tables(file, _ontology(ontology), page, wide=wide, as_json=as_json, pictures=png)


@app.command(epilog=_examples("serve", "serve --store out --port 8080", "serve --store 图谱库 --timeout 60"))
def serve(
    store: Annotated[
        Path, typer.Option(help="kg check --out 写出的文件夹、其中的 graph.nq，或 kg build 的图谱库（只读）。")
    ] = Path("out"),
    port: Annotated[int, typer.Option(help="端口；0 为任选一个。", min=0, max=65535)] = 7878,
    host: Annotated[str, typer.Option(help="监听的地址；默认只有本机能访问。")] = "127.0.0.1",
    timeout: Annotated[float, typer.Option(help="一条查询最多多少秒。", min=0.1)] = 30,
    max_mb: Annotated[float, typer.Option("--max-mb", help="一个结果最多多少 MB。", min=0.001)] = 50,
    workers: Annotated[
        int | None, typer.Option(help="查询进程的个数；不写则按处理器，最多 4。", min=1, max=64, show_default=False)
    ] = None,
    allow_host: AllowHost = None,
    cors: Origins = None,
    ontology: Folders = None,
) -> None:
    """打开图谱的查询页面和 SPARQL 1.1 端点（/sparql）。只读，不联网，默认只有本机能访问；Ctrl-C 结束。"""
    from kg.cli_serve import show_server

    show_server(store, host, port, workers, timeout, max_mb, allow_host or (), cors or (), _ontology(ontology))


def main() -> None:
    """Run the command line; every known error is one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        arguments = chosen(sys.argv[1:])
        command = get_command(app)
        translate(command)
        command(arguments, prog_name="kg")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except (KgError, OSError, RuntimeError) as error:
        from kg.report.plain import plain
        from kg.store.faults import explained

        if not (message := explained(error)):
            raise
        print(f"kg: {plain(say(message))}", file=sys.stderr)
        sys.exit(2)


def _ontology(folders: list[Path] | None) -> Ontology:
    from kg.resources import Ontology

    return Ontology.load(folders or ())
