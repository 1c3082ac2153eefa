"""What a printed line is: where it lies, how it begins, how it ends.

Cues are regular expressions on mark-free keys, so that damaged lines are told as well; they are in
`data/lexicons/line_cues.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from data import loader
from normalizers.keys import fold

_LINE = re.compile(r"[^\s](?:[^\n\f]*[^\s])?")
_BULLET = re.compile(r"[-–—+*•●▪■○◦►▸➢✓❖][ \t]*\S|[~¬«»_][ \t]+\S")  # the last as engines misread a dash
_CUE = 60  # characters of a line in which its cues lie
_LONGEST_KEPT = 1000
_TAIL = 32  # characters of a line in which the mark or the function word at its end lies
_NUMBER = re.compile(
    r"\(?(?:[IVXLivx]{1,6}|\d{1,3}|[A-ZĐ]|[a-zđ]{1,2})[.)/:][ \t]+\S|\((?:\d{1,3}|[a-zđ]{1,2}|[ivx]+)\)[ \t]*\S"
    r"|\d{1,2}(?:\.\d{1,3}){1,4}[.)/:]?[ \t]+[^\W\d_a-zđ]|[IVX]{1,5}[ \t]*[-–][ \t]*\S"
)
_MARK_ALONE = re.compile(r"(?:[-–+*•●▪]|(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,4}|[a-zđ])[.)/])$")
_ENDED = re.compile(r"[.;:!?…](?:[\"”’»)\]]*|/)$|/ ?\.(?:[ \W]{0,3})$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER = re.compile(r"[^\W\d_]")


class Gap(IntEnum):
    """What lies between a line and the one before it."""

    NONE = 0
    BLANK = 1
    PAGE = 2


class Begin(IntEnum):
    """How a line begins: running text, a bullet, a numbering, or a label in words (Điều 1.)."""

    TEXT = 0
    BULLET = 1
    NUMBER = 2
    LABEL = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What a printed line says by itself.

    `key` is the mark-free key of its first and last words; cues look no further. `is_capitals`: set in
    capitals, of two words at least (`NTM` alone may end a sentence). `is_doctype`: in capitals, names a
    kind of document (`KẾ HOẠCH`). `is_alone`: never runs on (letterhead, number, recipients, signing).
    `is_lower`: its first letter or digit is a small letter (behind an opening quote or bracket too).
    `is_ended`: ends with a mark that closes a sentence, clause or lead-in. `is_open`: plainly asks for more,
    ends with a comma, a dash, an opening bracket, a function word. `is_mark_alone`: nothing but a bullet or
    a numbering. `is_row`: a row of a table, its cells parted by tabs, in some text dumps by pipes.
    """

    key: str
    begin: Begin
    is_capitals: bool
    is_doctype: bool
    is_alone: bool
    is_lower: bool
    is_ended: bool
    is_open: bool
    is_mark_alone: bool
    is_row: bool

    def matches(self, kind: str) -> bool:
        """Whether the line begins as the cues of `kind` do."""
        return bool(cues(kind).match(self.key))


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `text` without outer blanks is `source[start:end]`."""

    start: int
    end: int
    text: str
    gap: Gap
    look: Look


def width(text: str) -> float:
    """The printed width of `text` in ems, set in Times without justification; kept, as looks are."""
    return _known_width(text) if len(text) <= _LONGEST_KEPT else _width(text)


def _width(text: str) -> float:
    return sum(map(_known_widths().__getitem__, text))


_known_width = lru_cache(maxsize=1 << 12)(_width)


class _Widths(dict[str, float]):
    """The widths of characters; those that the table lacks are as wide as their base letter."""

    def __missing__(self, char: str) -> float:
        base = unicodedata.normalize("NFD", char)[0]
        self[char] = found = _widths().get(char) or _widths().get(base, 0.5)
        return found


@cache
def _known_widths() -> _Widths:
    return _Widths({" ": 0.25})


@cache
def _widths() -> dict[str, float]:
    rows = loader.table("lexicons/letter_widths.tsv")
    return {letter: int(row["width"]) / 1000 for row in rows for letter in row["letters"]}


def lines(text: str, dropped: frozenset[int] | set[int] = frozenset()) -> Iterator[Line]:
    """The lines of `text` (NFC) that hold something, without those that start at an offset in `dropped`."""
    at = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        if start in dropped:
            continue
        between = text[at:start]
        gap = Gap.PAGE if "\f" in between else Gap.BLANK if between.count("\n") > 1 else Gap.NONE
        yield Line(start, end, match.group(), gap, look(match.group()))
        at = end


def _key(text: str) -> str:
    return fold(text) if len(text) <= 2 * _CUE else f"{fold(text[:_CUE])} … {fold(text[-_CUE:])}"


def look(text: str) -> Look:
    """What a line says by itself; kept, since a text is flowed several times."""
    return _known_look(text) if len(text) <= _LONGEST_KEPT else _look(text)


def _look(text: str) -> Look:
    key = _key(text)
    capitals = _is_capitals(text)
    return Look(
        key=key,
        begin=_begin(text, key),
        is_capitals=capitals,
        is_doctype=capitals and bool(cues("doctype").fullmatch(key.rstrip(" :."))),
        is_alone=bool(cues("alone").match(key)),
        is_lower=next((char for char in text if char.isalnum()), "").islower(),
        is_ended=bool(_ENDED.search(text[-_TAIL:])),
        is_open=text[-1] in ",(–/&" or text.endswith(" -") or bool(cues("open").search(key[-_TAIL:])),
        is_mark_alone=bool(_MARK_ALONE.match(text)),
        is_row="\t" in text or text.count("|") >= 2,
    )


_known_look = lru_cache(maxsize=1 << 14)(_look)


def _begin(text: str, key: str) -> Begin:
    if _NUMBER.match(text):
        return Begin.NUMBER
    if _BULLET.match(text):
        return Begin.BULLET
    return Begin.LABEL if cues("label").match(key) else Begin.TEXT


def _is_capitals(text: str) -> bool:
    if text[-1:].islower() or text[:1].islower():
        return False
    if 5 * sum(map(str.islower, text[: len(text) // 2])) > len(text):
        return False  # too many small letters already
    letters = _LETTER.findall(text)
    return len(_WORD.findall(text)) >= 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


@cache
def cues(kind: str) -> re.Pattern[str]:
    """The pattern of all cues of `kind`, for keys; those of `open` match at the end of a line."""
    patterns = [row["pattern"] for row in loader.table("lexicons/line_cues.tsv") if row["kind"] == kind]
    joined = "|".join(patterns)
    return re.compile(rf"(?:^|[ ,(])(?:{joined})$" if kind == "open" else f"(?:{joined})")
