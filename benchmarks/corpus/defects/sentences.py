"""Defects of the explanations: figures that do not fit each other, and text that was left over."""

from __future__ import annotations

import re
from random import Random

from benchmarks.corpus.blocks import Line
from benchmarks.corpus.defects.room import claimed, line, lines
from benchmarks.corpus.money import percent, wan
from benchmarks.corpus.records import Draft, Planted

_GROWTH = re.compile(r"(增加|减少)([\d.]+)万元，(增长|下降)([\d.]+)%")


def _swap(draft: Draft, key: str, old: str, new: str, planted: Planted, *areas: str) -> Planted | None:
    """Another text in the line of a key, if it is there and its areas are unspoilt."""
    found = line(draft, key)
    if found is None or old == new or old not in found.text or not claimed(draft, *(areas or (key.split(".")[0],))):
        return None
    found.text = found.text.replace(old, new, 1)
    return planted


def against_table(draft: Draft, random: Random) -> Planted | None:
    """X07: the text gives another figure than the table."""
    if not draft.layout["tables"]:
        return None
    old = f"基本支出{wan(draft.now.basic)}万元"
    new = f"基本支出{wan(draft.now.basic + random.randrange(300, 3000))}万元"
    also = ("X08", "X09", "X04", "X12", "X14")
    return _swap(
        draft, "expenditure.0", old, new, Planted("X07", new, "支出情况说明", also, "基本支出"), "expenditure", "basic"
    )


def two_values(draft: Draft, random: Random) -> Planted | None:
    """X08: one figure with two values in a text without tables."""
    found = line(draft, "performance.0")
    if draft.layout["tables"] or found is None or not claimed(draft, "performance", "expenditure"):
        return None
    new = f"项目支出{wan(draft.now.project + random.randrange(300, 3000))}万元"
    found.text += f"{draft.department.name}{draft.year}年{new}，全部编制绩效目标。"
    return Planted("X08", new, "预算绩效情况说明", ("X09", "X12", "X17"), "项目支出")


def share(draft: Draft, random: Random) -> Planted | None:
    """X09: a share that is another."""
    old = percent(draft.now.project, draft.now.total)
    new = f"{(float(old) + random.randrange(4, 20)) % 99:.2f}"
    planted = Planted("X09", f"占{new}%", "支出情况说明", (), "项目支出")
    found = line(draft, "expenditure.0")
    if not found or f"{old}%" not in found.text or not claimed(draft, "expenditure"):
        return None
    head, _, tail = found.text.rpartition(f"{old}%")
    found.text = f"{head}{new}%{tail}"
    planted.quote = f"{new}%"
    return planted


def public_sum(draft: Draft, random: Random) -> Planted | None:
    """X10: the three public expenses are not their sum, in a text without tables."""
    if draft.layout["tables"]:
        return None
    car, guests = draft.now.economic["30231"], draft.now.economic["30217"]
    old, new = wan(car + guests), wan(car + guests + random.randrange(100, 900))
    also = ("X07", "X08", "X12", "X14")
    return _swap(
        draft,
        "public.0",
        f"{old}万元",
        f"{new}万元",
        Planted("X10", f"{new}万元", "“三公”经费情况说明", also, "“三公”经费"),
        "public",
    )


def flat_total(draft: Draft, random: Random) -> Planted | None:
    """X11: the whole stayed what it was, its parts did not."""
    found = line(draft, "public.0")
    match = _CHANGE.search(found.text) if found else None
    if not match or not claimed(draft, "public"):
        return None
    new = f"与{match[1]}持平"
    found.text = found.text.replace(match[0], new)  # type: ignore[union-attr]
    return Planted("X11", new, "“三公”经费情况说明", ("X06", "X07"), "“三公”经费")


_CHANGE = re.compile(r"比(20\d\d年(?:预算|决算))(?:增加|减少)[\d.]+万元(?:，(?:增长|下降)[\d.]+%)?")


def growth(draft: Draft, random: Random) -> Planted | None:
    """X12: growth divided by the new figure."""
    pairs = [(b, m) for key in ("total", "running") for b in lines(draft, key) if (m := _GROWTH.search(b.text))]
    pairs = [(b, m) for b, m in pairs if float(m[4]) > 1.5]
    if not pairs or not claimed(draft, "growth"):
        return None
    found, match = random.choice(pairs)
    new = f"{float(match[4]) * 100 / (100 + float(match[4])) - 0.2:.2f}"
    old = f"{match[3]}{match[4]}%"
    found.text = found.text.replace(old, f"{match[3]}{new}%")
    return Planted("X12", f"{match[3]}{new}%", "收支总体情况说明", (), f"{new}%")


def growth_from_nothing(draft: Draft, random: Random) -> Planted | None:
    """X13: a rate of growth though last year had nothing."""
    found = next(iter(b for b in lines(draft, "public") if b.text.find("公务接待费") in (3, 3)), None)
    if draft.flags.get("new") != "guests" or found is None:
        return None
    amount = wan(draft.now.economic["30217"])
    found.text = found.text.replace(f"增加{amount}万元", f"增加{amount}万元，增长100.00%")
    return Planted("X13", "增长100.00%", "“三公”经费情况说明", (), "公务接待费")


