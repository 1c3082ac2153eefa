"""The repair of text files alone, part by part."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import parts
from normalizers.repair import repair
from pipeline import repair_file
from pipeline.errors import NotADocumentError, NothingToReadError
from pipeline.repair_cases import document, strip
from pipeline.repair_file import repair_to, repaired_parts, stretches
from pipeline.version import ROOT
from tests.e2e.command import kehoach

SAMPLES = ROOT / "data" / "samples"
PRINTED = (SAMPLES / "huyen-ntm-2020.txt").read_text(encoding="utf-8")
STRIPPED = strip(PRINTED)


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(parts, "PART", 2000)
    monkeypatch.setattr(repair_file, "PART", 2000)
    return 2000


@given(text=st.text("ab \n\f", max_size=400))
def test_stretches_are_the_whole_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "PART", 20)
        patch.setattr(repair_file, "PART", 20)
        found = list(stretches(io.StringIO(text)))
    assert "".join(found) == text
    assert all(0 < len(stretch) <= 20 for stretch in found)


def test_a_plan_is_repaired_as_a_run_repairs_it() -> None:
    (part,) = repaired_parts(io.StringIO(STRIPPED))
    whole = repair(document(STRIPPED))
    assert part.text == whole.text + "\n"
    assert list(part.log) == list(whole.log)


def test_the_log_of_each_part_tells_places_in_the_whole_file(tmp_path: Path, short_parts: int) -> None:
    assert len(STRIPPED) > 2 * short_parts
    source, out, log = (tmp_path / name for name in ("plan.txt", "repaired.txt", "log.jsonl"))
    source.write_text(STRIPPED, encoding="utf-8")
    count = repair_to(source, out, log)
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    text = out.read_text(encoding="utf-8")
    assert len(entries) == count > 500
    assert entries[-1]["raw_start"] > 2 * short_parts
    for entry in entries:
        assert STRIPPED.startswith(entry["raw"], entry["raw_start"])
        assert text.startswith(entry["repaired"], entry["start"])


def test_a_word_longer_than_a_part_stays_whole(short_parts: int) -> None:
    word = "x" * (2 * short_parts + 7)
    assert "".join(part.text for part in repaired_parts(io.StringIO(word))) == word


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    source, out = tmp_path / "plan.txt", tmp_path / "out.txt"
    source.write_bytes(PRINTED.replace("\n", "\r\n").encode(encoding))
    repair_to(source, out)
    assert out.read_text(encoding="utf-8") == repair(document(PRINTED)).text + "\n"


def test_bad_files_leave_nothing(tmp_path: Path) -> None:
    source, out = tmp_path / "plan.txt", tmp_path / "out.txt"
    source.write_text(" \n \n", encoding="utf-8")
    with pytest.raises(NothingToReadError):
        repair_to(source, out)
    source.write_bytes("kế hoạch".encode("utf-16")[:-1])
    with pytest.raises(NotADocumentError, match="utf-16"):
        repair_to(source, out)
    assert not out.exists()


def test_the_command_prints_or_writes(tmp_path: Path) -> None:
    source, out, log = tmp_path / "ke hoach.txt", tmp_path / "out.txt", tmp_path / "log.jsonl"
    source.write_text("Uy ban nhan dan xa xay dung ke hoach thuc hien nhu sau:\n", encoding="utf-8")
    printed = kehoach("repair", source)
    assert printed.stdout == "Ủy ban nhân dân xã xây dựng kế hoạch thực hiện như sau:\n"
    written = kehoach("repair", source, "--out", out, "--log", log)
    assert written.stdout.startswith("11 tokens")
    assert out.read_text(encoding="utf-8") == printed.stdout
    assert len(log.read_text(encoding="utf-8").splitlines()) == 11


@pytest.mark.parametrize(
    ("name", "said"),
    [("tinh-ocop-2022.fax.tif", "kehoach run"), ("no-such-file.txt", "not there any more")],
)
def test_what_is_no_text_is_told(name: str, said: str) -> None:
    done = kehoach("repair", SAMPLES / name)
    assert done.returncode == 1
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_memory_stays_flat_on_a_long_text() -> None:
    command = [sys.executable, "-P", "-m", "benchmarks.long_text", "--size", "50"]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    memory = [float(line.split("|")[4]) for line in done.stdout.splitlines()[3:]]
    assert len(memory) == 10
    assert memory[-1] - memory[0] < 100  # what is kept of words seen is bounded
