"""The browser's own checks can fail."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import PHONE, OpenPage, grave, overflow

BAD = '<!doctype html><title>t</title><body style="width:900px"><img src="data:,"><button></button>'


def test_what_is_wrong_with_a_page_is_seen(open_page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text(BAD, encoding="utf-8")
    page = open_page(path, PHONE)
    assert {line.split(":")[0] for line in grave(page)} == {"button-name", "html-has-lang", "image-alt"}
    assert overflow(page) > 400