def base_rose(draft: Draft, random: Random) -> Planted | None:
    """X15: the reason is a base that rose, though last year had nothing."""
    name = draft.flags.get("new_item")
    found = next((b for b in lines(draft, "general.each") if name and name in b.text), None)
    if found is None:
        return None
    reason = "医疗保险缴费基数提高"
    found.text = re.sub(r"主要原因是[^。]*", f"主要原因是{reason}", found.text)
    return Planted("X15", reason, f"一般公共预算支出情况说明 / {name}", ("X31",), str(name))


def completion(draft: Draft, random: Random) -> Planted | None:
    """X16: a rate of completion that is another."""
    found = lines(draft, "general.each")
    if not draft.final or not found or not claimed(draft, "completion"):
        return None
    one = random.choice(found)
    match = re.search(r"完成年初预算的([\d.]+)%", one.text)
    if not match:
        return None
    new = f"{float(match[1]) + random.randrange(3, 30):.2f}"
    one.text = one.text.replace(match[0], f"完成年初预算的{new}%")
    return Planted("X16", f"{new}%", "一般公共预算支出决算情况说明", (), f"{new}%")


def running_costs(draft: Draft, random: Random) -> Planted | None:
    """X19: the running costs are above the operating costs."""
    old, new = wan(draft.now.running), wan(draft.now.running + random.randrange(500, 4000))
    what = "机关运行经费支出" if draft.final else "机关运行经费预算"
    planted = Planted("X19", f"{new}万元", "机关运行经费情况说明", ("X07", "X08", "X12"), "机关运行经费")
    return _swap(draft, "running.0", f"{what}{old}", f"{what}{new}", planted, "growth")


def next_year(draft: Draft, random: Random) -> Planted | None:
    """X20: the year of another disclosure."""
    old, new = f"{draft.year}年", f"{draft.year + 1}年"
    return _swap(
        draft, "income.0", old, new, Planted("X20", new, "收入情况说明", ("X07", "X08", "X09", "X12"), "收入"), "income"
    )


def telephone(draft: Draft, random: Random) -> Planted | None:
    """X25: nine digits."""
    number = str(random.randrange(200_000_000, 900_000_000))
    parts = [n for n, block in enumerate(draft.blocks) if isinstance(block, Line) and block.level == 1]
    draft.blocks.insert(parts[1], Line(f"预算公开咨询电话：{number}"))
    return Planted("X25", number, "机构设置", (), number)


def procurement_sum(draft: Draft, random: Random) -> Planted | None:
    """X28: procurement is not the sum of its parts."""
    old, new = wan(draft.now.procurement), wan(draft.now.procurement + random.randrange(500, 4000))
    what = "政府采购支出总额" if draft.final else "政府采购预算"
    planted = Planted("X28", f"{new}万元", "政府采购情况说明", (), "政府采购")
    return _swap(draft, "procurement.0", f"{what}{old}", f"{what}{new}", planted)


def residue(draft: Draft, random: Random) -> Planted | None:
    """C11: something of the template was left."""
    kind = random.choice(("XX", "（请填写具体原因）", "错误!未找到引用源。"))
    if kind == "XX":
        count = f"对{len(draft.projects)}个项目"
        return _swap(
            draft, "performance.0", count, "对XX个项目", Planted("C11", "XX", "预算绩效情况说明", ("X17",), "XX")
        )
    found = line(draft, "performance.0")
    if found is None or not claimed(draft, "performance"):
        return None
    found.text += kind
    return Planted("C11", kind, "预算绩效情况说明", (), kind)


def wrong_reason(draft: Draft, random: Random) -> Planted | None:
    """R14: the reason of another item."""
    found = next(
        (b for b in lines(draft, "public") if re.match(r"（.）公务接待费", b.text) and "主要原因是" in b.text), None
    )
    if found is None or not claimed(draft, "public"):
        return None
    reason = "本年度没有因公出国（境）任务"
    found.text = re.sub(r"主要原因是.*。$", f"主要原因是{reason}。", found.text)
    return Planted("R14", reason, "“三公”经费情况说明", (), "公务接待费")


def wrong_purpose(draft: Draft, random: Random) -> Planted | None:
    """R15: the purpose of another class."""
    found = next((b for b in lines(draft, "general.each") if "住房保障支出" in b.text), None)
    if not draft.final or found is None or not claimed(draft, "purpose"):
        return None
    purpose = "在职人员基本养老保险缴费"
    found.text = re.sub(r"(完成年初预算的[\d.]+%)。", rf"\1，主要用于{purpose}。", found.text, count=1)
    return Planted("R15", purpose, "一般公共预算支出决算情况说明", (), "住房保障支出")


DEFECTS = {
    "X13": growth_from_nothing,
    "X15": base_rose,
    "C11": residue,
    "R14": wrong_reason,
    "R15": wrong_purpose,
    "X07": against_table,
    "X08": two_values,
    "X09": share,
    "X11": flat_total,
    "X12": growth,
    "X16": completion,
    "X19": running_costs,
    "X20": next_year,
    "X25": telephone,
    "X28": procurement_sum,
}
