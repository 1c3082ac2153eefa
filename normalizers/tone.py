"""Tone marks where administrative texts print them: hòa, thủy, ủy, khỏe (the old placement).

Source: the practice of official documents, which the ministry's spelling rules for schoolbooks
(Quyết định 240/QĐ, 5 March 1984) follow too; the rule itself is `syllables.tone_position`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from normalizers import syllables

Replacement = tuple[int, int, str]

# hoà, khoẻ, thuỷ at the end of a word; hòan, tòan, thủyen; qúy, gía, gìơ
_SUSPECT = re.compile(
    r"[oOuUqQgGÒÓỎÕỌòóỏõọÙÚỦŨỤùúủũụ](?:"
    r"(?<=[oO])[ÀÁẢÃẠàáảãạÈÉẺẼẸèéẻẽẹ](?![^\W\d_])|(?<=[uU])[ỲÝỶỸỴỳýỷỹỵ](?![^\W\d_])"
    r"|(?<=[ÒÓỎÕỌòóỏõọ])[AĂEaăe][^\W\d_]"
    r"|(?<=[ÙÚỦŨỤùúủũụ])(?:[ÂÊƠâêơ]|[Yy][^\W\d_])"
    r"|(?<=[qQ])[ÙÚỦŨỤùúủũụ]|(?<=[gG])[ÌÍỈĨỊìíỉĩị][AĂÂEÊOÔƠUƯaăâeêoôơuư])"
)
_WORD = re.compile(r"[^\W\d_]+")


def replacements(text: str) -> list[Replacement]:
    """Replacements (start, end, word) that move tone marks to their place in `text` (NFC); case is kept."""
    if not _SUSPECT.search(text):
        return []
    found = []
    at = 0
    while match := _SUSPECT.search(text, at):
        start, end = _word_around(text, match.start())
        placed = place(text[start:end])
        if placed != text[start:end] and not unicodedata.combining(text[end : end + 1] or " "):
            found.append((start, end, placed))
        at = end
    return found


@lru_cache(maxsize=1 << 14)
def place(word: str) -> str:
    """`word` with its tone mark in the old placement; as it is, where it is no syllable of one tone."""
    parts = [unicodedata.normalize("NFD", char) for char in word]
    tones = [mark for part in parts for mark in part if mark in syllables.TONES[1:]]
    if len(tones) != 1:
        return word
    base = [unicodedata.normalize("NFC", part.replace(tones[0], "")) for part in parts]
    lower = "".join(base).lower()
    if lower not in syllables.toneless() or len(lower) != len(base):
        return word
    at = syllables.tone_position(lower)
    base[at] = unicodedata.normalize("NFC", base[at] + tones[0])
    return "".join(base)


def _word_around(text: str, at: int) -> tuple[int, int]:
    start = at
    while start and text[start - 1].isalpha():
        start -= 1
    match = _WORD.match(text, start)
    return (start, match.end()) if match else (at, at + 1)
