"""Which words are Vietnamese syllables as written, and how much of a text is Vietnamese.

A written syllable is an initial consonant, a rime and one of six tones; the tables of initials and
rimes are in `data/lexicons`. Rimes that end in a stop (c, ch, p, t) bear the tones sắc and nặng only.
The model says what can be spelled, about 18,000 forms, more than are in use.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from data import loader

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng
STOPS = ("c", "ch", "p", "t", "k")
VOWELS = "aăâeêioôơuưy"
QUALITY_MARKS = "ăâêôơư"
INVALID, PLAIN, DISTINCTIVE = 0, 1, 2

_CHUNK = re.compile(r"[^\W_]+")
_CODE = re.compile(r"\d+[A-Za-zĐđ]{0,3}|[A-ZĐ]+\d+[A-Za-z]?|[kcd]?m[23]|[a-zđ]\d{1,2}")
_MARKED = re.compile("[ăđơưẠ-ỹĂĐƠƯĩĨũŨ]")
_LONGEST_ABBREVIATION = 7
_PART = 1 << 18


@dataclass(frozen=True, slots=True)
class Share:
    """Counts of a text's words: valid ones with distinctive marks, other valid ones, and all that count."""

    distinctive: int
    plain: int
    words: int


def place_tone(syllable: str, tone: str) -> str:
    """Write the combining `tone` into a toneless lower-case syllable, in the old placement (hòa, thủy).

    The mark goes on the vowel with a mark of its own (ế, ướ, uấ); else before a final consonant on the
    last vowel (hoàn), else on the first of two vowels (hòa) and the middle of three (ngoài). The u of
    qu and the i of gi before another vowel belong to the consonant (quý, giờ).
    """
    if not tone:
        return syllable
    at = tone_position(syllable)
    if at < 0:
        return tone + syllable
    return syllable[:at] + _toned_vowel(syllable[at], tone) + syllable[at + 1 :]


@cache
def _toned_vowel(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


def tone_position(syllable: str) -> int:
    """The index of the letter that bears the tone in a toneless lower-case syllable, -1 without a vowel."""
    vowels = [i for i, letter in enumerate(syllable) if letter in VOWELS]
    if len(vowels) > 1 and syllable[:2] in ("qu", "gi") and vowels[0] == 1:
        vowels = vowels[1:]
    if not vowels:
        return -1
    marked = [i for i in vowels if syllable[i] in QUALITY_MARKS]
    if marked:
        return marked[-1]
    if vowels[-1] < len(syllable) - 1:
        return vowels[-1]
    return vowels[1] if len(vowels) > 2 else vowels[0]


@cache
def toneless() -> frozenset[str]:
    """All written syllables without tone, lower case, NFC."""
    return frozenset(_compile())


@cache
def syllables() -> frozenset[str]:
    """All written syllables with tone, lower case, NFC, in the old and in the new tone placement."""
    return frozenset(form for base in toneless() for form in _toned(base))


@cache
def stripped() -> frozenset[str]:
    """All written syllables without any mark, lower case ASCII."""
    return frozenset(_ascii(base) for base in toneless())


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether `word` (any case; NFC) can be a Vietnamese syllable as written, `a` and `ở` as well."""
    return word.lower() in syllables()


@lru_cache(maxsize=1 << 16)
def is_stripped_syllable(word: str) -> bool:
    """Whether ASCII `word` (any case) can be a syllable whose marks were removed."""
    return word.lower() in stripped()


def count(text: str) -> Share:
    """Count the words of `text` (NFC) that can be Vietnamese and those that can't.

    Left out of the count: numbers, codes (`16/QĐ-UBND`, `m2`), abbreviations in capitals, single letters
    and the loan words of `data/lexicons/loanwords.tsv`. Words that mix letters and digits otherwise
    (`d6i`, as an English engine reads `đối`) are counted as not valid.
    """
    distinctive = plain = words = 0
    for part in _parts(text):
        for chunk, times in Counter(_CHUNK.findall(part)).items():
            weight = weigh(chunk)
            words += times * (weight is not None)
            distinctive += times * (weight == DISTINCTIVE)
            plain += times * (weight == PLAIN)
    return Share(distinctive, plain, words)


def _parts(text: str) -> Iterator[str]:
    """Stretches of a long text, cut at blanks, so that its words are not all held at once."""
    start = 0
    while len(text) - start > _PART:
        blank = text.rfind(" ", start, start + _PART)
        end = start + _PART if blank < 0 else blank
        yield text[start:end]
        start = end
    yield text[start:]


def share_valid(text: str) -> float:
    """The share (0..1) of the words of `text` (NFC) that are Vietnamese; 0 for a text without words.

    Words without a distinctive mark (đ, ơ, ư, ă, dot below, hook, doubled marks) count as Vietnamese only as
    far as words with such a mark speak for it: about six words of ten bear one in good text, none in the
    reading of an engine that does not know the letters, and in no other language.
    """
    share = count(text)
    if not share.words:
        return 0.0
    return (share.distinctive + min(share.plain, 2 + 2 * share.distinctive)) / share.words


@lru_cache(maxsize=1 << 16)
def weigh(chunk: str) -> int | None:
    """What a run of letters and digits (NFC) says: INVALID, PLAIN or DISTINCTIVE; None where it does not count."""
    if len(chunk) == 1 or chunk.isdecimal() or _CODE.fullmatch(chunk):
        return None
    if is_syllable(chunk):
        return DISTINCTIVE if _MARKED.search(chunk) else PLAIN
    if chunk.lower() in _loanwords() or (chunk.isupper() and chunk.isalpha() and len(chunk) <= _LONGEST_ABBREVIATION):
        return None
    return INVALID


@cache
def _loanwords() -> frozenset[str]:
    return frozenset(word for row in loader.table("lexicons/loanwords.tsv") for word in row["words"].split())


def _compile() -> Iterator[str]:
    rimes = [(row["kind"], rime) for row in loader.table("lexicons/rimes.tsv") for rime in row["rimes"].split()]
    yield from (rime for _, rime in rimes if not rime.startswith("iê"))
    for row in loader.table("lexicons/initials.tsv"):
        letters = row["before"].split()
        if row["y"] == "yes":
            yield row["initial"] + "y"
        for kind, rime in rimes:
            if (kind == "plain" and rime[0] in letters) or (kind == "glide" and row["glide"] == "yes"):
                yield row["initial"] + rime
    for row in loader.table("lexicons/syllable_exceptions.tsv"):
        yield from row["syllables"].split()


def _toned(base: str) -> Iterator[str]:
    closed = any(base.endswith(stop) for stop in STOPS)
    for tone in TONES[4:] if closed else TONES:
        yield place_tone(base, tone)
        if tone and base.endswith(("oa", "oe", "uy")):  # the new placement: hoà, khoẻ, thuý
            yield unicodedata.normalize("NFC", base + tone)


def _ascii(base: str) -> str:
    letters = unicodedata.normalize("NFD", base.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
