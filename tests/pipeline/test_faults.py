"""Faults that come upon a document while it is read, each with its code in the result."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.process import Job, Outcome, process
from pipeline.stages import read_document
from pipeline.store import Store
from tests.pipeline.paper import drawn

TEXT = "KẾ HOẠCH\nXây dựng nông thôn mới năm 2024\n"
ASKED = '*list-langs*) printf "List of available languages (2):\\nosd\\nvie\\n";; *version*) echo "tesseract 5.3.0";;'


def a_job(tmp_path: Path, path: Path, **settings: object) -> Job:
    store = Store(tmp_path / "out")
    store.prepare()
    content = path.read_bytes()
    return Job(
        str(path), path.name, hashlib.sha256(content).hexdigest(), len(content), str(store.root), "v", dict(settings)
    )


def stored(outcome: Outcome, tmp_path: Path) -> tuple[str, str]:
    """Code and class of a document as its result file has them."""
    state = Store(tmp_path / "out").state(outcome.doc_id)
    assert state is not None
    assert outcome.failure is not None
    assert outcome.failure.remedy
    return state.code, state.outcome


def write_on(path: Path) -> None:
    path.write_text(TEXT + "1. Mục đích\n", encoding="utf-8")


@pytest.mark.parametrize(
    "meanwhile", [write_on, Path.unlink, lambda path: path.rename("x")], ids=["written to", "removed", "moved"]
)
def test_a_file_that_changes_or_vanishes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Path], object]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    happened: list[int] = []

    def once(page: int, pages: int) -> None:
        if not happened:
            meanwhile(path)
        happened.append(page)

    outcome = process(a_job(tmp_path, path), read_document, once)
    assert stored(outcome, tmp_path) == ("changed_file", "failed")
    assert not list((tmp_path / "out" / "text").iterdir())


def test_a_file_that_vanishes_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7")
    job = a_job(tmp_path, path)
    path.unlink()
    outcome = process(job, read_document, lambda page, pages: None)
    assert stored(outcome, tmp_path) == ("vanished", "failed")


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        ("exec sleep 60", ("engine_timeout", "failed")),
        ("exit 3", ("engine_crashed", "failed")),
        ("kill -SEGV $$", ("engine_crashed", "failed")),
        ("head -c 5000 /dev/urandom >$2.tsv", ("engine_crashed", "failed")),
        ("exit 0", ("engine_crashed", "failed")),
        (None, ("engine_missing", "failed")),
    ],
    ids=["hangs", "ends with an error", "crashes", "prints bad bytes", "prints nothing", "is missing"],
)
def test_an_engine_that_fails_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str | None, expected: tuple[str, str]
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    if engine is not None:
        tool = tools / "tesseract"
        tool.write_text(f'#!/bin/sh\ncase "$*" in {ASKED} *) {engine};; esac\n')
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin" if engine else str(tools))
    path = tmp_path / "plan.png"
    drawn().save(path)
    job = a_job(tmp_path, path, engine="pytesseract", second_reader="none", ocr_timeout=2)
    outcome = process(job, read_document, lambda page, pages: None)
    assert stored(outcome, tmp_path) == expected
