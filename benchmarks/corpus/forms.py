"""The forms of performance targets, in the styles that `layouts.yaml` names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.corpus.blocks import Grid
from benchmarks.corpus.money import percent, wan, yuan
from benchmarks.corpus.records import Draft, Indicator, Project

_LEVELS = ["一级指标", "二级指标", "三级指标"]
Rows = list[list[str]]
Spans = dict[tuple[int, int], tuple[int, int]]
Places = tuple[tuple[int, int], ...]


def forms(draft: Draft, style: str) -> list[Grid]:
    """All forms of a disclosure."""
    shown = [one for one in draft.projects if one.form]
    if style in _LISTS:
        return [_LISTS[style](draft, shown)]
    if style in _EACH:
        return [_EACH[style](draft, one) for one in shown]
    return []


def _merged_levels(rows: Rows, start: int, columns: Iterable[int]) -> Spans:
    """Spans of equal neighbours in the columns of levels, and blanks under them; a level ends with the one before."""
    spans: Spans = {}
    outer = [""] * len(rows)
    for col in columns:
        keys = [f"{outer[row]}/{rows[row][col]}" for row in range(len(rows))]
        top = start
        for row in range(start + 1, len(rows) + 1):
            if row == len(rows) or keys[row] != keys[top]:
                if row - top > 1:
                    spans[top, col] = (row - top, 1)
                    for under in range(top + 1, row):
                        rows[under][col] = ""
                top = row
        outer = keys
    return spans


def _head(draft: Draft, one: Project, width: int, lead: int) -> tuple[Rows, Spans]:
    """The rows above the indicators of a form with `width` columns; `lead` columns stand before the labels' values."""
    name = draft.department.name
    blank = width - lead - 1
    rows = [["项目名称", *[""] * (lead - 1), one.name, *[""] * blank]]
    spans = {(0, lead): (1, width - lead)}
    rows.append(["主管部门", *[""] * (lead - 1), name, *[""] * (blank - 2), "实施单位", name])
    if blank > 2:
        spans[1, lead] = (1, blank - 1)
    amounts = (("年度资金总额", one.shown), ("其中：财政拨款", one.shown), ("其他资金", 0))
    for n, (label, amount) in enumerate(amounts):
        first = "项目资金（万元）" if n == 0 else ""
        rows.append([first, *[""] * (lead - 1), label, *[""] * (blank - 1), wan(amount)])
        if blank > 1:
            spans[2 + n, lead] = (1, blank)
    spans[2, 0] = (3, lead)
    rows.append(["年度目标", *[""] * (lead - 1), one.goal, *[""] * blank])
    spans[5, lead] = (1, width - lead)
    if lead > 1:
        spans |= {(row, 0): (1, lead) for row in (0, 1, 5)}
    if one.basis:
        rows.append(["立项依据", *[""] * (lead - 1), one.basis, *[""] * blank])
        spans[6, lead] = (1, width - lead)
        if lead > 1:
            spans[6, 0] = (1, lead)
    return rows, spans


def _form(draft: Draft, one: Project, columns: list[str], cells: Iterator[list[str]], levels: int) -> Grid:
    """Head, list of indicators with its levels merged."""
    rows, spans = _head(draft, one, len(columns), 1)
    start = len(rows)
    rows.append(columns)
    rows += cells
    spans |= _merged_levels(rows, start + 1, range(levels))
    figures = tuple((row, len(columns) - 1) for row in (2, 3, 4))
    return _grid(draft, one, "项目支出绩效目标表", rows, spans, start, figures)


def _grid(
    draft: Draft, one: Project, title: str, rows: Rows, spans: Spans, start: int, figures: Places, unit: str = "万元"
) -> Grid:
    above = (f"（{draft.year}年度）",)
    return Grid(f"form:{one.name}", title, rows, unit, spans, first=start + 1, above=above, figures=figures)


def _plain(draft: Draft, one: Project) -> Grid:
    cells = ([i.level1, i.level2, i.name, i.printed] for i in one.indicators)
    return _form(draft, one, [*_LEVELS, "指标值"], cells, 2)


def _numbered(draft: Draft, one: Project) -> Grid:
    """指标1：… in each second level."""

    def cells() -> Iterator[list[str]]:
        count, last = 0, ""
        for i in one.indicators:
            count, last = (count + 1 if i.level2 == last else 1), i.level2
            yield [i.level1, i.level2, f"指标{count}：{i.name}" if i.name else "", i.printed]

    return _form(draft, one, [*_LEVELS, "指标值"], cells(), 2)


def _columns(draft: Draft, one: Project) -> Grid:
    """Operator, value and unit in columns of their own."""
    head = [*_LEVELS, "指标性质", "指标值", "度量单位"]
    return _form(draft, one, head, ([i.level1, i.level2, i.name, *split(i)] for i in one.indicators), 2)


