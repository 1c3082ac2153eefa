from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

from pipeline.inputs import Input
from pipeline.inventory import Entry, Inventory


def look(inventory: Inventory, *paths: Path) -> list[Entry]:
    return inventory.look(Input(path.name, path) for path in paths)


def test_a_known_file_is_not_hashed_again(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("x")
    out = tmp_path / "out"
    out.mkdir()
    first = Inventory(out)
    (entry,) = look(first, plan)
    first.save()
    again = Inventory(out)
    again.load()
    with mock.patch("hashlib.file_digest", side_effect=AssertionError("hashed again")):
        assert look(again, plan) == [entry]


def test_a_list_that_is_as_before_is_not_written_again(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("x")
    first = Inventory(tmp_path)
    look(first, plan)
    first.save()
    again = Inventory(tmp_path)
    again.load()
    look(again, plan)
    with mock.patch("pipeline.inventory.write_text", side_effect=AssertionError("written again")):
        again.save()
    plan.write_text("xy")
    (changed,) = look(again, plan)
    again.save()
    third = Inventory(tmp_path)
    third.load()
    assert list(third) == [changed]


def test_a_changed_file_is_another_document(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("x")
    inventory = Inventory(tmp_path)
    (before,) = look(inventory, plan)
    plan.write_text("y")
    os.utime(plan, ns=(1, 1))
    (after,) = look(inventory, plan)
    assert before.doc_id != after.doc_id
    assert [entry.doc_id for entry in inventory] == [after.doc_id]


def test_files_that_cannot_be_read_have_a_cause(tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    names = ("gone.pdf", "link.pdf", "folder.pdf", "pipe.pdf")
    entries = look(Inventory(tmp_path), *(tmp_path / name for name in names))
    assert [entry.failure and entry.failure.code for entry in entries] == [
        "vanished",
        "vanished",
        "not_a_file",
        "not_a_file",
    ]
    assert all(entry.doc_id == "" and entry.failure and entry.failure.remedy for entry in entries)


def test_an_unreadable_file_has_a_cause(tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_text("x")
    with mock.patch.object(Path, "open", side_effect=PermissionError(13, "Permission denied")):
        (entry,) = look(Inventory(tmp_path), plan)
    assert entry.failure is not None
    assert entry.failure.code == "unreadable"
    assert "Permission denied" in entry.failure.message


def test_a_damaged_list_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "files.json").write_text('{"files": [{"source_path"')
    inventory = Inventory(tmp_path)
    inventory.load()
    assert len(inventory) == 0


def test_the_list_holds_no_path_of_the_machine(tmp_path: Path) -> None:
    out, plan = tmp_path / "out", tmp_path / "plan.txt"
    out.mkdir()
    plan.write_text("x")
    inventory = Inventory(out)
    (entry,) = look(inventory, plan)
    inventory.save()
    assert str(tmp_path) not in (out / "files.json").read_text()
    assert entry.source(out).path == str(plan)
