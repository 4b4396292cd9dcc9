"""A document of any format as a saved web page: the article bare, or as a government site lays it out."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kg.model import Cell, Document, Passage, Table
from kg.read.lines import clean
from tests.read.docx_samples import merged


def as_html(document: Document, charset: str = "utf-8") -> str:
    """Headings, paragraphs, and tables with merged cells."""
    parts = [f"<!DOCTYPE html><html><head><meta charset={charset}><title>公开</title></head><body>"]
    for block in document.blocks:
        if isinstance(block, Table):
            parts.append(_table(block if block.ruled else merged(block), document.text))
        else:
            tag = f"h{min(block.level, 6)}" if block.level else "p"
            parts.append(f"<{tag}>{_printed(block.passage, document.text)}</{tag}>")
    return "\n".join([*parts, "</body></html>"])


def on_a_site(page: str) -> str:
    """A page with a menu, the article in a table that only places it, and what sites print around articles."""
    menu = "".join(f'<li><a href="/{i}.html">栏目{i}</a></li>' for i in range(12))
    head = f'<div class="top"><ul>{menu}</ul></div><div>当前位置：<a href="/">首页</a> &gt; <a href="/a">预算</a></div>'
    left = f'<table width="980"><tr><td width="160"><ul>{menu}</ul></td><td width="20">&nbsp;</td><td>'
    tools = "</td></tr></table><p>【打印本页】&nbsp;&nbsp;【关闭窗口】</p><p>上一篇：<a href='/1'>机构简介</a></p>"
    foot = "<div>主办：某县人民政府</div><div>网站标识码：0000000000　某ICP备00000000号</div>"
    foot += "<script>var a='<p>脚本</p>'</script>"
    return page.replace("<body>", f"<body>{head}{left}").replace("</body>", f"{tools}{foot}</body>")


def _printed(passage: Passage, text: str) -> str:
    raw = text[slice(*passage.span())]
    plain = raw if "\n" not in raw and "\f" not in raw and clean(raw).text == passage.text else passage.text
    return escape(plain)


def _table(block: Table, text: str) -> str:
    rows = "".join(f"<tr>{''.join(_row(r, row, text))}</tr>" for r, row in enumerate(block.grid()))
    return f'<table border="1">{rows}</table><p></p>'


def _row(number: int, row: list[Cell | None], text: str) -> Iterator[str]:
    for col, cell in enumerate(row):
        if cell is None:
            yield "<td></td>"
        elif (cell.row, cell.col) == (number, col):
            spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (
                cell.colspan > 1
            )
            yield f"<td{spans}><p>{_printed(cell.passage, text)}</p></td>"
