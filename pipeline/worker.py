"""The child process that reads documents: jobs come in as JSON lines, events go out as JSON lines.

It lives for many documents, so that models are loaded once, and dies with its parent: when the job
pipe ends, it kills its own process group, and with it every engine that it has started. Whatever
libraries print goes to stderr; the event pipe is ours alone.

Events: `{"event": "page", "page": 3, "pages": 10}` after each page, and one
`{"event": "done", ...}` with the outcome for each job.
"""

from __future__ import annotations

import gc
import json
import os
import queue
import resource
import signal
import sys
import threading
from dataclasses import asdict
from functools import cache
from typing import IO, Any

from pipeline.errors import Failure
from pipeline.model import Status
from pipeline.process import Job, Outcome, PageSeen, Stages, process
from pipeline.settings import ReadSettings


def serve(stages: Stages) -> None:
    """Read jobs from stdin until it ends; the whole of a child's life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    jobs: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin, jobs), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        job = Job(**json.loads(jobs.get()))
        _limit_files(ReadSettings(**job.settings).max_output)
        outcome = process(job, stages, _page_reporter(events))
        _keep_what_is_loaded()
        _send(events, {"event": "done", **asdict(outcome)})


@cache
def _keep_what_is_loaded() -> None:
    """Spare the garbage collector the models and lexicons that the first document had loaded.

    Done once: what later documents leave behind must be found.
    """
    gc.collect()
    gc.freeze()


def _limit_files(largest: int) -> None:
    """No file that this process or an engine writes may become larger: writing on raises EFBIG."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest if hard == resource.RLIM_INFINITY else min(largest, hard), hard))


def outcome_of(event: dict[str, Any]) -> Outcome:
    """The outcome that a `done` event carries."""
    values = {name: value for name, value in event.items() if name != "event"}
    failure = Failure(**values["failure"]) if values["failure"] else None
    return Outcome(**{**values, "status": Status(values["status"]), "failure": failure})


def _listen(stdin: IO[str], jobs: queue.Queue[str]) -> None:
    """Pass the jobs on; the end of the pipe means that nobody waits for an answer any more."""
    for line in stdin:
        jobs.put(line)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _page_reporter(events: IO[str]) -> PageSeen:
    def seen(page: int, pages: int) -> None:
        _send(events, {"event": "page", "page": page, "pages": pages})

    return seen


def _send(events: IO[str], event: dict[str, Any]) -> None:
    events.write(json.dumps(event) + "\n")
    events.flush()


if __name__ == "__main__":
    from pipeline.stages import read_document

    serve(read_document)
