"""CPU seconds by part of a process, by the clocks of its threads."""

from __future__ import annotations

import importlib
import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from time import thread_time
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A part is the CPU time of a function (`name`, maybe of a class, in `module`), less that of others it calls."""

    said: str
    module: str
    name: str


class Stopwatch:
    """CPU seconds by part, over all threads."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._seconds: Counter[str] = Counter()
        self._lock, self._local = threading.Lock(), threading.local()

    def time_the_parts(self) -> None:
        """Put what is timed in the place of what is called."""
        for part in self._parts:
            holder: Any = importlib.import_module(part.module)
            *outer, function = part.name.split(".")
            for each in outer:
                holder = getattr(holder, each)
            setattr(holder, function, self._timed(part.said, getattr(holder, function)))

    def write(self, folder: Path) -> None:
        """Write the seconds to a file that bears the number of the process."""
        (folder / f"{os.getpid()}.json").write_text(json.dumps(self._seconds), encoding="utf-8")

    def _timed(self, said: str, function: Callable[..., Any]) -> Callable[..., Any]:
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
                    self._seconds[said] += took - self._local.within  # type: ignore[assignment]
                self._local.within = around + took

        return call
