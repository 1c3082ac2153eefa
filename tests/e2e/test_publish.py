"""What a run leaves beside the tables, and the commands that write it anew."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from ical.calendar_stream import IcsCalendarStream

from pipeline.tessdata import best_engine
from pipeline.version import ROOT
from tests.e2e.command import kehoach, rows

TEXT = ROOT / "data" / "samples" / "huyen-ntm-2020.txt"
PUBLISHED = ("kehoach.duckdb", "kehoach.sqlite", "deadlines.ics", "data-dictionary.md", "data-dictionary.html")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over a sample plan."""
    folder = tmp_path_factory.mktemp("published")
    done = kehoach("run", TEXT, "--out", folder, "--no-prefect")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_a_run_publishes(out: Path) -> None:
    assert [name for name in PUBLISHED if not (out / name).is_file()] == []
    targets = len(rows(out, "targets"))
    with duckdb.connect(str(out / "kehoach.duckdb"), read_only=True) as duck:
        assert duck.execute("SELECT count(*) FROM targets").fetchone() == (targets,)
    with closing(sqlite3.connect(out / "kehoach.sqlite")) as lite:
        assert lite.execute("SELECT count(*) FROM plan_targets").fetchone() == (targets,)
    calendar = IcsCalendarStream.calendar_from_ics((out / "deadlines.ics").read_bytes().decode())
    uids = [event.uid for event in calendar.events] + [todo.uid for todo in calendar.todos]
    assert sorted(uids) == sorted(row["row_id"] for row in rows(out, "deadlines"))


def test_a_run_tells_what_it_was_made_with(out: Path) -> None:
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["files"] == {"by_outcome": {"ok": 1}, "read_now": 1, "stopped": ""}
    assert record["request"]["inputs"] == [str(TEXT)]
    assert record["settings"]["engine"] == best_engine()
    assert record["versions"]["packages"]["duckdb"] == duckdb.__version__
    assert record["seconds"]["total"] >= record["seconds"]["reading_and_tables"] > 0
    for name, about in record["tables"].items():
        parquet = (out / "tables" / f"{name}.parquet").read_bytes()
        assert about == {"rows": len(rows(out, name)), "sha256": hashlib.sha256(parquet).hexdigest()}
    words = (ROOT / "data" / "models" / "repair_words.txt").read_bytes()
    assert record["models"]["data/models/repair_words.txt"] == hashlib.sha256(words).hexdigest()
    assert {"trueocr/rec.onnx", "tesseract/vie"} <= record["models"].keys()


def test_a_second_run_leaves_what_is_up_to_date(out: Path) -> None:
    before = {name: (out / name).read_bytes() for name in PUBLISHED}
    inodes = {name: (out / name).stat().st_ino for name in PUBLISHED[:3]}
    assert kehoach("run", TEXT, "--out", out, "--no-prefect").returncode == 0
    assert {name: (out / name).read_bytes() for name in PUBLISHED} == before
    assert {name: (out / name).stat().st_ino for name in inodes} == inodes


def test_a_run_can_leave_it_to_publish(tmp_path: Path) -> None:
    assert kehoach("run", TEXT, "--out", tmp_path, "--no-prefect", "--no-publish").returncode == 0
    assert [name for name in PUBLISHED if (tmp_path / name).exists()] == []
    done = kehoach("publish", "--out", tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "kehoach.duckdb, kehoach.sqlite, deadlines.ics")
    assert kehoach("publish", "--out", tmp_path).stdout.strip() == "all is up to date"


def test_publish_tells_what_it_lacks(tmp_path: Path) -> None:
    assert "holds no table" in kehoach("publish", "--out", tmp_path).stderr
    missing = kehoach("publish", "--out", tmp_path / "no")
    assert (missing.returncode, "no such folder" in missing.stderr) == (2, True)


def test_the_dictionary_is_written(tmp_path: Path) -> None:
    done = kehoach("dictionary", "--out", tmp_path / "new", "--form", "html")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["data-dictionary.html"]
    wrong = kehoach("dictionary", "--out", tmp_path, "--form", "pdf")
    assert (wrong.returncode, "--form pdf is unknown; give one of md, html" in wrong.stderr) == (2, True)
