"""The close: who signed, in which office, for whom.

`TM.` (on behalf of a body), `KT.` (for the head, by a deputy), `TL.` (by order), `TUQ.` (by authority)
and `Q.` (acting) are the forms of Nghị định 30/2020/NĐ-CP. The title behind KT., TL. and TUQ. is the
head's, not the signer's. Two signatures give values joined by `;` in printed order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from data.loader import table
from extractors.header_front import value
from extractors.outline import Kind, Outline, Paragraph
from normalizers.keys import LOWER, UPPER, fold
from pipeline.model import Finding

_FORM = re.compile(rf"(?<!\w)(?:(TM|KT|TL|TUQ|Q)\s?\.\s?|(T/[ML]|K/T)\.?\s)(?=[{UPPER}])")
_NAME_WORD = rf"(?:[{UPPER}][{LOWER}]*['’]?[{LOWER}]*|⟦\?⟧)"
_NAME = re.compile(rf"(?<!\w){_NAME_WORD}(?:[ -]{_NAME_WORD}){{1,4}}(?!\w)")
_NO_NAME = re.compile(
    r"(?:noi nhan|luu|ban |van phong|uy ban|so |phong |hoi |doan |dang |thuong truc|nhu |cong hoa|doc lap|da ky|ngay )"
)
_RANK = re.compile(r"^(?:(?:ths|ts|pgs|gs|ks|bs|thac si|tien si|(?:dai|thuong|trung|thieu) (?:tuong|ta|uy))\.?\s?)+")


_Found = tuple[str, int, int]  # words, start, end


def find(outline: Outline) -> Iterator[Finding]:
    """Signer, title and form of signing, as far as the close shows them."""
    close = [each for each in outline.paragraphs if each.kind is Kind.CLOSE]
    forms: list[_Found] = []
    titles: list[_Found] = []
    unsigned: list[_Found] = []
    names: list[_Found] = []
    for index, paragraph in enumerate(close):
        text = outline.text[paragraph.start : paragraph.end]
        for form in _FORM.finditer(text):
            forms.append(
                (
                    (form[1] or form[2].replace("/", "")) + ".",
                    paragraph.start + form.start(),
                    paragraph.start + form.end(),
                )
            )
        for title, start, end in _titles(text):
            name = _name(outline, close, index, paragraph.start + end)
            if name is None:
                unsigned.append((title, paragraph.start + start, paragraph.start + end))
            elif name[0] not in {each[0] for each in names}:
                names.append(name)
                titles.append((title, paragraph.start + start, paragraph.start + end))
    if not names:
        names = _unled_name(outline, close, forms)
    signed = titles or unsigned[-1:]
    for field, found, confidence in (("signed_for", forms, 0.9), ("signer_title", signed, 0.9), ("signer", names, 0.8)):
        if found:
            words = ";".join(dict.fromkeys(each[0] for each in found))
            yield value(field, words, found[0][1:], confidence)


def _unled_name(outline: Outline, close: list[Paragraph], forms: list[_Found]) -> list[_Found]:
    """The name below a form of signing (`KT. CHỦ TỊCH`) whose title under the seal was not read."""
    after = forms[0][1] if forms else None
    for paragraph in reversed(close):
        words = outline.text[paragraph.start : paragraph.end]
        if after is None or paragraph.start < after:
            break
        if not paragraph.mark and _NAME.fullmatch(words) and _is_name(words, strict=True):
            return [(words, paragraph.start, paragraph.end)]
    return []


@cache
def _title_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {fold(row["title"]): row["title"] for row in table("signer_titles.tsv")}
    longest = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"), names


def _titles(text: str) -> Iterator[tuple[str, int, int]]:
    """Titles in capitals, without those that stand behind KT., TL., TUQ. and name the head."""
    pattern, names = _title_pattern()
    for found in pattern.finditer(fold(text)):
        if not text[found.start() : found.end()].isupper():
            continue
        before = text[: found.start()].rstrip()
        if not re.search(r"(?:KT|TL|TUQ)\s?\.$", before):
            yield names[found[0]], found.start(), found.end()


def _name(outline: Outline, close: list[Paragraph], index: int, after: int) -> tuple[str, int, int] | None:
    """The first name behind a title: on its line, or a later line that is nothing but a name."""
    line = close[index]
    same = _NAME.search(outline.text, after, line.end)
    if same and _is_name(same[0], strict=True):
        return same[0], same.start(), same.end()
    for paragraph in close[index + 1 :]:
        words = outline.text[paragraph.start : paragraph.end]
        rank = _RANK.match(fold(words))
        begin = rank.end() if rank else 0
        whole = _NAME.fullmatch(_titled(words[begin:]))
        if whole and not paragraph.mark and _is_name(whole[0], strict=words.isupper()):
            return whole[0], paragraph.start + begin, paragraph.end
        tail = _NAME.search(words) if paragraph.mark else None
        if (
            tail
            and tail.end() == len(words)
            and re.search(r"[;.)]\s*$", words[: tail.start()])
            and _is_name(tail[0], strict=True)
        ):
            return tail[0], paragraph.start + tail.start(), paragraph.end
    return None


def _titled(words: str) -> str:
    return words.title() if words.isupper() else words


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in table("surnames.tsv"))


def is_name(words: str) -> bool:
    """Whether a line is made like a person's name, and is no title (`HIỆU TRƯỞNG:-`)."""
    return _NAME.fullmatch(_titled(words)) is not None and _is_name(words, strict=False)


def _is_name(words: str, strict: bool) -> bool:
    known = words.split(maxsplit=1)[0] in _surnames()
    if not known and (strict or _NO_NAME.match(fold(words) + " ")):
        return False
    return _title_pattern()[0].match(fold(words)) is None
