from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.inputs import InputError, collect

OUT = Path("/nowhere/out")


def folder(tmp_path: Path) -> Path:
    plans = tmp_path / "plans"
    (plans / "sub").mkdir(parents=True)
    for name in ("b.pdf", "a.TXT", "sub/c.tif", "notes.docx", ".hidden.pdf"):
        (plans / name).write_text(name)
    return plans


def shown(*given: str | Path, out: Path = OUT) -> list[str]:
    return [item.source_path for item in collect([str(text) for text in given], out)]


def test_a_folder_gives_its_plans_with_the_folders_name(tmp_path: Path) -> None:
    assert shown(folder(tmp_path)) == ["plans/a.TXT", "plans/b.pdf", "plans/sub/c.tif"]


def test_a_file_is_taken_whatever_its_kind(tmp_path: Path) -> None:
    assert shown(folder(tmp_path) / "notes.docx") == ["notes.docx"]


def test_a_glob_gives_the_plans_it_names(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    assert shown(plans / "*") == ["plans/a.TXT", "plans/b.pdf", "plans/sub/c.tif"]
    assert shown(plans / "**" / "*.tif") == ["plans/sub/c.tif"]


def test_a_file_is_taken_once(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    assert shown(plans, plans / "b.pdf") == ["plans/a.TXT", "plans/b.pdf", "plans/sub/c.tif"]


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    (plans / "out" / "text").mkdir(parents=True)
    (plans / "out" / "text" / "0123.txt").write_text("x")
    assert shown(plans, out=plans / "out") == ["plans/a.TXT", "plans/b.pdf", "plans/sub/c.tif"]


def test_relative_folders_have_names_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder(tmp_path))
    assert shown(".") == ["plans/a.TXT", "plans/b.pdf", "plans/sub/c.tif"]
    assert shown("*.pdf") == ["plans/b.pdf"]


@pytest.mark.parametrize(
    ("given", "message"), [("missing", "no such file or folder"), ("empty", "no plans in"), ("*.xyz", "no plans in")]
)
def test_nothing_to_read_is_said_clearly(tmp_path: Path, given: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=message):
        shown(tmp_path / given)


def test_a_named_plan_that_is_gone_is_an_input_that_will_fail(tmp_path: Path) -> None:
    assert shown(tmp_path / "gone.pdf") == ["gone.pdf"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("=cmd.pdf", "./=cmd.pdf"), ("-x.pdf", "./-x.pdf"), ("＝x.pdf", "./＝x.pdf"), ("a\nb.pdf", "a\\x0ab.pdf")],
)
def test_names_are_safe_cells(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / name).write_text("x")
    assert shown(tmp_path / name) == [expected]


def test_names_of_bad_bytes_are_shown(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"k\xe9.pdf")  # noqa: PTH118 - bytes
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert shown(tmp_path) == [f"{tmp_path.name}/k\\udce9.pdf"]
