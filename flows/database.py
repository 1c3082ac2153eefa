"""Prefect's database in the cache folder, whatever an earlier version has left there.

Only history lies in it; nothing of a run rests on it. So one that can't be used makes room for a new one.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

FILE = "prefect.db"
_MIGRATIONS = Path("server", "database", "_migrations", "versions", "sqlite")


def set_unusable_aside(home: Path) -> Path | None:
    """Rename a database that is damaged or was made by a newer Prefect; where it lies now, None where all is well.

    A database that the user has named (PREFECT_API_DATABASE_CONNECTION_URL) is left alone.
    """
    database = home / FILE
    if "PREFECT_API_DATABASE_CONNECTION_URL" in os.environ or not database.exists() or _is_usable(database):
        return None
    aside = home / f"unusable-{time.time_ns()}.db"
    with contextlib.suppress(FileNotFoundError):  # another run was faster
        for suffix in ("-wal", "-shm", ""):
            with contextlib.suppress(FileNotFoundError):
                database.with_name(FILE + suffix).rename(aside.with_name(aside.name + suffix))
    return aside


@contextlib.contextmanager
def by_one_at_a_time(home: Path) -> Iterator[None]:
    """Held while a server makes its database or brings it up to date: two at once get in each other's way."""
    with (home / ".making").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _is_usable(database: Path) -> bool:
    """Whether it is a database, and of a state that this version of Prefect knows; a busy one is."""
    try:
        with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            states = [str(state) for (state,) in connection.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.OperationalError as error:
        return "no such table" in str(error) or "locked" in str(error)
    except sqlite3.DatabaseError:
        return False
    return all(_knows(state) for state in states)


def _knows(state: str) -> bool:
    found = importlib.util.find_spec("prefect")
    assert found is not None
    assert found.origin is not None
    scripts = (Path(found.origin).parent / _MIGRATIONS).glob("*.py")
    return any(f"_{state}_" in script.name for script in scripts)
