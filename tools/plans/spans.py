"""Where the names and tasks of a plan stand in its sentences: labelled text to train a tagger on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.plans.model import Fact, Paragraph, Plan, Style

Span = tuple[int, int, str]
AGENCY, PLACE, PERSON, TASK = "AGENCY", "PLACE", "PERSON", "TASK"
_AGENCY_COLUMNS = ("agency", "lead_agency", "coordinating_agencies", "cited_issuer")
_LEVELS = "xã|thị trấn|huyện|tỉnh"


def labelled(plan: Plan) -> Iterator[tuple[str, list[Span]]]:
    """Each line of the flowed text with its spans (start, end, label), in order and apart.

    Agencies and tasks are those of the paragraph's rows and, for agencies, of the headings above it; a place
    is a unit's name without its level word, outside an agency's name.
    """
    names = _places(plan)
    said = {value for paragraph in plan.paragraphs for value in _values(paragraph, _AGENCY_COLUMNS)}
    agencies = {value for value in said if not re.match(rf"(?:{_LEVELS}) [A-ZĐÀ-Ỹ]", value)}
    for paragraph in plan.paragraphs:
        text = paragraph.text
        spans: list[Span] = []
        if paragraph.style is Style.SIGNATURE and text == plan.document["signer"]:
            spans.append((0, len(text), PERSON))
        for value in sorted(agencies, key=len, reverse=True):
            _mark(text, value, AGENCY, spans)
        for value in _values(paragraph, ("task",)):
            _mark(text, value, TASK, spans)
        for name in sorted(names, key=len, reverse=True):
            for found in re.finditer(rf"(?i:\b(?:{_LEVELS})) (?P<name>{re.escape(name)})(?!\w)", text):
                _add(spans, found.start("name"), found.end("name"), PLACE)
        yield text, sorted(spans)


def _values(paragraph: Paragraph, columns: tuple[str, ...]) -> list[str]:
    facts: list[Fact] = [fact for sentence in paragraph.sentences for fact in sentence.facts]
    cells = [fact.values.get(column, "") for fact in facts for column in columns]
    split = [part for cell in cells for part in cell.split(";")]
    return sorted({part for part in split if part}, key=len, reverse=True)


def _places(plan: Plan) -> set[str]:
    names = {plan.document[column] for column in ("province", "district", "commune")}
    for paragraph in plan.paragraphs:
        names |= set(_values(paragraph, ("unit", "named_units")))
        names |= {value.partition(" ")[2] for value in _values(paragraph, ("area",))}
    return {name for name in names if name[:1].isupper()}


def _mark(text: str, value: str, label: str, spans: list[Span]) -> None:
    pattern = rf"(?<!\w)(?i:{re.escape(value[0])}){re.escape(value[1:])}(?!\w)"
    for found in re.finditer(pattern, text):
        _add(spans, found.start(), found.end(), label)


def _add(spans: list[Span], start: int, end: int, label: str) -> None:
    if all(end <= low or start >= high for low, high, _ in spans):
        spans.append((start, end, label))
