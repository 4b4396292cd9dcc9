"""What `kg build` and `kg load` do, and put on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
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
from kg.store.folder import Folder
from kg.store.load import Loaded, load
from kg.store.load import Progress as LoadProgress
from kg.store.parts import build_parts

_SECONDS: Final = 30.0  # between two lines where there is no terminal


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
    compare: bool,
    timeout: float,
) -> bool:
    """Bring a store or a folder of parts up to date; gives whether anything was not read that should have been."""
    folder = store or parts
    if folder is None or (store and parts):
        raise KgError("--store 和 --parts 要写一个，也只能写一个")
    screen = BuildScreen()
    make = partial(build.build, compare=compare) if store else partial(build_parts, packed=packed)
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
            timeout=timeout,
            progress=progress,
        )
    next_step = f"用 kg query findings --graph {folder} 列出" if store else f"用 kg load {folder} --endpoint 载入图存储"
    screen.show(done, folder, next_step)
    return done.failed


def load_and_show(sources: Sequence[Path], endpoint: str, prune: str | None = None) -> None:
    """Send what `sources` hold to a graph store, and say what was sent and what was taken away."""
    screen = BuildScreen()
    with screen.loading() as progress:
        done = load(sources, endpoint, progress, prune)
    screen.loaded(endpoint, done)


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        return Text(say(f"{task.speed:.1f} 份/秒") if task.speed else "")


class _Lines:
    """A line for what has begun, and then one every half a minute: files, rate, time left."""

    def __init__(self, out: Console) -> None:
        self._out, self._what = out, ""

    def __call__(self, done: int, total: int, what: str) -> None:
        now = monotonic()
        if what != self._what:
            self._what, self._began, self._from, self._told = what, now, done, now
            self._line(f"{what}：{total:,} 个文件")
        elif now - self._told >= _SECONDS and done > self._from:
            self._told, rate = now, (done - self._from) / (now - self._began)
            left = timedelta(seconds=round((total - done) / rate))
            self._line(f"{what}：{done:,}/{total:,}，{rate:.1f} 份/秒，还要 {left}")

    def _line(self, text: str) -> None:
        self._out.print(Text(say(text)), soft_wrap=True)


class BuildScreen:
    """Results on standard output, progress and problems on standard error."""

    def __init__(self) -> None:
        self.out = console()
        self.err = Console(highlight=False, markup=False, stderr=True)

    @contextmanager
    def progress(self) -> Iterator[build.Progress]:
        """A bar with rate and time left on a terminal, a line now and then elsewhere."""
        if not self.err.is_terminal:
            yield _Lines(self.err)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        with Progress(*columns, console=self.err, transient=True) as bar:
            tasks: dict[str, TaskID] = {}

            def step(done: int, total: int, what: str) -> None:
                if what not in tasks:
                    for earlier in tasks.values():
                        bar.update(earlier, visible=False)
                    tasks[what] = bar.add_task(say(what))
                bar.update(tasks[what], completed=done, total=total)

            yield step

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
        if done.gone:
            self._line(say(f"去掉了那里有、来源里没有的公开文本 {done.gone:,} 份"))

    def show(self, done: build.Built, store: Path, next_step: str) -> None:
        """What was done, what was not read and why, what the store or the parts hold, and what to do with it."""
        for problem in done.problems:
            self._told(str(problem.path), problem.reason, problem.skipped)
        for entry in done.entries:
            if entry.problem:
                self._told(entry.path, entry.problem, entry.skipped)
        counts = {"新读": done.new, "未变": done.unchanged, "去掉": done.dropped}
        self._line(labelled(str(store), say("，".join(f"{name} {count} 份" for name, count in counts.items()))))
        if done.lost:
            self._line(say(f"有 {done.lost} 个文件的图在库里缺失；对它们再次运行 kg build"))
        if done.gone:
            self._line(say(f"有 {done.gone} 个文件已经不在，图谱里还留着；加 --prune 去掉"))
        if done.failed and (log := Folder(store).log).is_file():
            self._line(say(f"经过记在 {log}"))
        disclosures = {entry.disclosure: entry.record for entry in done.entries if entry.disclosure}
        found: Counter[str] = Counter()
        for record in disclosures.values():
            found.update(record["findings"])
        told = "，".join(f"{SEVERITIES[name]} {found[name]:,}" for name in SEVERITIES)
        self._line(say(f"公开文本 {len(disclosures):,} 份：{told}；{next_step}"))
        if done.compared is not None:
            self._line(say(f"各份文本之间对照：{done.compared:,} 条疑点（规则 D）"))

    def _told(self, path: str, reason: str, skipped: bool) -> None:
        name = "略过" if skipped else "没有读成"
        self.err.print(Text(plain(labelled(name, labelled(path, say(reason))))), soft_wrap=True)

    def _line(self, text: str) -> None:
        self.out.print(Text(plain(text)), soft_wrap=True)
