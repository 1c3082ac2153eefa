"""The child processes that read documents: jobs come in as JSON lines, events go out as JSON lines.

One process, the template, loads what reading takes; whenever its parent (`pipeline.worker_template`) asks, it forks a
worker, which then needs no load of its own. A template has one thread, for others would be missing in its workers.

A worker lives for many documents and dies with the run: when the job pipe ends, it kills its own process group, and
with it every engine that it has started. Whatever libraries print goes to stderr; the event pipe is ours alone.

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
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache
from typing import IO, Any

from pipeline.errors import Failure
from pipeline.forking import abandoned, fork_on_request
from pipeline.model import Status
from pipeline.process import Job, Outcome, PageSeen, Stages, process
from pipeline.settings import ReadSettings


def serve(stages: Stages, load: Iterable[Callable[[], object]] = ()) -> None:
    """Load, then fork workers for whoever is at the other end of stdin; the whole of a template's life, and theirs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests = socket.socket(fileno=os.dup(0))
    _load(load, requests)
    events = fork_on_request(requests)
    if events is not None:
        _work(stages, events)


def _load(steps: Iterable[Callable[[], object]], requests: socket.socket) -> None:
    """Take the steps, unless nobody waits any more; what can't be loaded is told by each document that needs it."""
    for step in steps:
        if abandoned(requests):
            return
        try:
            step()
        except Exception:  # noqa: BLE001 - a worker that lacks a model still reads what doesn't need it
            traceback.print_exc()
    gc.freeze()
    gc.enable()


def _work(stages: Stages, to: int) -> None:
    """Read jobs from stdin until it ends; the whole of a worker's life."""
    events = os.fdopen(to, "w", encoding="utf-8")
    jobs: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin, jobs), daemon=True).start()
    while True:
        job = Job(**json.loads(jobs.get()))
        _limit_files(ReadSettings(**job.settings).max_output)
        outcome = process(job, stages, _page_reporter(events))
        _keep_what_is_loaded()
        _send(events, {"event": "done", **asdict(outcome)})


@cache
def _keep_what_is_loaded() -> None:
    """Spare the garbage collector the models that the first document had loaded, such as those of the engines.

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
    gc.disable()  # it would search all that is loaded again and again, a tenth of the load's time, for nothing
    from pipeline.stages import LOADED_FIRST, read_document

    serve(read_document, LOADED_FIRST)
