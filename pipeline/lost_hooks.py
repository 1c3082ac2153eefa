"""Hooks that engines read as acutes: `tố chức` is `tổ chức`.

In small or swollen print the hook of ổ, ể, ẩ is a speck of three pixels above the hat, and both engines take it for
an acute, sure of it (own measure on 150 generated scans: of 9,000 words read with an acute 121 have a hook; of as many
hooks none is an acute). So a word is read with a hook where its neighbours expect that far more than the acute.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from normalizers import syllables
from normalizers.plausible import Plausibility
from pipeline.segments import PlacedWord

LIKELIER = 3.0
"""Nats by which a hook is to be likelier (own measure: 98 of the 121 are found, no acute is lost; of 80,000 words with
an acute in laws, papers and news it would change 15, most of them misprints for the hook)."""

_ODD = 2.0  # nats by which a hook is to be less likely than none for a line to be read again
_ACUTE, _HOOK = "\u0301", "\u0309"
_RUN = re.compile(r"[^\W\d_]+")


def with_hooks(words: Sequence[PlacedWord], language: Plausibility) -> list[PlacedWord]:
    """The words of a page, those with a hook that their neighbours expect; their confidence is how likely that is."""
    found = list(words)
    hooked = [_with(word.text, _ACUTE, _HOOK) for word in words]
    for at, text in enumerate(hooked):
        gain = _gain(found, hooked, at, language) if text else 0.0
        if gain > LIKELIER:
            sure = min(found[at].confidence or 0.0, 1 / (1 + math.exp(-gain)))
            found[at] = replace(found[at], text=text, confidence=sure)
    return found


def has_odd_hook(words: Sequence[PlacedWord], language: Plausibility) -> bool:
    """Whether a word of a line would be far likelier without its hook: `chỉ phí`, which the first engine is sure of."""
    bare = [_with(word.text, _HOOK, "") for word in words]
    return any(text and _gain(words, bare, at, language) > _ODD for at, text in enumerate(bare))


def _gain(words: Sequence[PlacedWord], changed: Sequence[str], at: int, language: Plausibility) -> float:
    """How many nats likelier a word is when changed, the next one as it is read or changed as well."""
    before = " ".join(word.text for word in words[max(0, at - 2) : at])
    after = [words[at + 1].text, *filter(None, [changed[at + 1]])] if at + 1 < len(words) else [""]
    costs = [language.costs(before, [words[at].text, changed[at]], text) for text in after]
    return min(said for said, _ in costs) - min(other for _, other in costs)


def _with(text: str, tone: str, other: str) -> str:
    """A word with another tone; nothing where it does not have the one just once, or that is no syllable."""
    parts = unicodedata.normalize("NFD", text)
    if parts.count(tone) != 1:
        return ""
    changed = unicodedata.normalize("NFC", parts.replace(tone, other))
    return changed if all(syllables.weigh(run) != syllables.INVALID for run in _RUN.findall(changed)) else ""
