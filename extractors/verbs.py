"""Verbs that open a task and the words that may stand before them; the lexicon is data/task_verbs.tsv."""

from __future__ import annotations

import re
from functools import cache

from data import loader
from normalizers.keys import fold


def verb_at(key: str, at: int) -> int:
    """The end of the task verb that starts at `at` in a mark-free key; 0 where none does."""
    found = _verbs().match(key, at)
    return found.end() if found else 0


def is_printed_task(text: str, key: str, at: int) -> bool:
    """Whether `opens_task` holds and the verb is printed as one: `lâm sản` is no `làm`.

    Words without any mark may have lost them.
    """
    begin = skip_modals(key, at)
    close = verb_at(key, begin)
    if not close:
        return begin > at
    printed = " ".join(text[begin:close].lower().split())
    return printed.isascii() or printed in _printed_verbs()


def skip_modals(key: str, at: int) -> int:
    """The place behind the modal words (`có trách nhiệm`, `tiếp tục`) and blanks that start at `at`."""
    found = _modals().match(key, at)
    return found.end() if found else at


def opens_task(key: str, at: int) -> bool:
    """Whether a task starts at `at`: a verb, with or without modal words before it."""
    behind = skip_modals(key, at)
    return verb_at(key, behind) > 0 or behind > at


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('verb')})(?!\w)")


@cache
def _modals() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_alternatives('modal')})(?!\w)(?:\s*,)?\s+(?:va\s+)?)+")


def _alternatives(kind: str) -> str:
    phrases = {fold(row["phrase"]) for row in loader.table("task_verbs.tsv") if row["kind"] == kind}
    return "|".join(phrase.replace(" ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))


@cache
def _printed_verbs() -> frozenset[str]:
    return frozenset(row["phrase"].lower() for row in loader.table("task_verbs.tsv") if row["kind"] == "verb")
