"""Writes ``ontology/rules/README.md``: every rule with its basis and with the first cases that fail and pass.

``python -m kg.check.pages`` (or ``make ref``); the page is committed, has no date in it, and a test compares it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import yaml

from kg.check.precision import Measured, load_precision
from kg.check.rules import CatalogueRule, load_rules
from kg.model import Severity
from kg.resources import Ontology, shipped

SEVERITIES: Final[dict[Severity, str]] = {"violation": "错误", "warning": "警告", "info": "提示"}
CASES: Final = {"fail_": "应报", "pass_": "不应报"}
_HEAD: Final = """<!-- GENERATED from the heads of the rules and from tests/rules/ by `make ref`; do not edit. -->
# 规则目录 · Rules

每条规则一个 `.rq` 文件：开头是每行以 `# ` 起始的 YAML，下面是查询。查询可以原样在任何 SPARQL 1.1 端点上运行。

| 文件头 | 含义 |
|---|---|
| `code` `name` `title` | 编号（C 完整性、R 相关性、A 适当性、F 可行性、X 勾稽、D 对照，编号不重复使用）、名称、标题 |
| `criterion` `severity` | 审核标准、严重程度（violation、warning、info） |
| `kind` `basis` | 疑点类型（`codes/anomaly-kinds.ttl`）、依据 |
| `message` `suggestion` | 说明和建议的模板，`{列名}` 取自查询的列；`{列名:wan}` 写成万元，`{列名:percent}` 写成百分数 |
| `scope` | 图模式：哪些 `?subject` 算被检查；一个也没有，结果是“不适用” |
| `needs` | 图模式（须含 `?subject`）和缺少时的说明：被检查的都不符合，结果是“无法判断” |
| `format` | `?observed` 和 `?expected` 的写法：text（默认）、wan、percent |
| `since` `version` `status` | 起始年度（可空）、版本、active 或 disabled |

查询的列：`?g`（图）、`?subject`（涉及的事实，另有 `?subject2`、`?subject3`）、`?observed`、`?expected`；可选
`?severity`、`?kind`（改变严重程度和类型）、`?money`（涉及金额，元）、`?halfUnit`（金额的半个末位，决定小数位数），其余的列供模板使用。
例子在 `tests/rules/`。D 对照的规则比较几份文本：在各份文本的摘要（`across/*.rq`）上运行，`?g` 是出发现的一份，
另一份由图 `across/links` 里的关联指明。

“准确率”是读者拿疑点与原文对照的结果（`precision.csv`，由 `benchmarks/precision.py` 生成），两人各读一遍。
"""


def cases_folder() -> Path:
    """The folder with the case files of the rules; only a checkout has it."""
    return shipped().parent / "tests" / "rules"


def cases(code: str) -> dict[str, Any]:
    """The cases of one rule by name, in the order of its file; empty where there is no file."""
    path = cases_folder() / f"{code}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


def catalogue_page(ontology: Ontology) -> str:
    """The page (Markdown): how a rule file is written, a table of all rules, a section for each."""
    rules, measured = load_rules(ontology), load_precision(ontology)
    lines = [_HEAD, "| 编号 | 标题 | 严重程度 | 准确率 | 依据 |", "|---|---|---|---|---|"]
    lines += [
        f"| [{r.code}](#{r.code.lower()}) | {r.title_zh} | {SEVERITIES[r.severity]} | "
        f"{shares(measured.get(r.code, ()))} | {r.basis} |"
        for r in rules
    ]
    for rule in rules:
        lines += ["", *_section(rule, measured.get(rule.code, ()))]
    return "\n".join(lines) + "\n"


def shares(measured: Sequence[Measured]) -> str:
    """The precision of a rule, at each severity that its findings have: ``错误 1.00（12 条）``."""
    told = ((SEVERITIES[cast(Severity, m.severity)], m.value, m.read) for m in measured)
    return "，".join(f"{severity} {value:.2f}（{read} 条）" for severity, value, read in told if value is not None)


def _measured(measured: Sequence[Measured]) -> Iterator[str]:
    for m in measured:
        severity = SEVERITIES[cast(Severity, m.severity)]
        verdicts = f"对 {m.true}、错 {m.false}、不明 {m.unclear}"
        second = m.second_true + m.second_false + m.second_unclear
        more = f"；另一人读 {second} 条，一致 {m.agreed} 条" if second else ""
        yield f"  \n实测（{severity}）：{m.found} 条疑点，读了 {m.read} 条：{verdicts}{more}"


def _section(rule: CatalogueRule, measured: Sequence[Measured]) -> Iterator[str]:
    known = cases(rule.code)
    yield f'<a id="{rule.code.lower()}"></a>'
    yield f"## {rule.code} {rule.title_zh} · {rule.title_en}"
    yield ""
    yield f"`{rule.name}` · {rule.criterion} · {SEVERITIES[rule.severity]} · `{rule.kind}`  "
    yield f"依据：{rule.basis}  "
    yield f"说明：{rule.message_zh}  "
    yield f"无法判断：{rule.needs_zh or '—'}" + "".join(_measured(measured))
    for kind, title in CASES.items():
        name = next(name for name in known if name.startswith(kind))
        yield from _case(f"{title} `{name}`", known[name])


def _case(title: str, case: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"{title}："
    yield "```turtle"
    yield case["graph"].rstrip()
    for name, other in case.get("others", {}).items():
        yield f"# {name}"
        yield other["graph"].rstrip()
    yield "```"
    for finding in case.get("findings", []):
        yield f"→ {finding['subject']}：实为“{finding['observed']}”，应为“{finding['expected']}”"


def write() -> Path:
    """Writes the page of the shipped rules; its path."""
    path = shipped() / "rules" / "README.md"
    path.write_text(catalogue_page(Ontology.load()), encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    print(write())
