"""What `kg build` and `kg load` do, and put on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from kg.check.pages import SEVERITIES
from kg.cli_screen import console
from kg.errors import KgError
from kg.lang import labelled, say
from kg.report.plain import plain
from kg.resources import Ontology
from kg.store import build
from kg.store.load import Loaded, load
from kg.store.load import Progress as LoadProgress
from kg.store.parts import build_parts


def build_and_show(
    paths: Sequence[Path],
    ontology: Ontology,
    store: Path | None,
    parts: Path | None,
    *,
    packed: bool,
    workers: int,
    scheduler: str,
    profile: str,
    prune: bool,
    retry: bool,
) -> bool:
    """Bring a store or a folder of parts up to date; gives whether anything was not read that should have been."""
    folder = store or parts
    if folder is None or (store and parts):
        raise KgError("--store 和 --parts 要写一个，也只能写一个")
    screen, make = BuildScreen(), build.build if store else partial(build_parts, packed=packed)
    with screen.progress() as progress:
        done = make(
            paths,
            folder,
            ontology,
            workers,
            profile=profile,
            prune=prune,
            retry=retry,
            scheduler=scheduler,
            progress=progress,
        )
    next_step = f"用 kg query findings --graph {folder} 列出" if store else f"用 kg load {folder} --endpoint 载入图存储"
    screen.show(done, folder, next_step)
    return done.failed


def load_and_show(sources: Sequence[Path], endpoint: str) -> None:
    """Send what `sources` hold to a graph store, and say what was sent."""
    screen = BuildScreen()
    with screen.loading() as progress:
        done = load(sources, endpoint, progress)
    screen.loaded(endpoint, done)


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        return Text(say(f"{task.speed:.1f} 份/秒") if task.speed else "")


class BuildScreen:
    """Results on standard output, progress and problems on standard error."""

    def __init__(self) -> None:
        self.out = console()
        self.err = Console(highlight=False, markup=False, stderr=True)

    @contextmanager
    def progress(self) -> Iterator[build.Progress]:
        """A bar with rate and time left on a terminal, a line now and then elsewhere."""
        columns = (TextColumn(say("建库")), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    @contextmanager
    def loading(self) -> Iterator[LoadProgress]:
        """A bar on a terminal; of how many graphs is not always known."""
        columns = (TextColumn(say("载入")), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def loaded(self, endpoint: str, done: Loaded) -> None:
        """What was sent, and where to."""
        self._line(say(f"已载入 {endpoint}：图 {done.graphs:,} 个，三元组 {done.triples:,} 条"))

    def show(self, done: build.Built, store: Path, next_step: str) -> None:
        """What was done, what was not read and why, what the store or the parts hold, and what to do with it."""
        for problem in done.problems:
            self._told(str(problem.path), problem.reason, problem.skipped)
        for entry in done.entries:
            if entry.problem:
                self._told(entry.path, entry.problem, entry.skipped)
        counts = {"新读": done.new, "未变": done.unchanged, "去掉": done.dropped}
        self._line(labelled(str(store), say("，".join(f"{name} {count} 份" for name, count in counts.items()))))
        if done.gone:
            self._line(say(f"有 {done.gone} 个文件已经不在，图谱里还留着；加 --prune 去掉"))
        disclosures = {entry.disclosure: entry.record for entry in done.entries if entry.disclosure}
        found: Counter[str] = Counter()
        for record in disclosures.values():
            found.update(record["findings"])
        told = "，".join(f"{SEVERITIES[name]} {found[name]:,}" for name in SEVERITIES)
        self._line(say(f"公开文本 {len(disclosures):,} 份：{told}；{next_step}"))

    def _told(self, path: str, reason: str, skipped: bool) -> None:
        name = "略过" if skipped else "没有读成"
        self.err.print(Text(plain(labelled(name, labelled(path, say(reason))))), soft_wrap=True)

    def _line(self, text: str) -> None:
        self.out.print(Text(plain(text)), soft_wrap=True)
