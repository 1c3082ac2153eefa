"""Quick looks that spare the patterns most of a text lose nothing that the patterns would find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data import loader
from extractors import agency_phrases, ner_rows
from extractors.agency import Agency
from extractors.entities import AGENCY, Entity
from extractors.ner import TASK
from extractors.outline import Outline
from extractors.sentences import Span, sentences
from normalizers import recurrence, time_atoms
from normalizers.keys import fold
from tests.extractors.texts import order
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


def test_the_tagger_need_not_be_asked(texts: list[str]) -> None:
    spared = 0
    for text in texts[::12]:
        outline, span = order(text), Span(0, len(text))
        if not ner_rows._can_open(outline, span):
            spared += 1
            assert not any(_doings(outline, span, found) for found in _taggings(outline))
    assert spared > 20


def _doings(outline: Outline, span: Span, found: list[Entity]) -> list[ner_rows.Doing]:
    return [*ner_rows._paired(outline, span, found), *ner_rows._opening(outline, span, found)]


def _taggings(outline: Outline) -> Iterator[list[Entity]]:
    """Whatever a tagger may see: one to five words as an agency, the words behind it as its task or as nothing."""
    words = [word.span() for word in re.finditer(r"\w+", outline.text)]
    for first, (start, _) in enumerate(words):
        for last in range(first, min(first + 5, len(words))):
            end = words[last][1]
            if agency_phrases.may_open_agency(outline.text, outline.key, start, end):
                agency = ner_rows._whole(outline.key, Entity(AGENCY, start, end, 0.7))
                yield [agency]
                yield from ([agency, Entity(TASK, begin, len(outline.text), 0.6)] for begin, _ in words[last + 1 :])


def test_times(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> list[list[tuple[int, int, str, int | None]]]:
        atoms = (time_atoms.find_atoms(text, fold(text)) for text in texts)
        return [[(each.start, each.end, each.kind, each.year) for each in those] for those in atoms]

    quick = found()
    every = tuple(replace(each, words=("",), digits=0) for each in time_atoms._patterns())
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
