"""Texts in the font encodings of the time before Unicode: TCVN3 (ABC, .VnTime) and VNI-Windows.

A text layer made with such a font holds Latin-1 characters in the place of Vietnamese letters
(`kÕ ho¹ch`, `keá hoaïch`). TCVN3 has no codes for most capitals: its capitals fonts (.VnTimeH) show
the same bytes as capitals, so that `HéI` is HỘI. The code table is `data/lexicons/legacy_charsets.tsv`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data import loader
from normalizers import syllables

Replacement = tuple[int, int, str]

_TCVN3_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff\u03bc\u2212\u2219]+")
_UNICODE_LETTER = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")  # of Vietnamese, beyond Latin-1; `Gdańsk` may stand in any text
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[\u00a1-\u00bf\u2212\u2219]|[\u00a1-\u00bf\u2212\u2219](?=[^\W\d_])")
_SURE_WORDS = 3
_MIN_VALID = 0.75
_MOST_VALID = 0.65  # of the words of a text as it stands; mangled and encoded texts have half


class Charset(StrEnum):
    """A font encoding; the values are columns of the code table."""

    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class _Codec:
    """Matches every coded letter; `letters` maps the code (as Latin-1 text) to the letter."""

    pattern: re.Pattern[str]
    letters: dict[str, str]


def replacements(text: str, document: Charset | None = None) -> list[Replacement]:
    """The replacements (start, end, letters) that decode the lines of `text` that are in a font encoding.

    The charset is decided for the whole text (a page); a line is decoded when that makes its words
    Vietnamese syllables. A single line in another text needs three such words, unless `document`
    (`charset_of` its pages) says what its other pages were set in: then one word is enough.
    """
    lines = text.splitlines(keepends=True)
    suspects = [line for line in lines if _is_suspect(line)]
    if not suspects:
        return []
    page = _page_charset(lines, suspects)
    known = page or document
    least = 0 if page and not _UNICODE_LETTER.search(text) else 1
    found: list[Replacement] = []
    start = 0
    for line in lines:
        if _is_suspect(line):
            charset = known or _likeliest(line)
            if _gain(line, charset) >= least if known else _is_encoded(line, charset, 0.5):
                found += ((start + a, start + b, new) for a, b, new in decode_line(line, charset))
        start += len(line)
    return found


def charset_of(pages: Iterable[str]) -> Charset | None:
    """The font encoding that most of a document's encoded pages are in; None where no page is encoded."""
    found: Counter[Charset] = Counter()
    for page in pages:
        lines = page.splitlines()
        suspects = [line for line in lines if _is_suspect(line)]
        charset = _page_charset(lines, suspects) if suspects else None
        if charset:
            found[charset] += len(suspects)
    return found.most_common(1)[0][0] if found else None


def decode(text: str, charset: Charset) -> str:
    """`text` with every code of `charset` decoded, line by line."""
    return "".join(_apply(line, decode_line(line, charset)) for line in text.splitlines(keepends=True))


def encode(text: str, charset: Charset) -> str:
    """`text` (NFC) as a font of `charset` holds it; capitals that TCVN3 lacks become its small letters."""
    codes = _codes(charset)
    return "".join(codes.get(char) or codes.get(char.lower(), char) for char in text)


def letters(charset: Charset) -> frozenset[str]:
    """The Vietnamese letters that `charset` has a code for."""
    return frozenset(_codes(charset))


def decode_line(line: str, charset: Charset) -> list[Replacement]:
    """The replacements that decode one line, whatever it holds."""
    codec = _codec(charset)
    found = [(m.start(), m.end(), codec.letters[m.group()]) for m in codec.pattern.finditer(line)]
    return _capitals(line, found) if charset is Charset.TCVN3 else found


def _is_suspect(line: str) -> bool:
    """Whether `line` has codes and no Vietnamese letter of Unicode, which good lines are hardly ever without."""
    return not (line.isascii() or _UNICODE_LETTER.search(line))


def _page_charset(lines: Sequence[str], suspects: Sequence[str]) -> Charset | None:
    """The font encoding of a page's lines, of which `suspects` may be encoded; None where the page is not."""
    encoded = "\n".join(suspects)
    charset = _likeliest(encoded)
    return charset if len(suspects) > len(lines) / 4 and _is_encoded(encoded, charset, 0.35) else None


def _likeliest(text: str) -> Charset:
    return max(Charset, key=lambda charset: _gain(text, charset))


