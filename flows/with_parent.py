"""Run a module as a process that ends with its parent: `python -m flows.with_parent MODULE ARGUMENT...`.

The parent holds the other end of the standard input; when it is gone, however it ended, this process kills itself
and all that it has started.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading


def end_with_parent() -> None:
    """From now on, the end of the standard input is the end of this process group."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    end_with_parent()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
