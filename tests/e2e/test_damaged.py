"""Thousands of damaged files go through a whole run: it does not crash or hang, and every file has its row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.command import kehoach, rows
from tests.e2e.mutations import damaged

LIMITS = {
    "KEHOACH_PAGE_TIMEOUT": "120",
    "KEHOACH_MAX_SECONDS": "240",
    "KEHOACH_OCR_TIMEOUT": "60",
    "KEHOACH_MAX_MEMORY": "2500",
    "KEHOACH_MAX_PIXELS": "2000000",
    "KEHOACH_MAX_PAGES": "50",
    "KEHOACH_DPI": "100",
}


@pytest.mark.parametrize("cases", [range(100), pytest.param(range(2_000), marks=pytest.mark.slow)], ids=len)
def test_a_run_over_damaged_files(tmp_path: Path, cases: range) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    folder.mkdir()
    names = set()
    for seed in cases:
        name, content = damaged(seed)
        (folder / name).write_bytes(content)
        names.add(name)
    command = ("run", folder, "--out", out, "--no-prefect", "--no-publish", "--max-failures", "100")
    done = kehoach(*command, settings=LIMITS)
    assert done.returncode == 1, done.stdout[-2000:] + done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    found = {Path(row["source_path"]).name: row for row in rows(out, "documents")}
    assert found.keys() == names
    faults = {name: row["error"] for name, row in found.items() if row["outcome"] == "failed"}
    assert faults == {}
    assert all(row["remedy"] and row["error"] for row in found.values() if row["outcome"] != "ok")
    assert Counter(row["outcome"] for row in found.values()).keys() >= {"ok", "refused"}


def test_a_seed_makes_the_same_file_everywhere() -> None:
    """The generator is the collection: a finding is named by its seed."""
    assert [damaged(seed) for seed in range(50)] == [damaged(seed) for seed in range(50)]
    assert len({damaged(seed) for seed in range(300)}) > 250
