"""Names in running text by spaCy: AGENCY, PLACE and PERSON, where the rules see no cue.

A blank multilingual pipeline (`xx`: splits punctuation, keeps `79,9` and `31/12/2025` whole) with one entity
ruler; its patterns come from data/agencies.tsv, the level words of places and data/person_words.tsv. It is
loaded on first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from data import loader

AGENCY, PLACE, PERSON = "AGENCY", "PLACE", "PERSON"
_LEVELS = ("tỉnh", "huyện", "xã", "phường", "quận", "thôn", "bản", "xóm", "ấp", "thị trấn", "thị xã", "thành phố")
_TITLE: dict[str, Any] = {"IS_TITLE": True}


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: its label, its span in the text that was given, and how sure the pattern is (0..1)."""

    label: str
    start: int
    end: int
    confidence: float


def entities(text: str) -> tuple[Entity, ...]:
    """The agencies, places and persons that `text` names, in order and apart."""
    found = _pipeline()(text).ents
    return tuple(Entity(e.label_, e.start_char, e.end_char, _CONFIDENCE[e.label_]) for e in found)


_CONFIDENCE = {AGENCY: 0.6, PLACE: 0.7, PERSON: 0.6}


@cache
def _pipeline() -> Any:
    import spacy  # noqa: PLC0415 - a second of import time that documents without blind spots need not pay

    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([*_agencies(), *_places(), *_persons()])  # type: ignore[attr-defined]
    return nlp


def _agencies() -> list[dict[str, Any]]:
    """Whole names, heads with a field (`Sở Y tế`), and heads with capitalised words, level and place."""
    rows = loader.table("agencies.tsv")
    heads = [name for row in rows if row["kind"] == "head" for name in _names(row)]
    fields = [name for row in rows if row["kind"] == "part" for name in _names(row)]
    whole = [name for row in rows if row["kind"] == "whole" for name in _names(row)]
    bodies = ("Sở", "Phòng", "Bộ", "Ban Chỉ đạo", "Văn phòng", "Trung tâm")
    joined = [f"{head} {field}" for head in bodies for field in fields]
    level = [{"LOWER": {"IN": [each for each in _LEVELS if " " not in each]}, "OP": "?"}, {**_TITLE, "OP": "*"}]
    patterns: list[dict[str, Any]] = [{"label": AGENCY, "pattern": name} for name in (*whole, *joined)]
    for head in heads:
        words: list[dict[str, Any]] = [{"ORTH": part} for part in _tokens(head)]
        patterns.append({"label": AGENCY, "pattern": [*words, _TITLE, {**_TITLE, "OP": "*"}, *level]})
        if len(words) > 1 or head.isupper():
            patterns.append({"label": AGENCY, "pattern": [*words, *level]})
    return patterns


def _names(row: dict[str, str]) -> list[str]:
    return [name for name in (row["name"], *row["abbreviations"].split(";")) if name]


def _places() -> list[dict[str, Any]]:
    """A level word and a capitalised name of up to four syllables."""
    return [
        {"label": PLACE, "pattern": [*({"LOWER": part} for part in level.split()), *[{**_TITLE}] * count]}
        for level in _LEVELS
        for count in (1, 2, 3, 4)
    ]


def _persons() -> list[dict[str, Any]]:
    """A family name, or a form of address, and capitalised syllables."""
    words = {"family": [], "address": []}  # type: dict[str, list[str]]
    for row in loader.table("person_words.tsv"):
        words[row["kind"]].append(row["word"])
    named = [{"ORTH": {"IN": words["family"]}}, _TITLE, {**_TITLE, "OP": "?"}, {**_TITLE, "OP": "?"}]
    called = [
        [*({"LOWER": part} for part in _tokens(word)), _TITLE, _TITLE, {**_TITLE, "OP": "?"}, {**_TITLE, "OP": "?"}]
        for word in words["address"]
    ]
    return [{"label": PERSON, "pattern": pattern} for pattern in (named, *called)]


def _tokens(name: str) -> list[str]:
    import spacy  # noqa: PLC0415

    return [token.text for token in _tokenizer(spacy)(name)]


@cache
def _tokenizer(spacy: Any) -> Any:
    return spacy.blank("xx")
