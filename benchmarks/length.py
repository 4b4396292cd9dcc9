"""How the time of one disclosure grows with its length: a made-up text at 1, 4 and 16 times, stage by stage.

    python benchmarks/length.py [--times 1 4 16] [--repeat 3]

Everything grows alike: duties, prose, budget rows, projects with their goals and indicators. The last line is the
exponent between the shortest and the longest: 1 is linear, 2 would be a comparison of everything with everything.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, islice, product
from time import process_time

from kg.check.rules import load_rules
from kg.check.run import check
from kg.extract import extract
from kg.graph.build import add
from kg.graph.store import new_dataset
from kg.model import Document
from kg.read.text import read_text
from kg.resources import Ontology

_PLACES = (
    "东河", "西岭", "南湾", "北坡", "中洲", "新渡", "古渠", "长堤",
    "柳塘", "沙口", "石桥", "松岗", "梅垄", "竹溪", "杏林", "桃源",
)  # fmt: skip
_THINGS = (
    "荷塘", "茶园", "果林", "药圃", "渔场", "苗圃", "灌渠", "水库",
    "堤坝", "泵站", "温室", "冷库", "粮仓", "晒场", "机耕路", "田埂",
)  # fmt: skip
_WORKS = (
    "巡护", "监测", "清淤", "修缮", "补种", "防疫", "测绘", "登记",
    "普查", "宣传", "培训", "验收", "评估", "采样", "除草", "编目",
)  # fmt: skip


def names() -> Iterator[str]:
    """Different made-up names of works: 柳塘茶园监测, 柳塘茶园清淤, ..."""
    for n in count():
        for work, thing, place in product(_WORKS, _THINGS, _PLACES):
            yield f"{place}{thing}{work}" + (f"第{n}批" if n else "")


@cache
def disclosure(times: int) -> str:
    """A budget text of about 12 pages, `times` as long."""
    works = list(islice(names(), 20 * times))
    parts = ["河湾县农林水事务中心2024年部门预算", "第一部分 部门概况", "一、主要职责"]
    parts += [f"（{n}）负责{name}，发布相关信息，指导镇村开展工作。" for n, name in enumerate(works[: 12 * times], 1)]
    parts += ["第二部分 2024年部门预算情况说明", "一、收支预算总体情况说明"]
    for n, name in enumerate(works):
        money = 10 + n % 90
        parts.append(
            f"2024年{name}支出{money}.00万元，比2023年增加{n % 7}.50万元，增长{n % 7}.{n % 10}%，"
            f"主要用于购置设备{n + 3}台（套）。"
        )
    parts += ["第三部分 附表", "项目支出表", "单位：万元", "项目名称\t合计\t一般公共预算\t政府性基金"]
    parts += [f"{name}\t{10 + n % 90}.00\t{10 + n % 90}.00\t0.00" for n, name in enumerate(works)]
    total = sum(10 + n % 90 for n in range(len(works)))
    parts += [f"合计\t{total}.00\t{total}.00\t0.00", ""]
    for n, name in enumerate(works):
        parts += [
            "项目支出绩效目标表",
            "(2024年度)",
            "单位：万元",
            f"项目名称\t{name}\t\t",
            f"年度资金总额\t{10 + n % 90}.00\t\t",
            f"年度目标\t完成{name}，让群众满意，开展{name}{n + 5}次\t\t",
            "一级指标\t二级指标\t三级指标\t指标值",
            f"成本指标\t经济成本指标\t{name}成本\t≤{10 + n % 90}万元",
            f"产出指标\t数量指标\t{name}次数\t≥{n + 4}次",
            f"\t质量指标\t{name}合格率\t≥95%",
            f"效益指标\t社会效益指标\t{name}影响\t显著提高",
            "满意度指标\t服务对象满意度指标\t群众满意度\t≥90%",
            "",
        ]
    return "\n\n".join(parts[: -13 * len(works)]) + "\n" + "\n".join(parts[-13 * len(works) :])


def timed(stage: Callable[[], object], repeat: int) -> float:
    """The least processor seconds of some runs."""
    best = math.inf
    for _ in range(repeat):
        began = process_time()
        stage()
        best = min(best, process_time() - began)
    return best


def measure(times: int, repeat: int) -> dict[str, float]:
    """Seconds of each stage, and the size of what came out."""
    ontology = Ontology.load()
    data = disclosure(times).encode()
    document: Document = read_text(data, "made-up.txt")
    facts = extract(document, ontology)
    dataset = new_dataset()
    iri = add(dataset, facts)
    rules = load_rules(ontology)
    return {
        "characters": len(data.decode()),
        "facts": len(facts.facts),
        "read": timed(lambda: read_text(data, "made-up.txt"), repeat),
        "extract": timed(lambda: extract(document, ontology), repeat),
        "graph": timed(lambda: add(new_dataset(), facts), repeat),
        "check": timed(lambda: check(dataset, rules, [iri]), repeat),
    }


def main() -> None:
    """Print a line for each length and the exponents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    rows = [(times, measure(times, args.repeat)) for times in args.times]
    print("times  " + "  ".join(f"{name:>10}" for name in rows[0][1]))
    for times, row in rows:
        print(
            f"{times:5d}  "
            + "  ".join(f"{value:10.3f}" if value < 1000 else f"{value:10.0f}" for value in row.values())
        )
    (first, low), (last, high) = rows[0], rows[-1]
    if last > first:
        grown = math.log(last / first)
        print("power  " + "  ".join(f"{math.log(high[name] / low[name]) / grown:10.2f}" for name in low))


if __name__ == "__main__":
    main()
