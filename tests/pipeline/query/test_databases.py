from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pytest

from pipeline.query.duckdb_file import stamp_of, write_duckdb
from pipeline.query.publish import publish
from pipeline.query.relations import relations
from pipeline.query.sqlite_file import stamp_of as sqlite_stamp_of
from pipeline.query.sqlite_file import write_sqlite
from pipeline.schema import TABLES
from pipeline.store import OutputError
from tests.pipeline.query.plans import plans, write_output

QUESTIONS = (
    "SELECT province, count(*) FROM targets WHERE indicator = 'ntm_commune' GROUP BY 1",
    "SELECT row_id FROM targets WHERE quote_key LIKE '%dang vien%'",
    "SELECT source_path, year FROM plans ORDER BY 1",
    "SELECT row_id, CAST(last_day AS VARCHAR), CAST(calendar_day AS VARCHAR), calendar_month FROM deadline_calendar "
    "ORDER BY 1",
    "SELECT district, criterion, status, row_id, statements FROM criteria_latest ORDER BY 2, 4",
    "SELECT row_id, match, found_doc_id FROM plan_citations ORDER BY 1, 2",
    "SELECT table_name, row_id, doc_id FROM search WHERE quote_key LIKE '%tieu chi%' ORDER BY 1, 2",
    "SELECT year_inferred, count(*) FROM deadlines GROUP BY 1 ORDER BY 1",
    "SELECT en, caution_vi FROM _columns WHERE table_name = 'targets' AND column_name = 'value'",
    "SELECT vi FROM _codes WHERE table_name = 'citations' AND column_name = 'role' AND code = 'basis'",
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_output(tmp_path_factory.mktemp("it's out"))
    assert publish(folder) == ["kehoach.duckdb", "kehoach.sqlite", "deadlines.ics"]
    return folder


@pytest.fixture(scope="module")
def duck(out: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(out / "kehoach.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def lite(out: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(out / "kehoach.sqlite")) as connection:
        yield connection


@pytest.mark.parametrize("sql", QUESTIONS)
def test_both_give_the_same_answers(duck: duckdb.DuckDBPyConnection, lite: sqlite3.Connection, sql: str) -> None:
    answer = duck.execute(sql).fetchall()
    assert answer
    assert answer == lite.execute(sql).fetchall()


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_those_of_the_csv_files(
    out: Path, duck: duckdb.DuckDBPyConnection, lite: sqlite3.Connection, name: str
) -> None:
    with (out / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [tuple(value or None for value in row.values()) for row in csv.DictReader(stream)]
    columns = ", ".join(TABLES[name].header)
    assert [tuple(map(text, row)) for row in duck.execute(f"SELECT {columns} FROM {name}").fetchall()] == rows
    flags = [column.type == "boolean" for column in TABLES[name].columns]
    found = lite.execute(f"SELECT {columns} FROM {name}").fetchall()
    assert [
        tuple(
            text(bool(value) if flag and value is not None else value) for flag, value in zip(flags, row, strict=True)
        )
        for row in found
    ] == rows


def text(value: Any) -> str | None:
    """A value as it stands in the CSV of these rows."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def test_everything_has_a_comment_in_both_languages(duck: duckdb.DuckDBPyConnection) -> None:
    said = dict(duck.execute("SELECT table_name || '.' || column_name, comment FROM duckdb_columns()").fetchall())
    about = dict(duck.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    about |= dict(duck.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
    for relation in relations():
        assert relation.about.en in about[relation.name]
        assert relation.about.vi in about[relation.name]
        for column in relation.columns:
            comment = said[f"{relation.name}.{column.name}"]
            assert column.en in comment
            assert column.vi in comment
            assert (column.caution is None) or column.caution.vi in comment


def test_sqlite_keeps_the_comments_in_its_statements(lite: sqlite3.Connection) -> None:
    statements = dict(lite.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')").fetchall())
    for relation in relations():
        assert relation.about.vi in statements[relation.name]
        if not relation.is_view:
            assert all(f"-- {column.en}. {column.vi}." in statements[relation.name] for column in relation.columns)
    described = lite.execute("SELECT table_name, column_name FROM _columns WHERE column_name <> ''").fetchall()
    assert described == [(relation.name, column.name) for relation in relations() for column in relation.columns]


def test_sqlite_has_typed_columns_and_indexes(lite: sqlite3.Connection) -> None:
    kinds = {row[1]: row[2] for row in lite.execute("PRAGMA table_info(deadlines)")}
    assert (kinds["due_end"], kinds["tentative"], kinds["confidence"], kinds["page"]) == (
        *("DATE", "BOOLEAN", "REAL", "INTEGER"),
    )
    plan = lite.execute("EXPLAIN QUERY PLAN SELECT * FROM targets WHERE row_id = 'x'").fetchall()
    assert "targets_by_row" in str(plan)


def test_equal_tables_give_an_equal_content(out: Path, tmp_path: Path) -> None:
    """SQLite byte for byte; DuckDB draws a number for each file, so its dump is compared."""
    write_sqlite(out, tmp_path / "again.sqlite", sqlite_stamp_of(out / "kehoach.sqlite"))
    assert (tmp_path / "again.sqlite").read_bytes() == (out / "kehoach.sqlite").read_bytes()
    write_duckdb(out, tmp_path / "again.duckdb", stamp_of(out / "kehoach.duckdb"))
    assert dump(tmp_path / "again.duckdb") == dump(out / "kehoach.duckdb")


def dump(path: Path) -> list[Any]:
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        said = connection.execute("SELECT column_name, comment FROM duckdb_columns()").fetchall()
        views = connection.execute("SELECT sql FROM duckdb_views()").fetchall()
        return [said, views, *(connection.execute(f"SELECT * FROM {name}").fetchall() for name in names)]


def test_what_is_up_to_date_is_left_and_what_is_not_is_written_anew(tmp_path: Path) -> None:
    write_output(tmp_path)
    publish(tmp_path)
    before = {path.name: path.stat().st_ino for path in tmp_path.glob("kehoach.*")}
    assert publish(tmp_path) == []
    assert {path.name: path.stat().st_ino for path in tmp_path.glob("kehoach.*")} == before
    (tmp_path / "deadlines.ics").unlink()
    (tmp_path / "kehoach.sqlite").write_bytes(b"broken")
    assert publish(tmp_path) == ["kehoach.sqlite", "deadlines.ics"]
    write_output(tmp_path, plans() | {"targets": []})
    assert publish(tmp_path) == ["kehoach.duckdb", "kehoach.sqlite", "deadlines.ics"]
    with duckdb.connect(str(tmp_path / "kehoach.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM targets").fetchone() == (0,)


def test_a_fault_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    write_output(tmp_path)
    publish(tmp_path)
    before = (tmp_path / "kehoach.duckdb").read_bytes()
    with (
        mock.patch("pipeline.query.duckdb_file._comments", side_effect=OSError(28, "No space left on device")),
        pytest.raises(OSError, match="No space"),
    ):
        write_duckdb(tmp_path, tmp_path / "kehoach.duckdb", "new")
    assert (tmp_path / "kehoach.duckdb").read_bytes() == before
    assert not [path.name for path in tmp_path.iterdir() if ".part" in path.name]


def test_without_tables_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no table"):
        publish(tmp_path)
    assert list(tmp_path.iterdir()) == []
