from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.inputs import Input, collect
from pipeline.inventory import Inventory
from pipeline.settling import Settled, settle

DURING = Callable[[Path], object]


def look(tmp_path: Path, during: DURING = lambda inbox: None) -> tuple[Settled, list[float]]:
    """What settles of the inbox when `during` happens in the meantime, and for how long was waited."""
    waits = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        during(tmp_path / "inbox")

    inventory = Inventory(tmp_path / "out")
    inventory.load()
    return settle(collect([str(tmp_path / "inbox")], tmp_path / "out"), inventory, 30.0, sleep), waits


def names(items: tuple[Input, ...]) -> list[str]:
    return [item.path.name for item in items]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An inbox with a plan that is known and one that is new."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "out").mkdir()
    (inbox / "known.txt").write_text("Mot")
    inventory = Inventory(tmp_path / "out")
    inventory.look(collect([str(inbox)], tmp_path / "out"))
    inventory.save()
    (inbox / "new.txt").write_text("Hai")
    return inbox


def test_a_new_file_that_stays_as_it_is_is_taken(inbox: Path, tmp_path: Path) -> None:
    found, waits = look(tmp_path)
    assert (names(found.items), names(found.new), names(found.growing)) == (["known.txt", "new.txt"], ["new.txt"], [])
    assert waits == [30.0]


def test_known_files_are_not_waited_for(inbox: Path, tmp_path: Path) -> None:
    (inbox / "new.txt").unlink()
    found, waits = look(tmp_path)
    assert (names(found.items), found.new, waits) == (["known.txt"], (), [])


@pytest.mark.parametrize(
    "change",
    [
        lambda inbox: (inbox / "new.txt").write_text("Hai ba"),
        lambda inbox: os.utime(inbox / "new.txt", (1, 1)),
        lambda inbox: (inbox / "new.txt").unlink(),
    ],
    ids=["grows", "is written anew", "goes"],
)
def test_a_file_that_changes_meanwhile_is_left_for_later(inbox: Path, tmp_path: Path, change: DURING) -> None:
    found, _ = look(tmp_path, change)
    assert (names(found.items), names(found.new), names(found.growing)) == (["known.txt"], [], ["new.txt"])


@pytest.mark.parametrize("seconds", [-(10**9), 10**9])
def test_times_of_another_clock_change_nothing(inbox: Path, tmp_path: Path, seconds: int) -> None:
    """Files whose times lie far in the past or the future, as after a jump of the clock, settle like others."""
    now = (inbox / "new.txt").stat().st_mtime
    os.utime(inbox / "new.txt", (now + seconds, now + seconds))
    assert names(look(tmp_path)[0].new) == ["new.txt"]


def test_a_link_that_leads_nowhere_is_told_once(inbox: Path, tmp_path: Path) -> None:
    (inbox / "gone.pdf").symlink_to(inbox / "nowhere.pdf")
    found, _ = look(tmp_path)
    assert "gone.pdf" in names(found.new)
    inventory = Inventory(tmp_path / "out")
    inventory.load()
    inventory.look(found.items)
    inventory.save()
    again, waits = look(tmp_path)
    assert (again.new, waits) == ((), [])
    (inbox / "nowhere.pdf").write_text("Ba")
    assert "gone.pdf" in names(look(tmp_path)[0].new)
