"""The tables of money, in the styles that `layouts.yaml` names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.corpus.blocks import Grid
from benchmarks.corpus.money import cell, wan
from benchmarks.corpus.people import data
from benchmarks.corpus.records import Draft, Figures

_NUMERALS = "一二三四五六七八九十"
_CLASSES = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出",
    "资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出",
    "住房保障支出", "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "其他支出",
)  # fmt: skip


def numeral(n: int) -> str:
    """一, 二 … 二十三."""
    tens, ones = divmod(n, 10)
    if n <= 10:
        return _NUMERALS[n - 1]
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


def hierarchy(figures: Figures) -> Iterator[tuple[str, int, int]]:
    """Classes, groups and items with basic and project money, in the order of their codes."""
    sums: dict[str, list[int]] = {}
    for code, (basic, project) in figures.items().items():
        for part in (code[:3], code[:5], code):
            entry = sums.setdefault(part, [0, 0])
            entry[0] += basic
            entry[1] += project
    for code in sorted(sums):
        yield code, sums[code][0], sums[code][1]


def classes(draft: Draft, figures: Figures) -> list[tuple[str, int]]:
    """Names and money of the classes."""
    names = draft.department.names
    return [(names[code], a + b) for code, a, b in hierarchy(figures) if len(code) == 3]


def balance(draft: Draft, style: str) -> Grid:
    """Income and expenditure side by side."""
    return _ranked(draft) if style == "ranked" else _balanced(draft)


_INCOME = ("一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "财政专户管理资金收入")


def _balanced(draft: Draft) -> Grid:
    total = wan(draft.now.total)
    spent = classes(draft, draft.now)
    rows = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    for n in range(max(len(_INCOME), len(spent))):
        left = [f"{numeral(n + 1)}、{_INCOME[n]}", total if n == 0 else "0.00"] if n < len(_INCOME) else ["", ""]
        right = [f"{numeral(n + 1)}、{spent[n][0]}", wan(spent[n][1])] if n < len(spent) else ["", ""]
        rows.append(left + right)
    rows.append(["本年收入合计", total, "本年支出合计", total])
    rows.append(["上年结转", "0.00", "结转下年", "0.00"])
    rows.append(["收入总计", total, "支出总计", total])
    spans = {(0, 0): (1, 2), (0, 2): (1, 2)}
    return Grid("balance", f"{draft.year}年部门收支总体情况表", rows, spans=spans, money=(1, 3), first=2)


_SOURCES = (
    "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入",
    "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
)  # fmt: skip


def _ranked(draft: Draft) -> Grid:
    money = dict(classes(draft, draft.now))
    total = wan(draft.now.total)
    rows = [["收入", "", "", "支出", "", ""], ["项目", "行次", "金额", "项目", "行次", "金额"]]
    rows.append(["栏次", "", "1", "栏次", "", "2"])
    for n, name in enumerate(_CLASSES, 1):
        left = [f"{numeral(n)}、{_SOURCES[n - 1]}", str(n), total if n == 1 else ""] if n < 9 else ["", str(n), ""]
        rows.append([*left, f"{numeral(n)}、{name}", str(n + 27), cell(money.get(name, 0))])
    ends = [
        ("本年收入合计", total, "本年支出合计", total),
        ("使用非财政拨款结余", "", "结余分配", ""),
        ("年初结转和结余", "", "年末结转和结余", ""),
        ("总计", total, "总计", total),
    ]
    for n, (left_name, income, right_name, spent) in enumerate(ends, 24):
        rows.append([left_name, str(n), income, right_name, str(n + 27), spent])
    spans = {(0, 0): (1, 3), (0, 3): (1, 3)}
    return Grid("balance", "收入支出决算总表", rows, spans=spans, money=(2, 5), first=3)


def income(draft: Draft, style: str) -> Grid:
    """Income by class."""
    names = draft.department.names
    rows = [
        ["项目", "", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "其他收入"],
        ["科目代码", "科目名称", "", "", "", "", "", ""],
        ["栏次", "", "1", "2", "3", "4", "5", "6"],
        ["合计", "", *(2 * [wan(draft.now.total)]), "", "", "", ""],
    ]
    rows += [[code, names[code], *(2 * [wan(a + b)]), "", "", "", ""] for code, a, b in hierarchy(draft.now)]
    spans = {(0, 0): (1, 2), **{(0, col): (2, 1) for col in range(2, 8)}, (2, 0): (1, 2), (3, 0): (1, 2)}
    return Grid("income", "收入决算表", rows, spans=spans, money=(2, 3), first=3)


def spending(draft: Draft, style: str, key: str = "spending") -> Grid:
    """Expenditure by class, all of it or that of the general public budget."""
    return {"codes": _by_code, "three": _by_three, "final": _final}[style](draft, key)


_TITLES = {
    ("spending", False): "{}年部门支出总体情况表",
    ("general", False): "{}年一般公共预算支出情况表",
    ("spending", True): "支出决算表",
    ("general", True): "一般公共预算财政拨款支出决算表",
}


def _title(draft: Draft, key: str) -> str:
    return _TITLES[key, draft.final].format(draft.year)


def _by_code(draft: Draft, key: str) -> Grid:
    names, now = draft.department.names, draft.now
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows.append(["合计", "", wan(now.total), wan(now.basic), wan(now.project)])
    rows += [[code, names[code], wan(a + b), cell(a), cell(b)] for code, a, b in hierarchy(now)]
    return Grid(key, _title(draft, key), rows, spans={(1, 0): (1, 2)}, money=(2, 3, 4))


def _by_three(draft: Draft, key: str) -> Grid:
    names, now, owner = draft.department.names, draft.now, draft.department
    rows = [["科目编码", "", "", "单位代码", "单位（科目名称）", "合计", "基本支出", "", "", "项目支出"]]
    rows.append(["类", "款", "项", "", "", "", "小计", "人员经费", "公用经费", ""])
    whole = [wan(now.total), wan(now.basic), wan(now.staff), wan(now.running), wan(now.project)]
    rows.append(["", "", "", "", "合计", *whole])
    rows.append(["", "", "", "101001", owner.name, *whole])
    for code, (basic, project) in now.items().items():
        running = now.running if code == now.run else 0
        figures = (basic + project, basic, basic - running, running, project)
        rows.append([code[:3], code[3:5], code[5:], "", names[code], *map(cell, figures)])
    spans = {(0, 0): (1, 3), (0, 3): (2, 1), (0, 4): (2, 1), (0, 5): (2, 1), (0, 6): (1, 3), (0, 9): (2, 1)}
    return Grid(key, _title(draft, key), rows, spans=spans, money=(5, 6, 7, 8, 9), first=2)


def _final(draft: Draft, key: str) -> Grid:
    names, now = draft.department.names, draft.now
    first = "本年支出合计" if key == "spending" else "小计"
    rows = [["项目", "", "本年支出", "", ""], ["科目代码", "科目名称", first, "基本支出", "项目支出"]]
    rows.append(["栏次", "", "1", "2", "3"])
    rows.append(["合计", "", wan(now.total), wan(now.basic), wan(now.project)])
    rows += [[code, names[code], wan(a + b), cell(a), cell(b)] for code, a, b in hierarchy(now)]
    spans = {(0, 0): (1, 2), (0, 2): (1, 3), (2, 0): (1, 2), (3, 0): (1, 2)}
    return Grid(key, _title(draft, key), rows, spans=spans, money=(2, 3, 4), first=3)


def economic(draft: Draft, style: str) -> Grid:
    """Basic expenditure by economic class."""
    return {"codes": _economic, "double": _double, "groups": _groups}[style](draft)


def _economic_rows(figures: Figures) -> Iterator[tuple[str, int]]:
    groups: dict[str, int] = {}
    for code, amount in figures.economic.items():
        groups[code[:3]] = groups.get(code[:3], 0) + amount
    for group, amount in groups.items():
        yield group, amount
        yield from ((code, money) for code, money in figures.economic.items() if code[:3] == group)


def _economic(draft: Draft) -> Grid:
    names, now = data("words")["economic"], draft.now
    rows = [["科目编码", "科目名称", "合计", "人员经费", "公用经费"]]
    rows.append(["合计", "", wan(now.basic), wan(now.staff), wan(now.running)])
    for code, amount in _economic_rows(now):
        halves = ["", wan(amount)] if code[:3] == "302" else [wan(amount), ""]
        rows.append([code, names[code], wan(amount), *halves])
    title = f"{draft.year}年一般公共预算基本支出情况表"
    return Grid("economic", title, rows, spans={(1, 0): (1, 2)}, money=(2, 3, 4))


def _double(draft: Draft) -> Grid:
    names, other, now = data("words")["economic"], data("words")["government"], draft.now
    rows = [["单位预算支出经济分类科目", "", "政府预算支出经济分类科目", "", "本年一般公共预算基本支出", "", ""]]
    rows.append(["科目编码", "科目名称", "科目编码", "科目名称", "合计", "人员经费", "公用经费"])
    rows.append(["合计", "", "", "", wan(now.basic), wan(now.staff), wan(now.running)])
    for code, amount in now.economic.items():
        halves = ["", wan(amount)] if code[:3] == "302" else [wan(amount), ""]
        rows.append([code, names[code], *other[code[:3]], wan(amount), *halves])
    spans = {(0, 0): (1, 2), (0, 2): (1, 2), (0, 4): (1, 3), (2, 0): (1, 4)}
    title = f"{draft.year}年一般公共预算基本支出情况表"
    return Grid("economic", title, rows, spans=spans, money=(4, 5, 6), first=2, twice=True)


def _groups(draft: Draft) -> Grid:
    names, now = data("words")["economic"], draft.now
    lines = list(_economic_rows(now))
    left = [line for line in lines if line[0][:3] != "302"]
    running = [line for line in lines if line[0][:3] == "302"]
    half = (len(running) + 1) // 2
    columns: Sequence[Sequence[tuple[str, int]]] = (left, running[:half], running[half:])
    rows = [["人员经费", "", "", "公用经费", "", "", "", "", ""], 3 * ["科目代码", "科目名称", "决算数"]]
    for n in range(max(map(len, columns))):
        row: list[str] = []
        for column in columns:
            code, amount = column[n] if n < len(column) else ("", 0)
            row += [code, names.get(code, ""), cell(amount)]
        rows.append(row)
    rows.append(["人员经费合计", "", wan(now.staff), "公用经费合计", "", "", "", "", wan(now.running)])
    last = len(rows) - 1
    spans = {(0, 0): (1, 3), (0, 3): (1, 6), (last, 0): (1, 2), (last, 3): (1, 5)}
    title = "一般公共预算财政拨款基本支出决算明细表"
    return Grid("economic", title, rows, spans=spans, money=(2, 5, 8), first=2)


def three_public(draft: Draft, style: str) -> Grid:
    """The three public expenses."""
    car, guests = draft.now.economic["30231"], draft.now.economic["30217"]
    if style == "wide":
        head = [["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"]]
        head.append(["", "", "小计", "公务用车购置费", "公务用车运行费", ""])
        rows = [*head, [wan(car + guests), "0.00", wan(car), "0.00", wan(car), wan(guests)]]
        spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 3), (0, 5): (2, 1)}
        title = f"{draft.year}年一般公共预算“三公”经费支出情况表"
        return Grid("public", title, rows, spans=spans, money=(0, 1, 2, 3, 4, 5), first=2)
    if style == "twelve":
        return _twelve(draft)
    was_car, was_guests = draft.before.economic["30231"], draft.before.economic["30217"]
    rows = [["项目", f"{draft.year - 1}年预算数", f"{draft.year}年预算数", "增加（减少）额"]]
    for name, before, now in (
        ("合计", was_car + was_guests, car + guests),
        ("1、因公出国（境）费", 0, 0),
        ("2、公务用车购置及运行维护费", was_car, car),
        ("（1）公务用车购置费", 0, 0),
        ("（2）公务用车运行维护费", was_car, car),
        ("3、公务接待费", was_guests, guests),
    ):
        rows.append([name, wan(before), wan(now), wan(now - before)])
    return Grid("public", f"{draft.year}年一般公共预算“三公”经费支出情况表", rows, money=(1, 2, 3))


def _twelve(draft: Draft) -> Grid:
    half = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    under = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
    rows = [["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""], half + half, under + under]
    rows.append([str(n) for n in range(1, 13)])
    figures: list[str] = []
    for money in (draft.planned, draft.now):
        car, guests = money.economic["30231"], money.economic["30217"]
        figures += [wan(car + guests), "", wan(car), "", wan(car), wan(guests)]
    rows.append(figures)
    spans = {(0, 0): (1, 6), (0, 6): (1, 6)}
    for left in (0, 6):
        spans |= {(1, left + col): (2, 1) for col in (0, 1, 5)} | {(1, left + 2): (1, 3)}
    return Grid("public", "财政拨款“三公”经费支出决算表", rows, spans=spans, money=tuple(range(12)), first=4)


def nothing(draft: Draft, key: str) -> Grid:
    """A table that has to be there and has no figures."""
    name = {"fund": "政府性基金预算", "capital": "国有资本经营预算"}[key]
    title = f"{name}财政拨款支出决算表" if draft.final else f"{draft.year}年{name}支出情况表"
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "", "", "", ""], ["合计", "", "", "", ""]]
    note = f"注：{draft.department.name}没有{name}安排的支出，本表无数据。"
    return Grid(key, title, rows, spans={(2, 0): (1, 2)}, money=(2, 3, 4), below=note)


def project_list(draft: Draft, style: str) -> Grid:
    """All projects with their money."""
    total = wan(sum(one.amount for one in draft.projects))
    owner = draft.department.name
    if style == "typed":
        rows = [["类型", "项目名称", "项目单位", "合计", "一般公共预算", "政府性基金预算"]]
        rows += [[p.sort, p.name, owner, wan(p.amount), wan(p.amount), ""] for p in draft.projects]
        rows.append(["合计", "", "", total, total, ""])
        return Grid("projects", f"{draft.year}年项目支出情况表", rows, money=(3, 4))
    rows = [
        ["项目名称", "项目类别", "合计", "一般公共预算拨款", "政府性基金预算拨款"],
        ["合计", "", total, total, "0.00"],
    ]
    rows += [[p.name, p.sort, wan(p.amount), wan(p.amount), "0.00"] for p in draft.projects]
    spans: Mapping[tuple[int, int], tuple[int, int]] = {(1, 0): (1, 2)}
    return Grid("projects", f"{draft.year}年项目支出情况表", rows, spans=dict(spans), money=(2, 3, 4))
