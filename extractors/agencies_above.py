"""The agencies that a heading, or the opening of a paragraph, gives to what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.agency import Agency, agency_name
from extractors.agency_headings import agencies_with_colon
from extractors.agency_phrases import agency_list
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Above:
    """Agencies named above a task; `own`: in the paragraph itself (`Sở Y tế: …`), whose task starts at `task`.

    `role` is the one that the opening gives to all tasks, empty where each says its own.
    """

    names: tuple[str, ...]
    task: int
    own: bool
    role: str = ""

    @property
    def general(self) -> bool:
        """Whether it heads a chapter on all bodies (`Trách nhiệm của các đơn vị`): whoever a task names does it."""
        return not self.own and _ALL_BODIES.match(self.names[0]) is not None


_ALL_BODIES = re.compile(r"(?i)các (?:cơ quan|đơn vị|ngành|cấp|tổ chức|địa phương)(?!\w)")


def own_agencies(outline: Outline, paragraph: Paragraph, sentence: Sentence) -> Above | None:
    """The agencies before a colon at the head of a numbered or marked paragraph, which hold for all its sentences.

    A later sentence may open so too (`Hỗ trợ nhà ở. Phòng Kinh tế chủ trì: thẩm định …; giải ngân …`).
    """
    own = _with_colon(outline, max(sentence.start, paragraph.body), sentence.end)
    if own and (sentence.start > paragraph.body or paragraph.mark or paragraph.label):
        return own
    if paragraph.kind is Kind.BODY and not paragraph.mark and not paragraph.label:
        return None
    found, task = agencies_with_colon(outline.text, outline.key, paragraph.body, paragraph.end)
    if not found:
        return None
    colon = outline.key[task - 1 : task] == ":" or task >= paragraph.end
    return Above(_names(outline, found), task, True) if colon else None


_LEADS = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?,?\s*(?:la co quan |la don vi )?chu tri(?: thuc hien)?\s*:\s*")


def _with_colon(outline: Outline, start: int, end: int) -> Above | None:
    """The agencies of `Sở Y tế chủ trì: …`, which lead every task behind."""
    listed = agency_list(outline.text, outline.key, start, end)
    leads = _LEADS.match(outline.key, listed[-1].end, end) if listed else None
    return Above(_names(outline, tuple(listed)), leads.end(), True, "lead") if leads else None


def agencies_above(outline: Outline, paragraph: Paragraph) -> Above | None:
    """The agencies that the nearest governing heading or lead-in names; headings between may be of another kind."""
    for above in outline.ancestors(paragraph):
        found, task = agencies_with_colon(outline.text, outline.key, above.body, above.end)
        if found and task >= above.end - 1:
            return Above(_names(outline, found), above.end, False)
    return None


def _names(outline: Outline, found: tuple[Agency, ...]) -> tuple[str, ...]:
    return tuple(agency_name(outline.text, agency) for agency in found)
