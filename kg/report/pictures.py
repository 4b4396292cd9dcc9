"""Pictures of the pages that findings speak of, from the original PDFs, with the place framed and persons covered.

An original is known by the hash of its content. Each page is kept once, in grey; findings show a part of it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from markupsafe import Markup

from kg.errors import ReadError
from kg.lang import pick, say
from kg.read import Problem, discover, source_of
from kg.read.files import load
from kg.read.pdf_page import Box
from kg.read.pdf_picture import Picture, grey_picture
from kg.read.pdf_spots import Spots
from kg.report.nodes import Nodes
from kg.report.view import DocumentView, Item
from kg.vocab import BP

_MASKED: Final = re.compile("＊+")
_AROUND: Final = 90.0  # points shown above and below a place
_WIDE, _NARROWEST = 900.0, 420.0  # points: wider pages than A4 on its side are cut at the sides, but not to less
_HEAD: Final = 1024  # bytes in which the mark of a PDF stands
_STORE: Final = Markup('<svg class="picture-store" aria-hidden="true"><defs>{}</defs></svg>')
_IMAGE: Final = Markup('<image id="page{}" width="{:.1f}" height="{:.1f}" href="data:image/png;base64,{}"/>')
_PART: Final = Markup(
    '<details open><summary>{6}</summary><svg class="picture" role="img" aria-label="{7}" '
    'viewBox="{1:.1f} {2:.1f} {3:.1f} {4:.1f}"><use href="#page{0}"/>{5}</svg></details>'
)
_FRAME: Final = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pages of one disclosure, once; the parts that its findings show, by finding; and what has to be said."""

    store: Markup
    parts: Mapping[str, Markup]
    note: str = ""


def pictures(
    documents: Sequence[DocumentView], store: ox.Store, originals: Sequence[Path]
) -> tuple[dict[str, Pictures], list[Problem]]:
    """Pictures by disclosure, for those whose original is a PDF among `originals`; and the files that gave none."""
    wanted = {document.sha256: document for document in documents}
    files, problems = discover(originals)
    found: dict[str, Pictures] = {}
    for path in files:
        try:
            data = load(path)
            document = wanted.get(hashlib.sha256(data).hexdigest())
            if document is None:
                problems.append(Problem(path, "图谱里没有这份文件", skipped=True))
            elif b"%PDF-" not in data[:_HEAD]:
                problems.append(Problem(path, "不是 PDF，没有页面图", skipped=True))
            else:
                text = Nodes(store, document.disclosure).text(document.disclosure, BP.plainText)
                found[document.disclosure] = _pictures(document, Spots(data, source_of(path)), text)
        except ReadError as error:
            problems.append(Problem(path, str(error)))
    return found, problems


def _pictures(document: DocumentView, spots: Spots, text: str) -> Pictures:
    if len(spots.document.text) != len(text):
        return Pictures(Markup(), {}, note=say("原文件重新读出的文字与图谱中的不同，没有附页面图。"))
    secrets, pages, left_out = _secrets(spots, text), {}, set()
    parts: dict[str, Markup] = {}
    for item in document.items:
        page, boxes = item.finding.page, list(_boxes(item, spots))
        if page is None or not boxes:
            continue
        covered = _covered(spots, secrets.get(page, ()), page)
        if covered is None:
            left_out.add(page)
            continue
        if page not in pages:
            pages[page] = grey_picture(spots.data, page, covered)
        parts[item.finding.id] = _part(pages[page], page, boxes)
    note = say("页面图上涂黑的是文本中已遮盖的个人信息；印章、签名和图片里的文字没有遮盖。") if parts else ""
    if left_out:
        listed = "、".join(str(page) for page in sorted(left_out))
        note += pick("", " ") + say(f"第 {listed} 页有个人信息没能涂黑，没有附页面图。")
    return Pictures(_store(pages), parts, note)


def _boxes(item: Item, spots: Spots) -> Iterator[Box]:
    finding = item.finding
    if None not in (finding.start, finding.end, finding.page):
        yield from spots.boxes(finding.start or 0, finding.end or 0, finding.page or 0)


def _secrets(spots: Spots, text: str) -> dict[int, list[tuple[int, int]]]:
    """The places, by page, that the graph masks and the file prints."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    starts = spots.document.page_starts
    for match in _MASKED.finditer(text):
        if spots.document.text[slice(*match.span())] != match[0]:
            page = sum(start <= match.start() for start in starts)
            found[page].append(match.span())
    return found


def _covered(spots: Spots, secrets: Sequence[tuple[int, int]], page: int) -> list[Box] | None:
    """What has to be black on a page; None where a place cannot be found, so that nothing may be shown."""
    covered: list[Box] = []
    for start, end in secrets:
        boxes = spots.boxes(start, end, page)
        if not boxes and spots.document.text[start:end].strip():
            return None
        covered += boxes
        covered += spots.everywhere(spots.document.text[start:end], page)
    return covered


def _part(picture: Picture, page: int, boxes: Sequence[Box]) -> Markup:
    """The page around a place; of a wide page only so much that it can be read."""
    left, right = min(box.left for box in boxes) - _AROUND, max(box.right for box in boxes) + _AROUND
    lack = max(0.0, _NARROWEST - (right - left)) / 2
    left, right = max(0.0, left - lack), min(picture.width, right + lack)
    if picture.width < _WIDE:
        left, right = 0.0, picture.width
    top = max(0.0, min(box.top for box in boxes) - _AROUND)
    bottom = min(picture.height, max(box.bottom for box in boxes) + _AROUND)
    frames = (_FRAME.format(b.left - 1, b.top - 1, b.right - b.left + 2, b.bottom - b.top + 2) for b in boxes)
    names = (say(f"原页（第 {page} 页）"), say(f"第 {page} 页的图，框出所指的地方"))
    return _PART.format(page, left, top, right - left, bottom - top, Markup().join(frames), *names)


def _store(pages: Mapping[int, Picture]) -> Markup:
    images = (_IMAGE.format(n, p.width, p.height, b64encode(p.png).decode()) for n, p in pages.items())
    return _STORE.format(Markup().join(images)) if pages else Markup()
