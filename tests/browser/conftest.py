"""Pages as a browser shows them: Chromium through Playwright, and axe-core for what people with other senses need.

Run by ``make browser`` (marker `browser`, which everything in this folder gets); ``make test`` leaves them out. A
browser of one's own is named by the environment variable CHROMIUM.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
GRAVE = {"serious", "critical"}
PHONE, DESK = (390, 844), (1280, 900)
OpenPage = Callable[..., "Page"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def expect(shown: Any) -> Any:
    """Playwright's assertions, loaded when a test runs: `make test` collects this folder without it."""
    from playwright.sync_api import expect

    return expect(shown)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they fail, because whoever asks for them wants them run."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail(f"no browser: none of {', '.join(PROGRAMS)} is on the path, and CHROMIUM names none")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a file or an address in a window of its own; a page that reports an error, or asks another host for
    anything, fails the test."""
    wrong: list[str] = []
    contexts = []

    def opened(target: Path | str, size: tuple[int, int] = DESK, **options: Any) -> Page:
        address = target.as_uri() if isinstance(target, Path) else target
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: None if _own(asked.url, address) else wrong.append(f"asked: {asked.url}"))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def grave(page: Page) -> list[str]:
    """What axe-core calls serious or critical in the page as it stands: rule, and the elements it is about."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes']]}"
        for one in found
        if one["impact"] in GRAVE
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window; nothing may have to be scrolled sideways as a whole."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def _own(asked: str, address: str) -> bool:
    """Whether a request stays within the file's folder or the server that the page came from."""
    if asked.startswith(("data:", "blob:")):
        return True
    return asked.startswith("file:") if address.startswith("file:") else asked.split("/")[:3] == address.split("/")[:3]
