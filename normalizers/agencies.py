"""Names of agencies: abbreviations in full words, capitals of a letterhead to running case, their level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from data.loader import table
from normalizers.keys import fold
from normalizers.places import LEVEL_WORD, LEVEL_WORDS, PROVINCE, gazetteer

_WORD = re.compile(r"[^\W_][\w&-]*")
_LEVEL = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) \Z")  # `quản` is no `quận`
_LONGEST_NAME = 4


@cache
def abbreviations(capitals: bool = False) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the abbreviations and what they stand for, the longest first.

    Case counts, unless `capitals` asks for patterns that fit a name in capitals (`NÔNG NGHIỆP VÀ PTNT`).
    """
    pairs = [
        (short, row["name"])
        for row in table("agencies.tsv")
        for short in row["abbreviations"].split(";")
        if short and not (len(short) <= 2 and short not in ("VP", "CP"))
    ]
    pairs.sort(key=lambda pair: -len(pair[0]))
    flags = re.IGNORECASE if capitals else re.NOFLAG
    return tuple((re.compile(rf"(?<![\w&-]){_loose(short)}(?![\w&])", flags), name) for short, name in pairs)


@cache
def head_keys() -> frozenset[str]:
    """The words that open an agency's name, folded."""
    names = {fold(row["name"]) for row in table("agencies.tsv") if row["kind"] in ("head", "whole")}
    shorts = (row["abbreviations"].split(";") for row in table("agencies.tsv") if row["kind"] == "head")
    return frozenset(names | {fold(short) for each in shorts for short in each if len(short) > 2})


@cache
def heads() -> re.Pattern[str]:
    """A pattern over folded text for `head_keys`, the longest first."""
    ordered = sorted(sorted(head_keys()), key=len, reverse=True)
    return re.compile(r"(?<![\w&])(?:" + "|".join(_loose(name) for name in ordered) + r")(?![\w&])")


def find_heads(text: str, key: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words in `text[start:end]` that open an agency's name, as matches in its folded `key`.

    `số` is not `Sở` and `bổ` is not `Bộ`: a head of one word must have its marks, or a capital and no marks,
    and in small letters a capital behind it (`phòng Giáo dục`, not `nội vụ`).
    """
    known = _one_word_heads()
    for found in heads().finditer(key, start, end):
        printed = text[found.start() : found.end()]
        marked = printed.lower() in known or printed.lower() == found[0]
        capital = printed[:1].isupper() or text[found.end() + 1 : found.end() + 2].isupper()
        if " " in found[0] or (marked and capital):
            yield found


@cache
def _one_word_heads() -> frozenset[str]:
    rows = (row for row in table("agencies.tsv") if row["kind"] in ("head", "whole"))
    names = (name.lower() for row in rows for name in (row["name"], *row["abbreviations"].split(";")))
    return frozenset(name for name in names if name and " " not in name)


@lru_cache(maxsize=4096)
def full_name(name: str) -> str:
    """An agency's name with its abbreviations in full words: `UBND huyện Hòa An` -> `Ủy ban nhân dân huyện Hòa An`.

    A name in capitals comes back in running case.
    """
    capitals = name.isupper()
    for pattern, words in abbreviations(capitals):
        name = pattern.sub(words.upper() if capitals else words, name)
    return running_case(" ".join(name.split()))


# The field behind these words has a capital: Phòng Nội vụ, Sở Xây dựng.
_FIELD = re.compile(r"^(Phòng|Sở|Bộ|Cục|Chi cục|Tổng cục|Vụ|Hội|Trung tâm|Trường|Viện) (\w)")


def running_case(name: str) -> str:
    """A name printed in capitals in the case of running text; other names stay as they are.

    `BAN CHỈ ĐẠO XÂY DỰNG NÔNG THÔN MỚI HUYỆN TÂN YÊN` -> `Ban Chỉ đạo xây dựng nông thôn mới huyện Tân Yên`.
    """
    if not name.isupper():
        return name
    lowered = name.lower()
    cased = _FIELD.sub(lambda field: f"{field[1]} {field[2].upper()}", lowered[:1].upper() + lowered[1:])
    key = fold(lowered)
    for body, folded, pattern in _bodies():
        if folded not in key:
            continue
        for found in pattern.finditer(key):
            if " " not in body and found.start() > 0:
                continue
            if folded != body.lower() and lowered[found.start() : found.end()] != body.lower():
                continue
            cased = cased[: found.start()] + body + cased[found.end() :]
    for start, levels in _place_starts(key):
        ends = [end for level in levels if (end := gazetteer().name_at(level, key, start)) > 0]
        end = ends[0] if ends else _unknown_name(cased, key, start) if _LEVEL.search(lowered, 0, start) else start
        cased = cased[:start] + _titled(lowered[start:end]) + cased[end:]
    return cased[:1].upper() + cased[1:]


@cache
def _bodies() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The names of data/agencies.tsv, the shortest first, each with its key and the pattern of it as whole words."""
    names = sorted((row["name"] for row in table("agencies.tsv")), key=len)
    return tuple((name, fold(name), re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")) for name in names)


def _unknown_name(cased: str, key: str, start: int) -> int:
    """The end of what must be a place's name although no gazetteer has it (`XÃ MƯỜNG SƠN`); `start` where none is.

    Up to four words that are no agency's and begin no other phrase (`xã nông thôn mới`).
    """
    end = start
    for count, word in enumerate(_WORD.finditer(key, start), 1):
        apart = count > 1 and key[end : word.start()] != " "
        if apart or word[0] in _followers() or LEVEL_WORD.match(key, word.start()):
            break
        if count > _LONGEST_NAME or not cased[word.start()].islower():
            return start
        end = word.end()
    return end


@cache
def _followers() -> frozenset[str]:
    """Words behind a level word that are no name, and words behind a name that go on, as keys."""
    return frozenset(fold(row["word"]) for row in table("level_followers.tsv"))


def _place_starts(key: str) -> list[tuple[int, tuple[str, ...]]]:
    """Where a place's name may start, and the levels that it may have: behind `huyện`, behind `Huyện ủy`."""
    return [(word.end(), LEVEL_WORDS[word[1]]) for word in LEVEL_WORD.finditer(key)]


def level_of(name: str) -> str:
    """The level that an agency's name tells: its last level word with a place, else its head word's level."""
    key = fold(name)
    for word in reversed(list(LEVEL_WORD.finditer(key))):
        levels = LEVEL_WORDS[word[1]]
        if not (name[word.end()].isupper() or name[word.end()].isdigit()):
            continue
        if len(levels) == 1:
            return levels[0]
        end = gazetteer().name_at(PROVINCE, key, word.end())
        cities = gazetteer().named(PROVINCE, key[word.end() : end]) if end > 0 else ()
        return PROVINCE if any(unit.kind == "thành phố" for unit in cities) else levels[1]
    return next((level for opening, level in _levels() if key.startswith(opening)), "")


@cache
def _levels() -> tuple[tuple[str, str], ...]:
    rows = [(fold(row["name"]), row["level"]) for row in table("agencies.tsv") if row["level"]]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _loose(short: str) -> str:
    """An abbreviation with any blanks around its `&` and `-`."""
    escaped = re.escape(short).replace(r"\ ", r"\s+")
    return re.sub(r"(?:\\s\+)?(\\&|\\-|,)(?:\\s\+)?", r"\\s?\1\\s?", escaped)


def _titled(name: str) -> str:
    return _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:], name)
