"""What `status` and `retry` say and do after runs that did not read everything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.store import Store
from tests.e2e.command import kehoach, rows
from tests.e2e.papers import write_bad_files, write_plan


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over three plans, two of them the same, every kind of bad file, and one that waits."""
    folder = tmp_path_factory.mktemp("archive")
    write_bad_files(folder)
    for name, number in (("good.txt", 5), ("good-again.txt", 5), ("waits.txt", 6)):
        write_plan(folder / name, number)
    out = folder.parent / "out-of-status"
    assert kehoach("run", folder, "--out", out, "--no-prefect", "--limit", "11").returncode == 1
    return out


def test_status_tells_outcomes_causes_and_remedies(out: Path) -> None:
    said = kehoach("status", out)
    assert said.returncode == 0, said.stderr
    assert "14 files: 2 ok, 2 empty, 8 refused, 1 failed, 1 waiting; 1 of them are duplicates" in said.stdout
    assert "no run is at work" in said.stdout
    assert "refused (encrypted): 1. The PDF asks for a password." in said.stdout
    assert "  what to do: Remove the password with its owner's consent" in said.stdout
    assert "/many-pages.pdf: The PDF has 5,000 pages, the limit is 2,000." in said.stdout
    assert "waiting: 1, not read yet" in said.stdout
    assert "/waits.txt" in said.stdout


def test_status_for_programs(out: Path) -> None:
    told = json.loads(kehoach("status", out, "--json").stdout)
    assert told["running"] is False
    assert told["files"] == {"ok": 2, "partial": 0, "empty": 2, "refused": 8, "failed": 1, "waiting": 1}
    listed = {Path(row["source_path"]).name: row["error_code"] for row in rows(out, "documents") if row["error_code"]}
    assert {Path(file["source_path"]).name: file["code"] for file in told["not_read"]} == {**listed, "waits.txt": ""}


def test_status_says_when_a_run_is_at_work(out: Path) -> None:
    with Store(out).lock():
        assert "\na run is at work" in kehoach("status", out).stdout
    assert "no run is at work" in kehoach("status", out).stdout


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    for command in ("status", "retry"):
        said = kehoach(command, tmp_path)
        assert said.returncode == 2
        assert "holds no documents" in said.stderr


def test_an_unknown_code_is_answered_with_those_that_are(out: Path) -> None:
    said = kehoach("retry", out, "--code", "engine_crashed", "--no-prefect")
    assert said.returncode == 2
    assert "there are: damaged_file, empty_document, empty_file, encrypted, not_a_document, over_limit, vanished" in (
        said.stderr
    )


def test_retry_reads_with_a_raised_limit_and_the_next_run_leaves_it(tmp_path: Path) -> None:
    plans, out = tmp_path / "plans", tmp_path / "out"
    plans.mkdir()
    write_plan(plans / "a.txt", 1)
    (plans / "b.txt").write_bytes(b"")
    tight = {"KEHOACH_MAX_TEXT_BYTES": "100"}
    assert kehoach("run", plans, "--out", out, "--no-prefect", settings=tight).returncode == 1
    assert rows(out, "documents")[0]["outcome"] == "refused"
    said = kehoach("retry", out, "--code", "over_limit", "--no-prefect")
    assert (said.returncode, "files: 1 ok; read now: 1" in said.stdout) == (0, True), said.stdout
    assert [row["outcome"] for row in rows(out, "documents")] == ["ok", "empty"]
    assert "read now: 1" in kehoach("run", plans, "--out", out, "--no-prefect", settings=tight).stdout
    assert [row["outcome"] for row in rows(out, "documents")] == ["ok", "empty"]


def test_too_many_failures_stop_a_run(tmp_path: Path) -> None:
    """A broken engine fails every scan: the run ends early, says why, and goes on once the engine is mended."""
    plans, out, tools = tmp_path / "plans", tmp_path / "out", tmp_path / "bin"
    plans.mkdir()
    tools.mkdir()
    for number in range(24):
        image = Image.new("L", (500, 120), 255)
        ImageDraw.Draw(image).text((20, 30), f"KE HOACH SO {number}", 0, ImageFont.load_default(40))
        image.save(plans / f"{number:02}.png")
    broken = tools / "tesseract"
    listed = "List of available languages (2):\\nosd\\nvie\\n"
    broken.write_text(f'#!/bin/sh\ncase "$*" in *list-langs*) printf "{listed}";; *) exit 3;; esac\n')
    broken.chmod(0o755)
    broken_engine = {"PATH": f"{tools}:/usr/bin:/bin", "KEHOACH_ENGINE": "pytesseract"}
    command = ("run", plans, "--out", out, "--no-prefect")
    stopped = kehoach(*command, settings=broken_engine)
    assert stopped.returncode == 1
    assert "of 20 files failed (engine_crashed" in stopped.stderr
    assert "--max-failures 20 % allows; the run is stopped, what was read is kept" in stopped.stderr
    assert {row["error_code"] for row in rows(out, "documents")} == {"engine_crashed"}
    assert "waiting" in kehoach("status", out).stdout
    on = kehoach(*command, "--max-failures", "100", settings=broken_engine)
    assert "24 failed" in on.stdout
    mended = kehoach("retry", out, "--code", "engine_crashed", "--no-prefect")
    assert "failed" not in mended.stdout.partition("files:")[2].splitlines()[0]
