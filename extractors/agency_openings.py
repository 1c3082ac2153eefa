"""A quick look whether an agency can begin at a place at all: most words of a text open none."""

from __future__ import annotations

import re
from functools import cache

from extractors.agency_words import QUANTIFIER, QUANTIFIERS, phrase_keys, phrases
from extractors.persons import FORMS_OF_ADDRESS
from normalizers.agencies import head_keys, heads
from normalizers.keys import fold

_LETTERS = re.compile(r"\w{1,3}")


def may_open(key: str, at: int) -> bool:
    """Whether the letters at `at` of a mark-free text are those with which some agency's name opens."""
    found = _LETTERS.match(key, at)
    return found is not None and found[0] in _openings()


def opens_like_agency(key: str, at: int) -> bool:
    """Whether words with which some agency's name opens stand at `at`, wherever the name would end."""
    return may_open(key, at) and _opening_words().match(key, at) is not None


@cache
def _opening_words() -> re.Pattern[str]:
    """Heads, groups (`các sở`, `chính quyền`), offices and forms of address."""
    groups = [rf"{QUANTIFIER.pattern}(?:{phrases('noun').pattern})", phrases("plain").pattern]
    persons = [phrases("address").pattern, phrases("office").pattern, *(fold(each) for each in FORMS_OF_ADDRESS)]
    return re.compile("|".join([heads().pattern, *groups, *persons]))


@cache
def _openings() -> frozenset[str]:
    """The first letters of names' heads, offices, groups, and forms of address."""
    words = {fold(each) for each in (*QUANTIFIERS, *FORMS_OF_ADDRESS)} | head_keys()
    words = words.union(*(phrase_keys(kind) for kind in ("address", "office", "plain")))
    return frozenset(found[0] for word in words if (found := _LETTERS.match(word)))
