"""Quick looks that spare the patterns most of a text lose nothing that the patterns would find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data import loader
from extractors import agency_phrases
from extractors.agency import Agency
from extractors.sentences import sentences
from normalizers import recurrence, time_atoms
from normalizers.keys import fold
from tools.plans.generate import FAMILIES, generate


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The sentences of a plan of each family, as printed and in capitals, and the phrases of our tables."""
    plans = (generate(name, 4242).text for name, family in FAMILIES.items() if not family.unseen)
    found = [plan[each.start : each.end] for plan in plans for line in _lines(plan) for each in sentences(plan, *line)]
    named = [row["name"] for row in loader.table("agencies.tsv")]
    said = [row["phrase"] for row in loader.table("agency_groups.tsv")]
    return list(dict.fromkeys([*found, *map(str.upper, found[:200]), *named, *said]))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    return (line.span() for line in re.finditer(r"[^\n\f]+", text))


def test_agencies(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> list[list[Agency]]:
        agency_phrases._agency.cache_clear()
        return [agency_phrases.agencies(text, fold(text), 0, len(text)) for text in texts]

    quick = found()
    monkeypatch.setattr(agency_phrases, "may_open", lambda key, at: True)
    assert found() == quick
    assert sum(map(bool, quick)) > 100


def test_times(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> list[list[tuple[int, int, str, int | None]]]:
        atoms = (time_atoms.find_atoms(text, fold(text)) for text in texts)
        return [[(each.start, each.end, each.kind, each.year) for each in those] for those in atoms]

    quick = found()
    every = tuple(replace(each, word="", digits=False) for each in time_atoms._patterns())
    monkeypatch.setattr(time_atoms, "_patterns", lambda: every)
    assert found() == quick
    assert sum(map(bool, quick)) > 100


def test_recurring_times(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> list[list[recurrence.Recurrence]]:
        return [recurrence.find_recurrences(fold(text)) for text in texts]

    quick = found()
    every = tuple(((), *rest) for _, *rest in recurrence._patterns())
    monkeypatch.setattr(recurrence, "_patterns", lambda: every)
    assert found() == quick
    assert sum(map(bool, quick)) > 10


@pytest.mark.parametrize(
    ("phrase", "needed"),
    [
        ("ngày <day>[ của] <every> tháng", ("ngay", "thang")),
        ("<every> (quý|quí) <times>", ("qu", "lan")),
        ("định kỳ (tuần|theo tuần)", ("dinh", "ky", "t")),
        ("<weekday>[ đầu| cuối] (của tuần|trong tuần)", ()),
    ],
)
def test_what_a_phrase_needs(phrase: str, needed: tuple[str, ...]) -> None:
    assert recurrence._needed(phrase) == needed
