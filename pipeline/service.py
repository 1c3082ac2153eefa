"""What a service is told: which inbox it reads, where to, how often; kept in the output folder."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.files import is_held, write_text
from pipeline.store import BusyError

FILE, LOCK = "service.json", ".service.lock"


@dataclass(frozen=True, slots=True)
class Service:
    """Absolute folders, and either a cron expression (in `timezone`) or an interval in seconds.

    `ui` is the address of the pages that show its runs.
    """

    inbox: str
    out: str
    cron: str = ""
    every_seconds: float = 0.0
    timezone: str = "UTC"
    workers: int = 1
    settle_seconds: float = 30.0
    max_failures: float = 20.0
    ui: str = ""

    @property
    def name(self) -> str:
        """The name of the deployment: the inbox's, told apart from others of that name by both folders."""
        told_apart = hashlib.sha256(f"{self.inbox}\0{self.out}".encode()).hexdigest()[:6]
        return f"{Path(self.inbox).name}-{told_apart}"

    @property
    def schedule(self) -> str:
        """The schedule in words."""
        return f"at {self.cron} ({self.timezone})" if self.cron else f"every {self.every_seconds:g} s"

    def save(self) -> Path:
        """Write it to the output folder; the file's path."""
        path = Path(self.out) / FILE
        write_text(path, json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n")
        return path


def load(path: Path) -> Service:
    """The service of a file that `save` wrote; raises OSError, ValueError or TypeError where it is none."""
    return Service(**json.loads(path.read_text(encoding="utf-8")))


def service_of(out: Path) -> Service | None:
    """The service that writes to an output folder, or did so last; None where there was none."""
    try:
        return load(out / FILE)
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the output folder for one service; raises BusyError."""
    with (out / LOCK).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(f"another service writes to {out}; stop it, or give another --out") from error
        yield


def is_running(out: Path) -> bool:
    """Whether a service writes to the output folder now."""
    return is_held(out / LOCK)
