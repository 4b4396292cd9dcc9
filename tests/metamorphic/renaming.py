"""Other names for everything that a disclosure names, of the same kind: a bureau stays a 局, a section a 科.

A name is places, then a core, then its kind: 河湾县 + 荷塘 + 管理局. Places and cores get made-up stems, the same one
wherever they recur, so that a name and its short form change together; kinds, numbers and brackets stay. In the text a
name may be broken by blanks and line ends; the new name is broken at the same share of its length.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

GAP = r"[^\S\t]{0,12}"  # what layout puts inside a word; a tab is the border of a cell
PLACE = re.compile(r"[\u4e00-\u9fff]州|[\u4e00-\u9fff]{2,}?(?:省|市|新区|产业园区|经济开发区|开发区|园区|区|县|旗)")
PLACE_KIND = re.compile(r"(?:省|市|新区|产业园区|经济开发区|开发区|园区|区|县|旗)$")
KIND = re.compile(
    r"(?:管理处办公室|委员会办公室|管理委员会|办公室|委员会|管理局|服务中心|管理中心|中心|管理处"
    r"|协会|协|局|处|科|股|办|馆|站|所|院)$"
)
PURPOSE = re.compile(
    r"(?:工作经费|服务经费|活动经费|项目经费|专项经费|业务经办费|使用费|维保费|运维费|维护费|更换费|网络费|服务费"
    r"|经费|活动|补贴|维护|购置|费)$"
)
NOT_BEFORE = "(?![学技普目公])"  # 行政科 is not the beginning of 行政科学
PROVINCES = """河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南
    陕西 甘肃 青海"""
PROSE_PLACES = re.compile(
    rf"(?P<province>{'|'.join(PROVINCES.split())})省|[《是]\s*(?P<city>(?![全本我各])[\u4e00-\u9fff]{{2}})市"
    r"|位于\s*(?P<street>[\u4e00-\u9fff]{2,4}?)(?:大道|大街|街|路)(?:(?P<house>[\u4e00-\u9fff]{2,4}?)大厦)?"
)
PLACES = "荷湾 竹溪 云岭 石桥 青禾 松涛 鹿鸣 鹤滩 白苇 芦洲 杏坞 梅渚 枫泾口 柳浪 桃源渡 雁回 鹭汀 葵阳 橘洲头 菱塘"
CORES = """渔政 果林 渡口 桑蚕 茶园 湿地 牧草 竹木 蜂业 藕塘 荷塘养护 茶园推广 果园巡护 渔船检修和航标 桑蚕技术和织造
    湿地看护与鸟类 苗圃 盐田 水车 菱角 芦苇 稻鱼共作 药圃 花木 河堤"""
AIMS = """渔船改造 果园灌溉 航标更新 茶园采摘 桑树嫁接 荷塘清淤 芦苇收割 苗圃扩建 鸟巢观测 水车修缮 竹编传习 稻田养鱼
    蜂箱添置 菱角采收 药圃除草 花木修剪 河堤加固 盐田翻晒 渡船年检 牧草储存"""


class Renaming:
    """The new names of one gold document, chosen by a seed; called on a text it gives the text with the new names."""

    def __init__(self, gold: Mapping[str, Any], text: str, seed: int) -> None:
        chance = random.Random(f"{seed} {gold['document']}")
        self._places, self._new_cores, self._aims = (
            iter(chance.sample(pool.split(), len(pool.split()))) for pool in (PLACES, CORES, AIMS)
        )
        self._cores: dict[str, str] = {}
        self.names: dict[str, str] = {}
        department = gold["department"]
        organisations = [department["name"], *department["aliases"], *department["units"], *department["offices"]]
        for name in sorted(organisations, key=len, reverse=True):
            for part in re.split(r"[（()）]", name):
                self._organisation(part.removeprefix("原"))
        for place in PROSE_PLACES.finditer(re.sub(r"\s+", "", text)):
            for stem in filter(None, place.groups()):
                self._place(stem)
        for project in gold["projects"]:
            self._project(project["name"])
        self._pattern = self._compiled()

    def __call__(self, text: str) -> str:
        """The text with the new names."""
        return self._pattern.sub(lambda m: refill(m[0], self.names[re.sub(r"\s+", "", m[0])]), text)

    def _organisation(self, name: str) -> None:
        while place := PLACE.match(name):
            self._place(place[0])
            name = name[place.end() :]
        name = name.lstrip("省市县区")
        kind = KIND.search(name)
        core = name[: kind.start()] if kind else ""
        if core and kind and name not in self.names:
            self.names[name] = self._core(core) + kind[0]
            if kind[0] == "协会":  # 荷塘协会 is 荷协 for short
                self.names[core[0] + "协"] = self._cores[core][0] + "协"

    def _core(self, core: str) -> str:
        if core not in self._cores:
            self._cores[core] = next(self._new_cores)
        return self._cores[core]

    def _place(self, place: str) -> None:
        stem = PLACE_KIND.sub("", place)
        if len(stem) < 2 or stem in self.names:
            return
        prefecture = stem.endswith("州") and len(stem) == 2
        new = next(self._places)
        self.names[stem] = new[:1] + "州" if prefecture else new
        if prefecture:
            self.names[stem[0] + "编办"] = new[0] + "编办"

    def _project(self, name: str) -> None:
        words = re.match(r"[^（(\d]*", name.lstrip("0123456789"))
        core = words[0] if words else ""
        if core and core not in self.names:
            end = PURPOSE.search(core)
            self.names[core] = next(self._aims) + (end[0] if end and end.start() else "")

    def _compiled(self) -> re.Pattern[str]:
        words = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile(
            "|".join(GAP.join(map(re.escape, w)) + (NOT_BEFORE if KIND.search(w) else "") for w in words) or r"(?!)"
        )


def refill(old: str, new: str) -> str:
    """`new` with the white space that `old` has inside it, at the same share of its length.

    >>> refill("荷 塘局", "渔船检修局")
    '渔船 检修局'
    """
    size = len(re.sub(r"\s+", "", old))
    gaps: dict[int, str] = {}
    seen = 0
    for piece in re.findall(r"\s+|\S", old):
        if piece.isspace():
            gaps[min(max(round(seen * len(new) / size), 1), max(len(new) - 1, 1))] = piece
        else:
            seen += 1
    return "".join(gaps.get(i, "") + letter for i, letter in enumerate(new))