def split(one: Indicator) -> tuple[str, str, str]:
    """Operator, value and unit as columns print them."""
    if one.value == "定性":  # one column off
        return ("", one.value, one.unit)
    word = not one.op and not one.value[:1].isdigit()
    return ("定性" if word else one.op or "=", one.value, one.unit)


def _flat(draft: Draft, one: Project) -> Grid:
    """No levels; weights that add up to 100."""
    head = ["指标名称", "指标性质", "指标值", "计量单位", "权重"]
    return _form(draft, one, head, ([i.name, *split(i), str(i.weight)] for i in one.indicators), 0)


def _period(draft: Draft, one: Project) -> Grid:
    """The whole period and the year side by side; money in 元."""
    owner = draft.department.name
    total = one.period_amount
    rows = [["项目名称", "", one.name, "", "", "", "", ""]]
    rows.append(["主管部门", "", owner, "", "", "实施单位", owner, ""])
    rows.append(["项目属性", "", f"延续性项目（{one.years}年）", "", "", "项目期", one.period or f"{one.years}年", ""])
    money = ("实施期资金总额", yuan(total), "年度资金总额", yuan(one.shown))
    rows.append(["项目资金（元）", "", money[0], money[1], "", money[2], money[3], ""])
    rows.append(["", "", "其中：财政资金", money[1], "", "其中：财政资金", money[3], ""])
    rows.append(["总体目标", "实施期目标", "", "", "", "年度目标", "", ""])
    rows.append(["", one.whole_goal, "", "", "", one.goal, "", ""])
    start = len(rows)
    rows.append(["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"])
    rows += [
        ["", i.level1, i.level2, i.name, i.whole or i.printed, i.level2, i.name, i.printed] for i in one.indicators
    ]
    spans = {(row, 0): (1, 2) for row in (0, 1, 2)} | {(0, 2): (1, 6), (3, 0): (2, 2), (5, 0): (2, 1)}
    spans |= {(row, 2): (1, 3) for row in (1, 2)} | {(row, 6): (1, 2) for row in (1, 2, 3, 4)}
    spans |= {(row, 3): (1, 2) for row in (3, 4)}
    spans |= {(row, 1): (1, 4) for row in (5, 6)} | {(row, 5): (1, 3) for row in (5, 6)}
    spans[start, 0] = (len(rows) - start, 1)
    return _grid(draft, one, "项目支出绩效目标申报表", rows, spans, start, ((3, 3), (3, 6), (4, 3), (4, 6)), "元")


def _review(draft: Draft, one: Project) -> Grid:
    """A self-evaluation: results, weights and scores."""
    owner = draft.department.name
    rows = [["项目名称", one.name, "", "", "", "", ""], ["主管部门", owner, "", "", "实施单位", owner, ""]]
    rows.append(["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"])
    rate, score = percent(one.spent, one.shown), one.spent * 100 // one.shown
    money = [wan(one.shown), wan(one.shown), wan(one.spent), f"{rate}%", f"{score // 10}.{score % 10}"]
    rows += [["", "年度资金总额", *money], ["", "其中：财政拨款", *money[:4], "—"]]
    rows.append(["年度总体目标", "预期目标", "", "", "实际完成情况", "", ""])
    rows.append(["", one.goal, "", "", "按计划完成年度任务，详见各项指标完成情况。", "", ""])
    start = len(rows)
    rows.append([*_LEVELS, "年度指标值", "实际完成值", "分值", "得分"])
    rows += [[i.level1, i.level2, i.name, i.printed, i.result, str(i.weight), i.score] for i in one.indicators]
    spans = {(0, 1): (1, 6), (1, 1): (1, 3), (1, 5): (1, 2), (2, 0): (3, 1), (5, 0): (2, 1)}
    spans |= {(row, 1): (1, 3) for row in (5, 6)} | {(row, 4): (1, 3) for row in (5, 6)}
    spans |= _merged_levels(rows, start + 1, range(2))
    figures = tuple((row, col) for row in (3, 4) for col in (2, 3, 4))
    return _grid(draft, one, "项目支出绩效自评表", rows, spans, start, figures)


def _side(draft: Draft, shown: list[Project]) -> Grid:
    """All projects in one table, the groups of indicators side by side."""
    groups = ["成本指标", "产出指标", "效益指标", "满意度指标"]
    rows = [["项目编码", "项目名称", "项目金额（万元）", "", *(cell for group in groups for cell in (group, ""))]]
    rows.append(["", "", "资金总额", "财政性资金", *(4 * ["三级指标", "指标值"])])
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)} | {(0, 4 + 2 * n): (1, 2) for n in range(4)}
    for one in shown:
        columns = [[i for i in one.indicators if i.level1 == group] for group in groups]
        high = max(map(len, columns))
        for n in range(high):
            lead = [one.code, one.name, wan(one.shown), wan(one.shown)] if n == 0 else ["", "", "", ""]
            pairs = ([c[n].name, c[n].printed] if n < len(c) else ["", ""] for c in columns)
            rows.append([*lead, *(cell for pair in pairs for cell in pair)])
        spans |= {(len(rows) - high, col): (high, 1) for col in range(4) if high > 1}
    return Grid("list", f"{draft.year}年度部门预算项目绩效目标表", rows, spans=spans, money=(2, 3), first=2)


