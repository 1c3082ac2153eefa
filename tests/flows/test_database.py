"""A database that an earlier Prefect, a newer one, or a broken disk has left."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import prefect
import pytest

from flows.database import FILE, set_unusable_aside

VERSIONS = Path(prefect.__file__).parent / "server/database/_migrations/versions/sqlite"
NEWEST = max(VERSIONS.glob("*.py")).stem.split("_")[4]


def write(home: Path, state: str) -> Path:
    with sqlite3.connect(home / FILE) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (state,))
    connection.close()
    return home / FILE


def test_a_database_of_this_version_or_an_older_one_stays(tmp_path: Path) -> None:
    oldest = min(VERSIONS.glob("*.py")).stem.split("_")[4]
    for number, state in enumerate((NEWEST, oldest)):
        home = tmp_path / str(number)
        home.mkdir()
        database = write(home, state)
        assert set_unusable_aside(home) is None
        assert database.exists()


def test_a_database_of_a_newer_version_makes_room_and_is_kept(tmp_path: Path) -> None:
    before = write(tmp_path, "0123456789ab").read_bytes()
    (tmp_path / f"{FILE}-wal").write_bytes(b"its log")
    aside = set_unusable_aside(tmp_path)
    assert aside is not None
    assert aside.read_bytes() == before
    assert {aside.name, f"{aside.name}-wal"} <= {path.name for path in tmp_path.iterdir()}
    assert not list(tmp_path.glob(f"{FILE}*"))


@pytest.mark.parametrize("content", [b"this was never a database" * 100, b"SQLite format 3\0" + b"\1" * 4000])
def test_a_damaged_database_makes_room(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert set_unusable_aside(tmp_path) is not None
    assert not (tmp_path / FILE).exists()


def test_an_empty_one_and_none_are_well(tmp_path: Path) -> None:
    assert set_unusable_aside(tmp_path) is None
    (tmp_path / FILE).touch()
    assert set_unusable_aside(tmp_path) is None
    assert (tmp_path / FILE).exists()


def test_one_that_is_in_use_stays(tmp_path: Path) -> None:
    database = write(tmp_path, NEWEST)
    with sqlite3.connect(database) as held:
        held.execute("BEGIN EXCLUSIVE")
        assert set_unusable_aside(tmp_path) is None
    held.close()


def test_a_database_that_the_user_has_named_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", f"sqlite+aiosqlite:///{tmp_path / FILE}")
    write(tmp_path, "0123456789ab")
    assert set_unusable_aside(tmp_path) is None
