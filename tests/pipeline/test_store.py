from __future__ import annotations

import errno
import json
from pathlib import Path
from unittest import mock

import pytest

from pipeline.errors import Failure
from pipeline.files import replacing, write_text
from pipeline.model import SourceFile, Status
from pipeline.result import DocumentResult, failed, from_json, to_json
from pipeline.store import OutputError, Store
from pipeline.tabulate import tabulate
from tests.pipeline.fakes import make_document, make_findings, make_repaired

SOURCE = SourceFile("plan.pdf", "ab" * 32, 9)


def a_store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "out")
    store.prepare()
    return store


def save(store: Store, version: str = "v1") -> DocumentResult:
    document = make_document(SOURCE, "Xay dwng ho so\ntruoc ngay 27/10\fTrang hai")
    repaired = make_repaired(document)
    result = tabulate(document, repaired, make_findings(repaired))
    store.save(result, version, repaired)
    return result


def test_a_result_comes_back_as_it_was(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    result = save(store)
    assert store.load(result.doc_id) == result


def test_texts_lie_beside_the_result(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    result = save(store)
    assert (store.text / f"{result.doc_id}.txt").read_text() == "Xay dựng ho so truoc ngay 27/10\nTrang hai"
    with (store.text / f"{result.doc_id}.raw.txt").open(newline="") as stream:
        assert stream.read() == "Xay dwng ho so\ntruoc ngay 27/10\fTrang hai"
    repairs = (store.text / f"{result.doc_id}.repairs.jsonl").read_text().splitlines()
    assert json.loads(repairs[0])["repaired"] == "dựng"


def test_the_state_is_read_from_the_head(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    result = save(store, "cafe")
    state = store.state(result.doc_id)
    assert state is not None
    assert (state.version, state.status) == ("cafe", "ok")
    assert store.state("0" * 16) is None


def test_a_half_written_result_is_no_result(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.result_path("0" * 16).write_text('{\n "doc_id": "00')
    assert store.state("0" * 16) is None


def test_a_damaged_result_is_named(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    result = save(store)
    path = store.result_path(result.doc_id)
    path.write_text(path.read_text()[:-40])
    with pytest.raises(OutputError, match="remove it and run again"):
        store.load(result.doc_id)


def test_a_failure_removes_the_texts_of_an_earlier_version(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    result = save(store)
    store.save(failed(result.doc_id, result.sha256, Failure("crash", "It crashed.", "Again.", True)), "v2")
    assert list(store.text.iterdir()) == []
    assert store.load(result.doc_id).status is Status.FAILED


def test_failures_come_back_from_json() -> None:
    result = failed("ab" * 8, "ab" * 32, Failure("crash", "It crashed.", "Again.", True))
    assert from_json(json.loads(json.dumps(to_json(result, "v")))) == result


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    full = OSError(errno.ENOSPC, "No space left on device")
    with mock.patch.object(Path, "write_text", side_effect=full), pytest.raises(OSError, match="No space"):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def fail_half_way() -> None:
        with replacing(tmp_path / "a.txt") as part:
            part.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert list(tmp_path.iterdir()) == []


def test_parts_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    (store.documents / "ab.json.77.part").write_text("half")
    with store.lock():
        assert list(store.documents.iterdir()) == []


def test_a_refused_run_leaves_the_parts_of_the_other_alone(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.lock():
        part = store.documents / "ab.json.77.part"
        part.write_text("half")
        again = Store(store.root)
        again.prepare()
        with pytest.raises(OutputError, match="another run"), again.lock():
            pass
        assert part.exists()


@pytest.mark.parametrize("place", ["a file", "below a file"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    root = tmp_path / "file" if place == "a file" else tmp_path / "file" / "out"
    with pytest.raises(OutputError, match=r"can't be written.*--out"):
        Store(root).prepare()


def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    with (
        mock.patch("pipeline.store.write_text", side_effect=PermissionError(13, "Permission denied")),
        pytest.raises(OutputError, match="Permission denied"),
    ):
        Store(tmp_path / "out").prepare()


def test_two_runs_cannot_hold_one_folder(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.lock(), pytest.raises(OutputError, match="another run"), Store(store.root).lock():
        pass
    with store.lock():
        pass