def _gain(text: str, charset: Charset) -> int:
    """How much more Vietnamese `text` is when it is decoded; words with distinctive marks count double."""
    before, after = _as_it_stands(text), syllables.count(decode(text, charset))
    return 2 * (after.distinctive - before.distinctive) + after.plain - before.plain


def _as_it_stands(text: str) -> syllables.Share:
    """The words counted where signs within a word (`xu«c`) are letters of it, as they are in a font encoding."""
    return syllables.count(_SIGN_IN_WORD.sub("ƶ", text))


def _distinctive(text: str) -> set[str]:
    """The different Vietnamese words: one word of another language may be a code's word (`på`) again and again."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return {word for word in words if syllables.weigh(word) == syllables.DISTINCTIVE}


def _is_encoded(text: str, charset: Charset, least_distinctive: float) -> bool:
    """Whether decoding turns `text` into Vietnamese that it is not as it stands.

    Coded words in capitals (`TAÏM`) look like abbreviations, which are not counted; they are counted decoded.
    """
    decoded = decode(text, charset)
    before, after = _as_it_stands(text), syllables.count(decoded)
    words = max(before.words, after.words)
    if before.distinctive > 0.2 * words or before.distinctive + before.plain > _MOST_VALID * words:
        return False
    return (
        after.distinctive >= least_distinctive * after.words
        and len(_distinctive(decoded)) >= _SURE_WORDS
        and after.distinctive + after.plain >= _MIN_VALID * after.words
    )


def _capitals(line: str, found: list[Replacement]) -> list[Replacement]:
    """Turn the small letters of a TCVN3 line into capitals where its word was set in a capitals font.

    A word in capitals has two ASCII capitals and no small letter; a word with fewer (`Vµ`, `ë`) follows the
    words on both its sides.
    """
    decoded = {start: new for start, _, new in found}
    words = [(m.start(), m.end()) for m in _TCVN3_WORD.finditer(line)]
    case = [_case(line[a:b], "".join(decoded.get(i, line[i]) for i in range(a, b))) for a, b in words]
    upper = {i for index, (a, b) in enumerate(words) if _is_upper(line, words, case, index) for i in range(a, b)}
    return [(a, b, new.upper() if a in upper else new) for a, b, new in found]


def _is_upper(line: str, words: list[tuple[int, int]], case: list[bool | None], index: int) -> bool:
    own, start = case[index], words[index][0]
    if own is not None or (line[start].islower() and line[start].isascii()):
        return bool(own)
    before = next((i for i in range(index - 1, -1, -1) if case[i] is not None), None)
    after = next((i for i in range(index + 1, len(words)) if case[i] is not None), None)
    beside = []
    if before is not None and _is_close(line[words[before][1] : start]):
        beside.append(case[before])
    if after is not None and _is_close(line[words[index][1] : words[after][0]]):
        beside.append(case[after])
    return bool(beside) and all(beside)


def _is_close(gap: str) -> bool:
    """Whether no end of a phrase, number or code lies between two words."""
    return not any(char in ".:;()/0123456789" for char in gap)


def _case(word: str, decoded: str) -> bool | None:
    """True: a syllable in capitals; False: small letters; None: can't be told from the word alone."""
    if any(char.isascii() and char.islower() for char in word):
        return False
    if sum(char.isascii() and char.isupper() for char in word) < 2:
        return None
    return True if syllables.is_syllable(decoded) else None


def _apply(line: str, found: list[Replacement]) -> str:
    pieces, at = [], 0
    for start, end, new in found:
        pieces += [line[at:start], new]
        at = end
    return "".join([*pieces, line[at:]])


@cache
def _codes(charset: Charset) -> dict[str, str]:
    rows = loader.table("lexicons/legacy_charsets.tsv")
    return {row["letter"]: bytes.fromhex(row[charset]).decode("latin-1") for row in rows if row[charset]}


@cache
def _codec(charset: Charset) -> _Codec:
    letters = {code: letter for letter, code in _codes(charset).items()}
    if charset is Charset.VNI:  # a mark of either case may follow a capital
        letters |= {code[0] + code[1].lower(): letter for code, letter in letters.items() if len(code) == 2}
    else:
        letters |= dict(_also())
    longest_first = sorted(letters, key=len, reverse=True)
    return _Codec(re.compile("|".join(map(re.escape, longest_first))), letters)


def _also() -> Iterator[tuple[str, str]]:
    for row in loader.table("lexicons/legacy_charsets.tsv"):
        if row["tcvn3_also"]:
            yield chr(int(row["tcvn3_also"], 16)), row["letter"]