def _wide(draft: Draft, shown: list[Project]) -> Grid:
    """Thirteen columns, one indicator a row."""
    head = ["单位名称", "项目名称", "项目类型", "资金总额", "财政拨款", "其他资金", "年度绩效目标"]
    rows = [[*head, *_LEVELS, "指标性质", "指标值", "度量单位"]]
    spans: Spans = {}
    for one in shown:
        top = len(rows)
        lead = [draft.department.name, one.name, one.sort, wan(one.shown), wan(one.shown), "0.00", one.goal]
        for n, i in enumerate(one.indicators):
            rows.append([*(lead if n == 0 else 7 * [""]), i.level1, i.level2, i.name, *split(i)])
        part = rows[top:]
        spans |= {(top + row, col): span for (row, col), span in _merged_levels(part, 0, (7, 8)).items()}
        if len(part) > 1:
            spans |= {(top, col): (len(part), 1) for col in range(7)}
    return Grid("list", f"{draft.year}年度项目支出绩效目标表", rows, spans=spans, money=(3, 4, 5))


def _packed(draft: Draft, shown: list[Project]) -> Grid:
    """All indicators of a project in one cell."""
    rows = [["项目名称", "资金总额", "年度绩效目标", "绩效指标"]]
    for one in shown:
        text = "".join(
            f"{n}、{i.level1}；{i.level2}；{i.name}；年度指标值：{i.printed}。" for n, i in enumerate(one.indicators, 1)
        )
        rows.append([one.name, wan(one.shown), one.goal, text])
    return Grid("list", f"{draft.year}年度项目支出绩效目标表", rows, money=(1,))


def _graded(draft: Draft, shown: list[Project]) -> Grid:
    """Activities with one indicator and its grades."""
    rows = [["职责活动", "年度预算数", "内容描述", "绩效目标", "绩效指标", "评价标准", "", "", ""]]
    rows.append(["", "", "", "", "", "优", "良", "中", "差"])
    spans = {(0, col): (2, 1) for col in range(5)} | {(0, 5): (1, 4)}
    for one in shown:
        i = one.indicators[0]
        content = one.goal.split("，")[0] + "。"
        rows.append([one.name, wan(one.shown), content, one.goal, i.name, *i.whole.split("|")])
    return Grid("list", "部门职责-工作活动绩效目标", rows, spans=spans, first=2)


_EACH = {
    "plain": _plain,
    "numbered": _numbered,
    "columns": _columns,
    "flat": _flat,
    "period": _period,
    "review": _review,
}
_LISTS = {"side": _side, "wide": _wide, "packed": _packed, "graded": _graded}


def overall(draft: Draft) -> Grid:
    """The form of the whole department."""
    now, owner = draft.now, draft.department.name
    goal = draft.flags["overall_goal"]
    rows = [["部门（单位）名称", owner, "", "", "", ""], ["年度履职目标", goal, "", "", "", ""]]
    rows.append(["年度主要任务", "任务名称", "主要内容", "", "", ""])
    tasks = draft.projects[:3]
    rows += [["", one.name, one.goal, "", "", ""] for one in tasks]
    top = len(rows)
    rows.append(["预算情况", "部门预算总额（万元）", "", wan(now.total), "", ""])
    rows.append(["", "1、资金来源：（1）财政性资金（万元）", "", wan(now.total), "", ""])
    rows.append(["", "2、资金结构：（1）基本支出（万元）", "", wan(now.basic), "", ""])
    rows.append(["", "（2）项目支出（万元）", "", wan(now.project), "", ""])
    start = len(rows)
    rows.append([*_LEVELS, "指标值类型", "指标值", "度量单位"])
    rows += [[i.level1, i.level2, i.name, *split(i)] for i in draft.flags["overall"]]
    spans = {(0, 1): (1, 5), (1, 1): (1, 5), (2, 0): (1 + len(tasks), 1), (top, 0): (4, 1)}
    spans |= {(row, 2): (1, 4) for row in range(2, top)}
    spans |= {(row, 1): (1, 2) for row in range(top, start)} | {(row, 3): (1, 3) for row in range(top, start)}
    spans |= _merged_levels(rows, start + 1, range(2))
    figures = tuple((row, 3) for row in range(top, start))
    above = (f"（{draft.year}年度）",)
    return Grid(
        "overall", "部门（单位）整体绩效目标表", rows, spans=spans, first=start + 1, above=above, figures=figures
    )
