"""One character a letter: Unicode NFC, and letters in the place of their look-alikes.

Two steps, each a list of replacements for `alignment.from_edits`: `lookalikes` first (it may bring a
base letter and its mark together), `compose` second. Quotation marks and dashes stay as printed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from data import loader

Replacement = tuple[int, int, str]

_CLUSTER = re.compile("[^\n\u0300-\u036f][\u0300-\u036f]+|[^\x00-\u02ff]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]")
_WORD = re.compile("(?:[^\\W\\d_]|\u20ab)+")
_CONTROLS = {chr(code): "" for code in (*range(9), *range(14, 32), *range(127, 160))}
_DOUBLED = {"ĐÐ": "Đ", "ÐĐ": "Đ"}  # one letter, as Tesseract gives it
_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}


def lookalikes(text: str) -> list[Replacement]:
    """Replace look-alike letters, odd blanks and line ends; drop invisible characters and controls.

    The table is `data/lexicons/lookalikes.tsv`. Greek and Cyrillic letters are replaced inside words that
    have a Latin letter too, so that a Greek or Russian word stays.
    """
    always = _always()
    found = [(m.start(), m.end(), always[m.group()]) for m in _always_pattern().finditer(text)]
    if not _in_word_pattern().search(text):
        return found
    in_word = _in_word()
    for match in _WORD.finditer(text):
        word = match.group()
        if not in_word.keys().isdisjoint(word) and _LATIN.search(word):
            at = match.start()
            found += [(at + i, at + i + 1, in_word[char]) for i, char in enumerate(word) if char in in_word]
    return sorted(found)


def compose(text: str) -> list[Replacement]:
    """Compose letters and their combining marks (NFD and mixed input) to NFC."""
    if unicodedata.is_normalized("NFC", text):
        return []
    found: list[Replacement] = []
    start = 0
    for line in text.split("\n"):
        if not unicodedata.is_normalized("NFC", line):
            found += [(start + a, start + b, new) for a, b, new in _compose_line(line)]
        start += len(line) + 1
    return found


def _compose_line(line: str) -> list[Replacement]:
    found = []
    pieces, at = [], 0
    for match in _CLUSTER.finditer(line):
        composed = unicodedata.normalize("NFC", match.group())
        if composed != match.group():
            found.append((match.start(), match.end(), composed))
            pieces += [line[at : match.start()], composed]
            at = match.end()
    whole = unicodedata.normalize("NFC", line)
    # Scripts whose letters compose with one another (Hangul, some of India): the line as a whole
    return found if "".join([*pieces, line[at:]]) == whole else [(0, len(line), whole)]


@cache
def _always() -> dict[str, str]:
    return _table("always") | _CONTROLS | _LINE_ENDS | _DOUBLED


@cache
def _in_word() -> dict[str, str]:
    return _table("word")


def _table(where: str) -> dict[str, str]:
    rows = loader.table("lexicons/lookalikes.tsv")
    return {chr(int(row["code"], 16)): row["text"] for row in rows if row["where"] == where}


@cache
def _always_pattern() -> re.Pattern[str]:
    singles = "".join(re.escape(char) for char in _always() if len(char) == 1)
    return re.compile(f"\r\n|{'|'.join(_DOUBLED)}|[{singles}]")


@cache
def _in_word_pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_in_word())}]")
