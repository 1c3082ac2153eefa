"""What Ctrl-C and SIGTERM do to a run."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from pipeline.pool import WorkerPool
from pipeline.progress import Reporter

GRACE_SECONDS = 2.5
INTERRUPTED = 130
STOPPED = "stopped; what was read is kept, the same command goes on from there"


@contextlib.contextmanager
def interruptible(pool: WorkerPool, reporter: Reporter) -> Iterator[None]:
    """Within the block Ctrl-C and SIGTERM kill the workers first, so that nothing waits for them.

    Ctrl-C goes to the whole process group, and with it to Prefect's own server, without which Prefect does
    not come to an end. So the process ends by itself when it has had `GRACE_SECONDS` to do so.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        pool.close()
        last_resort = threading.Timer(GRACE_SECONDS, _end, (reporter,))
        last_resort.daemon = True
        last_resort.start()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(reporter: Reporter) -> None:
    reporter.close()
    sys.stderr.write(f"kehoach: {STOPPED}\n")
    sys.stderr.flush()
    os._exit(INTERRUPTED)
