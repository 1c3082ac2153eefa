"""What a run shows while it goes on: a bar on a terminal, one line a document elsewhere."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.model import Status
from pipeline.process import Outcome

_MARKS = {Status.OK: "green", Status.PARTIAL: "yellow", Status.FAILED: "red"}


class Reporter(ABC):
    """Hears of pages and documents from many threads."""

    def __enter__(self) -> Reporter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take down what is shown."""
        self.close()

    @abstractmethod
    def page(self, source_path: str, page: int, pages: int) -> None:
        """So many pages of a document are read."""

    @abstractmethod
    def finished(self, outcome: Outcome) -> None:
        """A document is done, well or not."""

    @abstractmethod
    def close(self) -> None:
        """Nothing more comes."""


class LineReporter(Reporter):
    """Plain lines, for logs and pipes: one for each finished document, and one a minute for long ones."""

    def __init__(self, console: Console, total: int, every_seconds: float = 60.0) -> None:
        self._console = console
        self._total = total
        self._done = 0
        self._every = every_seconds
        self._said = time.monotonic()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Nothing is held open."""

    def page(self, source_path: str, page: int, pages: int) -> None:
        """A sign of life where a long document takes its time."""
        with self._lock:
            if time.monotonic() - self._said >= self._every:
                self._say(f"{source_path}: page {page} of {pages}")

    def finished(self, outcome: Outcome) -> None:
        """The document's line."""
        with self._lock:
            self._done += 1
            self._say(f"[{self._done}/{self._total}] {describe(outcome)}")

    def _say(self, line: str) -> None:
        self._said = time.monotonic()
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


class BarReporter(Reporter):
    """A bar with documents and pages; failed documents scroll by above it."""

    def __init__(self, console: Console, total: int) -> None:
        self._pages = 0
        self._read: dict[str, int] = {}
        self._progress = Progress(
            TextColumn("documents"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]} pages"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[now]}"),
            console=console,
        )
        self._task = self._progress.add_task("", total=total, pages=0, now="")
        self._lock = threading.Lock()

    def __enter__(self) -> BarReporter:
        self._progress.start()
        return self

    def close(self) -> None:
        """Take the bar down."""
        self._progress.update(self._task, now="")
        self._progress.stop()

    def page(self, source_path: str, page: int, pages: int) -> None:
        """Another page of a document; one that was told before counts once."""
        with self._lock:
            self._pages += max(0, page - self._read.get(source_path, 0))
            self._read[source_path] = page
        self._progress.update(self._task, pages=self._pages, now=escape(f"{source_path} {page}/{pages}"))

    def finished(self, outcome: Outcome) -> None:
        """The bar goes on; what went wrong stays readable."""
        self._read.pop(outcome.source_path, None)
        if outcome.status is not Status.OK:
            colour = _MARKS[outcome.status]
            self._progress.console.print(f"[{colour}]{escape(describe(outcome))}[/{colour}]", highlight=False)
        self._progress.advance(self._task)


def reporter(console: Console, total: int) -> Reporter:
    """The bar for a terminal, lines for everything else."""
    return BarReporter(console, total) if console.is_terminal else LineReporter(console, total)


def describe(outcome: Outcome) -> str:
    """One line: the file, its status, and what was found or what went wrong and the remedy."""
    failure = outcome.failure
    if failure is not None:
        return f"{outcome.source_path}: {failure.outcome} ({failure.code}): {failure.message} {failure.remedy}"
    rows = sum(outcome.rows.values())
    return f"{outcome.source_path}: {outcome.status.value}, {_count(outcome.pages, 'page')}, {_count(rows, 'row')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def counting(what: str, console: Console | None = None) -> Iterator[Callable[[int, int], None]]:
    """A bar for anything that is counted, on a terminal only; what it gives is called with how many of how many."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, of: None
        return
    with Progress(TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
