"""What has become of the files of an inbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.inputs import collect
from pipeline.inventory import Inventory
from pipeline.overview import arrived


def test_a_file_that_could_not_be_opened_is_no_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its place among the failed ones, until a round can open it; it was told twice."""
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    for folder in (inbox, out):
        folder.mkdir()
    (inbox / "closed.txt").write_text("a plan", encoding="utf-8")
    inventory = Inventory(out)
    with monkeypatch.context() as changed:
        changed.setattr(Path, "open", _denied)
        assert [entry.failure is not None for entry in inventory.look(collect([str(inbox)], out))] == [True]
    (inbox / "new.txt").write_text("another plan", encoding="utf-8")
    assert [state.entry.source_path for state in arrived(str(inbox), out, inventory)] == ["inbox/new.txt"]
    assert not inventory.knows(collect([str(inbox)], out)[0])  # the next round tries again


def _denied(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")
