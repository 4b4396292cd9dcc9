"""The log of a store, for a spreadsheet: what builds met, a line for each event, also of a build that was killed."""

from __future__ import annotations

import csv
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path

from kg.lang import say
from kg.report.cells import neutral


class Log(AbstractContextManager["Log"]):
    """Lines are added at the end, and are on disk at once; times are for people, nothing depends on them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8-sig", newline="", buffering=1)
        self._lines = csv.writer(self._file)
        if not self._file.tell():
            self._lines.writerow(map(say, ("时间", "事件", "文件", "说明")))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        with suppress(OSError):  # on a full disk: that was said already
            if error is not None:
                self.add("中止", reason="按了 Ctrl-C" if kind is KeyboardInterrupt else f"{error}")
            self._file.close()

    def add(self, event: str, path: Path | str = "", reason: str = "") -> None:
        """One event, of which file, and what it was; both as they are made, in Chinese."""
        now = datetime.now().isoformat(" ", "seconds")
        self._lines.writerow(map(neutral, (now, say(event), str(path), say(reason))))
