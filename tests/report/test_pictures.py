"""Pictures of pages: the place is framed, persons are covered, and whatever cannot be covered is not shown."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph.store import new_dataset, raw
from kg.model import Finding
from kg.read.pdf import read_pdf
from kg.read.pdf_spots import Spots
from kg.report.html import document
from kg.report.pictures import Pictures, pictures
from kg.report.view import views
from kg.resources import Ontology
from tests.read.pdf_samples import Canvas, pdf
from tests.read.test_pdf_picture import Image
from tests.report.conftest import FINDING, facts, put
from tests.report.test_html import Page

QUOTE, PERSON = "网站事故次数≥4次", "王荷生"


def file(person: str = PERSON) -> bytes:
    """A file of two pages: on the first a person and on both the place of a finding."""
    first, second = Canvas(), Canvas()
    first.text(50, 100, f"联系人：{person}")
    first.text(50, 300, QUOTE)
    second.text(50, 700, QUOTE)
    return pdf([first, second])


def shown(
    folder: Path, data: bytes, text: str | None = None, pages: tuple[int, ...] = (1, 2)
) -> tuple[Pictures | None, str, str]:
    """The pictures on a disclosure of which the graph has `text`, its page, and what was said of the file."""
    path = folder / "甲.pdf"
    path.write_bytes(data)
    printed = read_pdf(data, "甲.pdf").text
    starts = [printed.index(QUOTE), printed.rindex(QUOTE)]
    found = [_finding(n, starts[n - 1], n) for n in pages]
    dataset, masked = new_dataset(), printed.replace(PERSON, "＊＊＊") if text is None else text
    put(dataset, facts(text=masked, source="甲.pdf", data=data), *found)
    (view,) = views(dataset, Ontology.load())
    drawn, problems = pictures([view], raw(dataset), [path])
    mine = drawn.get(view.disclosure)
    return mine, document(view, pictures=mine), "".join(problem.reason for problem in problems)


def _finding(number: int, start: int, page: int) -> Finding:
    return replace(FINDING, id=f"f{number}", quote=QUOTE, start=start, end=start + len(QUOTE), page=page)


def images(html: str) -> dict[str, Image]:
    """The pictures of a page by name."""
    found = re.findall(r'<image id="(\w+)"[^>]*href="data:image/png;base64,([^"]+)"', html)
    return {name: Image(b64decode(data)) for name, data in found}


def test_the_place_of_a_finding_is_framed_on_its_page(tmp_path: Path) -> None:
    _, html, said = shown(tmp_path, file())
    assert list(images(html)) == ["page1", "page2"] and said == ""
    boxes = [attrs["viewbox"] for attrs in Page(html).attributes("svg") if "viewbox" in attrs]
    assert [[round(float(n)) for n in str(box).split()] for box in boxes] == [[0, 210, 595, 190], [0, 610, 595, 190]]
    frames = [
        [round(float(str(attrs[name]))) for name in ("x", "y", "width", "height")]
        for attrs in Page(html).attributes("rect")
    ]
    assert frames == [[49, 299, 87, 12], [49, 699, 87, 12]]
    assert "原页（第 2 页）" in Page(html).text("summary")


def test_of_a_wide_page_the_sides_are_left_out(tmp_path: Path) -> None:
    page = Canvas(wide=1190)
    for y in (100, 300):
        page.text(600, y, QUOTE)
    _, html, _ = shown(tmp_path, pdf([page]), pages=(1,))
    (box,) = (attrs["viewbox"] for attrs in Page(html).attributes("svg") if "viewbox" in attrs)
    assert [round(float(n)) for n in str(box).split()] == [432, 10, 420, 190]


def test_persons_are_black(tmp_path: Path) -> None:
    _, html, _ = shown(tmp_path, file())
    image = images(html)["page1"]
    assert {image.at(x, y) for x in range(92, 119, 2) for y in (101, 105, 109)} == {(0,)}
    assert image.at(130, 105) == (255,) and "涂黑" in Page(html).text()


def test_a_page_with_a_person_that_is_not_found_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Spots.boxes
    monkeypatch.setattr(Spots, "boxes", lambda self, a, b, page: real(self, a, b, page) if b - a > 3 else [])
    _, html, _ = shown(tmp_path, file())
    assert list(images(html)) == ["page2"] and "第 1 页有个人信息没能涂黑，没有附页面图" in Page(html).text()


def test_a_text_that_the_file_no_longer_gives_has_no_pictures(tmp_path: Path) -> None:
    found, html, _ = shown(tmp_path, file(), text="别的文字" * 9)
    assert images(html) == {} and "没有附页面图" in Page(html).text() and found is not None and not found.parts


def test_files_that_give_no_pictures_are_named(tmp_path: Path) -> None:
    dataset = new_dataset()
    put(dataset, facts(data=b"text"), FINDING)
    for name, data in (("文本.txt", b"text"), ("别的.pdf", file("李某"))):
        (tmp_path / name).write_bytes(data)
    drawn, problems = pictures(views(dataset, Ontology.load()), raw(dataset), [tmp_path, tmp_path / "没有.pdf"])
    said = {problem.path.name: problem.reason for problem in problems}
    assert drawn == {} and said["文本.txt"] == "不是 PDF，没有页面图" and said["别的.pdf"] == "图谱里没有这份文件"
    assert "没有.pdf" in said
