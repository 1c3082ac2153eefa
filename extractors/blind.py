"""Doers that the rules miss: an agency that opens a clause before a verb that no lexicon holds."""

from __future__ import annotations

import re

from extractors.agency_phrases import Agency, agency_at
from extractors.agency_words import STOP_WORDS
from extractors.entities import AGENCY, entities
from extractors.subjects import Subject
from normalizers.agencies import heads

_NEXT = re.compile(r"\s+([^\W\d_]+)")
_WINDOW = 160


def named_doer(text: str, key: str, start: int, end: int) -> Subject | None:
    """The agency that the NER pass finds at the head of `text[start:end]`, where a small word follows it.

    Only clauses that open with an agency's head word are looked at: the pass is not run over whole documents.
    """
    if not heads().match(key, start):
        return None
    window = text[start : min(end, start + _WINDOW)]
    first = next((each for each in entities(window) if each.label == AGENCY and each.start == 0), None)
    ruled = agency_at(text, key, start, end)
    if ruled is None:
        return None
    close = max(start + first.end if first else start, ruled.end)
    behind = _NEXT.match(text, close, end)
    if first is None or behind is None or not behind[1].islower() or key[behind.start(1) : behind.end(1)] in STOP_WORDS:
        return None
    return Subject((Agency(start, close),), behind.start(1), "blind")
