"""A worker that notes the CPU seconds of the parts of its reading: `python -m benchmarks.timed_worker FOLDER`.

It stands in for `pipeline.worker` in `benchmarks.cpu_shares`. After each document it writes the seconds by part to a
file in the folder that bears the number of its process.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from time import thread_time
from typing import Any

from pipeline.model import RepairedText
from pipeline.process import Job, PageSeen
from pipeline.result import DocumentResult
from pipeline.stages import LOADED_FIRST, read_document
from pipeline.worker import serve

OCR, LOADING = "OCR", "loading of the engines"
PARTS = (
    (OCR, "pipeline.page_reader", "PageReader.read"),
    (OCR, "pipeline.scan", "read_cells"),
    (LOADING, "pipeline.read", "reader_of"),
    ("decoding of pages", "pipeline.pdf_pages", "PdfPage.image"),
    ("cleaning, turning, ruled lines", "pipeline.scan", "prepare"),
    ("reading order, tables of the page", "pipeline.scan", "_composed"),
    ("repair", "pipeline.stages", "repair"),
    ("extraction", "pipeline.stages", "find"),
    ("rows", "pipeline.stages", "tabulate"),
)
"""Part, module, and the function whose CPU time it is, less that of other parts that it calls."""


class Stopwatch:
    """CPU seconds by part, over all threads."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._lock, self._local = threading.Lock(), threading.local()

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose time is noted; what it spends in others that are noted is theirs."""

        @wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            around = getattr(self._local, "within", 0.0)
            self._local.within, began = 0.0, thread_time()
            try:
                return function(*arguments, **named)
            finally:
                took = thread_time() - began
                with self._lock:
                    self.seconds[part] += took - self._local.within  # type: ignore[assignment]
                self._local.within = around + took

        return call


WATCH = Stopwatch()


@cache
def watch_the_parts() -> None:
    """Put what is timed in the place of what is called; in a worker, for engines start threads."""
    for part, module, name in PARTS:
        holder: Any = importlib.import_module(module)
        *outer, function = name.split(".")
        for each in outer:
            holder = getattr(holder, each)
        setattr(holder, function, WATCH.timed(part, getattr(holder, function)))


def read(job: Job, page_seen: PageSeen) -> tuple[DocumentResult, RepairedText]:
    """Read a document, and write down what has been spent so far; raises what the reader raises."""
    watch_the_parts()
    try:
        return read_document(job, page_seen)
    finally:
        (Path(sys.argv[1]) / f"{os.getpid()}.json").write_text(json.dumps(WATCH.seconds), encoding="utf-8")


if __name__ == "__main__":
    gc.disable()
    serve(read, LOADED_FIRST)
