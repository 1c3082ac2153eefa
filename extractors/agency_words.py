"""The words of agencies' names as patterns over mark-free keys; lexicons in data/agency_groups.tsv, agencies.tsv."""

from __future__ import annotations

import re
from functools import cache

from data import loader
from extractors.letters import CAPITALS
from normalizers.keys import fold

WORD = re.compile(r"[^\W_][\w&'’]*")
_LEVEL = (
    r"(?:thi tran|thi xa|thanh pho|dac khu|khu pho|to dan pho|khu dan cu|huyen|tinh|xa|phuong|quan|thon|ban|xom|ap"
    r"|buon|khom|lang|tp\.?|tx\.?|tt\.?|trung uong|tw)"
)
_LEVELS = rf"{_LEVEL}(?:\s*(?:,|va|-)\s*(?:cap\s+)?{_LEVEL})*"
PLACES = re.compile(
    r"(?:cua\s+|tai\s+|o\s+|thuoc\s+|tren dia ban\s+(?:toan\s+)?)?(?:cap\s+|cac\s+|\d+\s+(?=xa|huyen|thon|phuong))*"
    rf"{_LEVELS}(?![\w])"
)
_NEXT_LEVEL = re.compile(r"\s*(?:,|va|-)\s*(?=\w)")
# `Ban hành`, `quan tâm`, `tinh gọn` are no places: without their marks level words count in unmarked text only
_PRINTED = {"ban": "bản", "quan": "quận", "ap": "ấp", "xa": "xã", "tinh": "tỉnh", "thon": "thôn", "xom": "xóm"} | {
    "buon": "buôn",
    "khom": "khóm",
    "lang": "làng",
}
PLACE_NAME = re.compile(rf"(?:\s+(?:[{CAPITALS}][\w'’]*|\d{{1,2}}(?=[\s,;.]))){{1,4}}")
SEPARATOR = re.compile(r"\s*(?:,|;|\bva\b|\bcung\b(?: voi)?|/)\s*(?=\S)")
CONNECTOR = re.compile(r"\s*(?:va\b|&|-|–)\s*")
QUANTIFIERS = ("cac", "nhung", "tung", "moi", "toan the", "tat ca cac")
QUANTIFIER = re.compile(rf"(?:{'|'.join(QUANTIFIERS)})\s+")
BUNDLED = re.compile(r"\s*(?:,|va|-|/)\s*")


def is_stop_word(printed: str) -> bool:
    """Whether a word as printed closes a name: `trong` and `cho` do, `trồng` and `chợ` don't."""
    lowered = printed.lower()
    return lowered in _printed("stop") or (lowered.isascii() and lowered in STOP_WORDS)


def is_state(printed: str) -> bool:
    """Whether a word behind a body's name opens no doing of its own."""
    return printed.lower() in _printed("state")


def places_at(text: str, key: str, at: int, end: int) -> int:
    """The end of the level words (`các huyện, thị xã`) that start at `at`; 0 where none do."""
    found = PLACES.match(key, at, end)
    if found is None or text.startswith(" hội", found.end()):  # `Viện Khoa học Xã hội`
        return 0
    words = [(word, text[word.start() : word.end()].lower()) for word in WORD.finditer(key, at, found.end())]
    gaps = _NEXT_LEVEL.finditer(key, at, found.end())
    other = next((gap for gap in gaps if text[gap.end() : gap.end() + 2].istitle()), None)
    if other and text[at : at + 1].islower():  # `Hội Nông dân tỉnh và Tỉnh đoàn`
        return other.start()
    if text[max(0, at - 40) : at + 40].isascii():
        return found.end()
    known = all(printed == _PRINTED.get(word[0], printed) or _is_area(key, word, printed) for word, printed in words)
    return found.end() if known else 0


def _is_area(key: str, word: re.Match[str], printed: str) -> bool:
    """Whether `bàn` is part of `địa bàn`, not a verb's: `UBND xã Thăng Bình bàn giao nhà văn hóa`."""
    return printed == "bàn" and key.endswith("dia ", 0, word.start())


def restriction(text: str, key: str, at: int, end: int) -> int:
    """How many words open a clause that says which of several bodies is meant (`có rừng`, `được phân công`)."""
    found = phrases("restrict").match(key, at + 1, end)
    if found is None or not is_printed(text[found.start() : found.end()], "restrict"):
        return 0
    return len(found[0].split())


def bundle_class(noun: str) -> str:
    """Nouns of one class are bundled by one `các`: places, political organisations, other bodies.

    `bản` is a place, `ban` a body.
    """
    key = fold(noun)
    if re.fullmatch(_LEVEL, key) and noun.lower() != "ban":
        return "place"
    return "organisation" if key.startswith("to chuc ") else "body"


@cache
def lone_heads() -> frozenset[str]:
    """Heads of one syllable (`Sở`, `Ban`), which open many other words (`sở hữu`, `ban hành`, `tổ chức`)."""
    return frozenset(fold(name) for name in _printed_lone_heads())


@cache
def _printed_lone_heads() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in loader.table("agencies.tsv") if " " not in row["name"])


def is_printed(words: str, kind: str = "") -> bool:
    """Whether words that a key matched are what they seem: `Số` is no `Sở`, `cung cấp` no `cùng cấp`.

    Words without any mark may have lost them. `kind` is one of `phrases`, empty for heads of one syllable.
    """
    plain = " ".join(words.lower().split())
    return plain.isascii() or plain in (_printed(kind) if kind else _printed_lone_heads())


@cache
def _printed(kind: str) -> frozenset[str]:
    return frozenset(row["phrase"].lower() for row in loader.table("agency_groups.tsv") if row["kind"] == kind)


@cache
def phrase_keys(kind: str) -> frozenset[str]:
    """The phrases of one kind, folded; `part` are the fields of data/agencies.tsv."""
    found = {fold(row["phrase"]) for row in loader.table("agency_groups.tsv") if row["kind"] == kind}
    if kind == "part":
        for row in loader.table("agencies.tsv"):
            if row["kind"] == "part":
                found |= {fold(name) for name in (row["name"], *row["abbreviations"].split(";")) if name}
    return frozenset(found)


@cache
def phrases(kind: str) -> re.Pattern[str]:
    """A pattern over folded text for `phrase_keys`, the longest first."""
    found = sorted(phrase_keys(kind))
    loose = (re.sub(r"(?:\\ )?(\\&|\\-|,)(?:\\ )?", r"\\s?\1\\s?", re.escape(each)) for each in found)
    ordered = sorted((each.replace(r"\ ", r"\s+") for each in loose), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(ordered)})(?![\w&])")


STOP_WORDS = frozenset(fold(word) for word in _printed("stop"))
"""Keys of the small words that end a name."""
