"""A worker that notes the CPU seconds of the parts of its reading: `python -m benchmarks.timed_worker FOLDER`.

It stands in for `pipeline.worker` in `benchmarks.timed_run`. After each document it writes the seconds by part to a
file in the folder that bears the number of its process.
"""

from __future__ import annotations

import gc
import sys
from functools import cache
from pathlib import Path

from benchmarks.stopwatch import Part, Stopwatch
from pipeline.model import RepairedText
from pipeline.process import Job, PageSeen
from pipeline.result import DocumentResult
from pipeline.stages import LOADED_FIRST, read_document
from pipeline.worker import serve

OCR, LOADING = "OCR", "loading of the engines"
PARTS = (
    Part(OCR, "pipeline.page_reader", "PageReader.read"),
    Part(OCR, "pipeline.scan", "read_cells"),
    Part(LOADING, "pipeline.read", "reader_of"),
    Part("decoding of pages", "pipeline.pdf_pages", "PdfPage.is_blank"),
    Part("decoding of pages", "pipeline.pdf_pages", "PdfPage.image"),
    Part("decoding of pages", "pipeline.pdf_pages", "PdfPage.pixels"),
    Part("cleaning, turning, ruled lines", "pipeline.scan", "prepare"),
    Part("reading order, tables of the page", "pipeline.scan", "_composed"),
    Part("repair", "pipeline.stages", "repair"),
    Part("extraction", "pipeline.stages", "find"),
    Part("rows", "pipeline.stages", "tabulate"),
)


@cache
def stopwatch() -> Stopwatch:
    """Of this worker, not of the template that it is forked from: the engines that are timed start threads."""
    watch = Stopwatch(PARTS)
    watch.time_the_parts()
    return watch


def read(job: Job, page_seen: PageSeen) -> tuple[DocumentResult, RepairedText]:
    """Read a document, and write down what has been spent so far; raises what the reader raises."""
    watch = stopwatch()
    try:
        return read_document(job, page_seen)
    finally:
        watch.write(Path(sys.argv[1]))


if __name__ == "__main__":
    gc.disable()
    serve(read, LOADED_FIRST)
