"""Doers that the rules miss: an agency that opens a clause before a verb that no lexicon holds."""

from __future__ import annotations

import re

from extractors.agency import Agency
from extractors.agency_headings import is_works
from extractors.agency_phrases import agency_at
from extractors.agency_words import STOP_WORDS
from extractors.entities import AGENCY
from extractors.ner import TASK, tag
from extractors.subjects import Subject
from normalizers.agencies import heads

_NEXT = re.compile(r"\s+([^\W\d_]+)")
_WINDOW = 160
STATES = frozenset({"da", "con", "hien", "co", "la", "duoc", "dat", "chua", "dang", "khong", "bi", "nay", "tai"})
"""Words, as keys, that say what a body is or was, not what it is to do."""


def named_doer(text: str, key: str, start: int, end: int) -> Subject | None:
    """The agency that the tagger finds at the head of `text[start:end]`, where a task or any other doing follows.

    Only clauses that open with an agency's head word are looked at: the pass is not run over whole documents.
    """
    if not heads().match(key, start) or is_works(key, start, end):
        return None
    ruled = agency_at(text, key, start, end)
    if ruled is None:
        return None
    found = tag([text[start : min(end, start + _WINDOW)]])[0]
    first = next((each for each in found if each.label == AGENCY and each.start == 0), None)
    close = max(start + first.end if first else start, ruled.end)
    behind = _NEXT.match(text, close, end)
    if first is None or behind is None or not behind[1].islower() or key[behind.start(1) : behind.end(1)] in STOP_WORDS:
        return None
    tasked = any(each.label == TASK and each.start == behind.start(1) - start for each in found)
    if not tasked and key[behind.start(1) : behind.end(1)] in STATES:
        return None
    return Subject((Agency(start, close),), behind.start(1), "blind")
