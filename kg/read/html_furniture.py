"""What of a web page is not its article: navigation, lists of links, footers, and lines such as 打印本页.

Only what is plainly furniture is left out; running text and tables of data are always kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from kg.read.attached import is_attached
from kg.read.html_stream import End, Stream, Tag

_FRAMES = frozenset(("nav", "footer", "aside"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_BLOCKS = frozenset(
    ("div", "ul", "ol", "dl", "table", "tr", "td", "p", "center", "form", "section", "header", "span", "menu", "li")
)
_LINKS = 3
_MOSTLY = 0.6  # of the characters of a list of links
_LONG = 20  # characters; a text that is no link and longer than that is more than a separator or a date
_RUNNING = 100  # characters of running text, which no frame holds
_DATE = re.compile(r"[\[(（]?\s*20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*[\])）]?")
_TOOLS = re.compile(
    r"(?=.*..)(?:[\s【】\[\]|｜·:：,，/()（）<>《》_+-]*"
    r"(?:打印(?:本页|文章)?|关闭(?:本页|窗口|此页)?|返回(?:顶部|首页|上一页)?|回到顶部|收藏(?:本页)?|分享(?:到)?|字体|字号"
    r"|纠错|复制链接|微信|微博|语音播报|无障碍(?:浏览)?|繁體|繁体|大|中|小|默认))+[\s【】\[\]|｜·:：()（）<>》+-]*"
)
_LINES = re.compile(
    r"(?:您|你)?(?:现在|当前)?(?:所在)?的?位置[:：][^。]{0,150}|(?:上|下)一[篇条][:：][^。]{0,100}"
    r"|(?:相关|推荐|热点)(?:链接|阅读|文章|信息|新闻|推荐)[:：]?|(?:浏览|点击|阅读|访问)(?:次数|量|数)[:：]?\d*次?|扫一扫[^。]{0,30}"
)
_SIGNED = re.compile(r"ICP[备证]|公网安备|网站标识码|版权所有|copyright", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:主办|承办|协办|技术支持|维护|地址|邮编|电话|传真|邮箱|建议使用|联系我们|网站地图|关于我们|网站声明|©|您是第|访问量)"
)
_MOST_SIGNED = 200  # characters of a line of a footer
_FOOT = 15  # lines


def furniture(stream: Stream, tables: dict[Tag, bool]) -> list[Tag]:
    """The elements that are navigation and the like, outermost first; `tables` hold data, True where several rows."""
    count = _Counts(stream, tables)
    found: list[Tag] = []
    behind = 0
    for token in stream:
        if isinstance(token, Tag) and token.start >= behind and count.is_furniture(token):
            found.append(token)
            behind = token.end
    return found


class _Counts:
    """What stands in any element, from sums over the stream."""

    def __init__(self, stream: Stream, tables: dict[Tag, bool]) -> None:
        texts, linked, links, long, running, kept = ([0] * len(stream) for _ in range(6))
        inside = 0
        for i, token in enumerate(stream):
            if isinstance(token, str):
                texts[i] = len("".join(_DATE.sub("", token).split())) if token.strip() else 0
                linked[i] = texts[i] if inside else 0
                long[i] = not inside and texts[i] > _LONG
                running[i] = not inside and texts[i] > _RUNNING
            elif isinstance(token, End):
                inside -= _leads_away(token.tag)
            else:
                inside += _leads_away(token)
                links[i] = _leads_away(token)
                kept[i] = tables.get(token, False) or is_attached(token.get("href"))
        sums = (texts, linked, links, long, running, kept)
        self._sums = [[0, *accumulate(map(int, values))] for values in sums]

    def is_furniture(self, tag: Tag) -> bool:
        """Whether an element is a list of links, or framed as navigation, without running text or data in it."""
        texts, linked, links, long, running, kept = (sums[tag.end] - sums[tag.start] for sums in self._sums)
        if kept or not texts:
            return False
        if tag.name in _FRAMES or tag.get("role") in _ROLES:
            return not running
        return tag.name in _BLOCKS and links >= _LINKS and linked >= _MOSTLY * texts and not long


def _leads_away(tag: Tag) -> bool:
    """Whether a tag links to another page; a table of contents links into its own."""
    href = tag.get("href")
    return tag.name == "a" and bool(href) and not href.startswith("#")


def without_furniture(lines: Sequence[str]) -> set[int]:
    """Which lines are those that web sites print around an article."""
    found = {i for i, line in enumerate(lines) if line and (_TOOLS.fullmatch(line) or _LINES.fullmatch(line))}
    return found | set(_footer(lines, found))


def _footer(lines: Sequence[str], known: set[int]) -> Iterable[int]:
    """The last lines, if one of them signs the site; an empty line stands for a table and ends them."""
    tail: list[int] = []
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _FOOT), -1):
        line = lines[i]
        signed = bool(_SIGNED.search(line))
        if not line or len(line) > _MOST_SIGNED or not (signed or i in known or _BESIDE.match(line)):
            break
        tail.append(i)
    signs = [at for at, i in enumerate(tail) if _SIGNED.search(lines[i])]
    return tail if signs else []
