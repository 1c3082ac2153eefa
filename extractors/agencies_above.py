"""The agencies that a heading, or the opening of a paragraph, gives to what follows."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.agency_phrases import Agency, agency_name
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Sentence
from extractors.subjects import agencies_with_colon


@dataclass(frozen=True, slots=True)
class Above:
    """Agencies named above a task; `own`: in the paragraph itself (`Sở Y tế: …`), whose task starts at `task`."""

    names: tuple[str, ...]
    task: int
    own: bool


def own_agencies(outline: Outline, paragraph: Paragraph, sentence: Sentence) -> Above | None:
    """The agencies before a colon at the head of a numbered or marked paragraph; they hold for all its sentences."""
    if paragraph.kind is Kind.BODY and not paragraph.mark and not paragraph.label:
        return None
    found, task = agencies_with_colon(outline.text, outline.key, paragraph.body, paragraph.end)
    if not found:
        return None
    colon = outline.key[task - 1 : task] == ":" or task >= paragraph.end
    return Above(_names(outline, found), task, True) if colon else None


def agencies_above(outline: Outline, paragraph: Paragraph) -> Above | None:
    """The agencies that the nearest governing heading or lead-in names; headings between may be of another kind."""
    for above in outline.ancestors(paragraph):
        found, task = agencies_with_colon(outline.text, outline.key, above.body, above.end)
        if found and task >= above.end - 1:
            return Above(_names(outline, found), above.end, False)
    return None


def _names(outline: Outline, found: tuple[Agency, ...]) -> tuple[str, ...]:
    return tuple(agency_name(outline.text, agency) for agency in found)
