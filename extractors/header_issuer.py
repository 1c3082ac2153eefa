"""Who issues the document, in full words, and the body above it.

The letterhead names the issuer in capitals under its parent body. Where it is cut off, the preamble
(`UBND huyện ... xây dựng Kế hoạch`), the form of signing (`TM. ỦY BAN NHÂN DÂN`) and the symbols of
the number (`KH-UBND`) tell it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.borders import type_line_of
from extractors.header_front import is_stamp, value
from extractors.header_imprint import imprint_at
from extractors.outline import Kind, Outline, Paragraph
from normalizers.agencies import find_heads, full_name, heads
from normalizers.keys import LOWER, UPPER, fold
from normalizers.places import LEVEL_WORD
from pipeline.model import Finding


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer's name in full words, where it stands, and how sure it is; `parent` may be empty."""

    name: str
    span: tuple[int, int]
    confidence: float
    parent: str = ""


# The motto as engines misread it: "CỘNG HO XÃ HỘI CHỦ NGHĨA VIỆT NAM".
_MOTTO = re.compile(
    r"c\w{2,4}\s+h\w{0,4}\s+x\w{1,2}\s+h\w{1,3}\s+ch\w{1,2}\s+ngh?\w{1,4}\s+v\w{2,4}\s+n\w{1,3}"
    r"|d\w{1,3}\s+l\w{1,3}\W{1,4}t\w{1,2}\s+d\w{1,2}\W{1,4}h\w{2,4}\s+ph\w{2,4}|dang cong san viet nam"
)
_NUMBER = re.compile(r"(?<!\w)s[o6](?![a-z])\s*[:.;,]?\s*[^\n]{0,14}?[/-]\s*[\w&/.-]+(?:\s?-\s?[\w&]+)*")
_DATE = re.compile(r"[\w .'-]{0,40},?\s*ngay[^\n]{0,9}thang[^\n]{0,7}nam[\s.…_\d]*")
# Symbols of a number that was read in pieces, for the hand filled its gap: `Số: 4/3 /QĐ-TTg`, `Số: \n /CT-BCT`.
_SYMBOLS = re.compile(
    rf"(?:/\s?[{UPPER}][{UPPER}{LOWER}&]*|(?<![^\s/-])(?:QĐ|KH|CT|TT|TTLT|NĐ|NQ|BC|TB|TTr))(?:\s?-\s?[{UPPER}][{UPPER}{LOWER}&.]*)+"
)
_CAPITALS = 0.8  # of a letterhead's line
_STRONG = re.compile(
    r"(?<=\s)(?:uy ban nhan dan|ubnd|hoi dong nhan dan|ban chi dao|bcd|huyen uy|tinh uy|dang uy|chi cuc|so (?!\d))"
)
_DRAFTS = re.compile(
    r"\s*,?\s+(?:xay dung|ban hanh|lap|trien khai|de ra|thong nhat|yeu cau|phe duyet)(?:\s+\w+){0,3}?\s+"
    r"(?:ke hoach|chuong trinh|de an|phuong an|chi thi|du an)"
)
_SYMBOL_NAMES = {"UBND": "Ủy ban nhân dân", "UB": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "BCĐ": "Ban Chỉ đạo",
                 "HU": "Huyện ủy", "TU": "Tỉnh ủy", "ĐU": "Đảng ủy"}  # fmt: skip


def find(outline: Outline, number: str) -> Issuer | None:
    """The issuer as the letterhead, the preamble, the close or the number tells it, in this order."""
    pieces = _letterhead(outline)
    agencies = [piece for piece in pieces if heads().match(piece[0].lower()) or _opens(piece[0])]
    drafted = _preamble(outline)
    if agencies:
        issuer, start, end = agencies[-1]
        parent = agencies[-2][0] if len(agencies) > 1 else ""
        name = _cased(outline, _own_place(full_name(issuer)), end)
        if drafted and not LEVEL_WORD.search(fold(name)) and fold(drafted.name).startswith(fold(name)):
            name = drafted.name
        return Issuer(name, (start, end), 0.95, full_name(parent))
    symbol = _SYMBOL_NAMES.get(re.split(r"[-/]", number)[-1]) if number else None
    if pieces and symbol and LEVEL_WORD.match(fold(pieces[-1][0])):
        place, start, end = pieces[-1]
        return Issuer(full_name(f"{symbol.upper()} {place}"), (start, end), 0.85)
    return _imprinted(outline) or drafted or _signed_for(outline)


def _cased(outline: Outline, name: str, after: int) -> str:
    """The name in the case that the text below most often gives it: who knows that `TÂY ĐÔ` is a name?"""
    if LEVEL_WORD.search(fold(name)):
        return name
    spelled = Counter(
        printed
        for found in re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", outline.key[after:])
        if (printed := outline.text[after + found.start() : after + found.end()]).lower() == name.lower()
        and not printed.isupper()
        and printed[0].isupper()
    )
    return spelled.most_common(1)[0][0] if spelled else name


def _imprinted(outline: Outline) -> Issuer | None:
    head = (each for each in outline.paragraphs if each.kind is Kind.HEAD)
    found = next(filter(None, (imprint_at(outline, each.start, each.end) for each in head)), None)
    return Issuer(full_name(outline.text[slice(*found.issuer)]), found.issuer, 0.85) if found else None


def _own_place(name: str) -> str:
    """`… huyện Yên Khánh, tỉnh Ninh Bình`: the unit above is no part of the issuer's name."""
    above = _ABOVE.search(fold(name))
    return name[: above.start()] if above and LEVEL_WORD.search(fold(name), 0, above.start()) else name


_ABOVE = re.compile(r"\s*,\s*(?:tinh|thanh pho|huyen|thi xa|quan)\s[^,]*$")


def _opens(piece: str) -> bool:
    return heads().match(fold(piece)) is not None


def _letterhead(outline: Outline) -> list[tuple[str, int, int]]:
    """The names in capitals above the kind of document, each with its place, joined over lines."""
    pieces: list[tuple[str, int, int]] = []
    for paragraph in _head(outline):
        words = _without_noise(outline, paragraph)
        letters = [char for char in words if char.isalpha()]
        if sum(map(str.isupper, letters)) < _CAPITALS * len(letters) or is_stamp(
            outline.text[paragraph.start : paragraph.end]
        ):
            continue
        for run in re.finditer(rf"[{UPPER}][^{LOWER}\n]*", words):
            for start, end in _split(outline.key, paragraph.start + run.start(), paragraph.start + run.end()):
                printed = words[start - paragraph.start : end - paragraph.start].strip(" -–_*.,:/|")
                if len(re.findall(r"[^\W\d_]", printed)) < 3 or not printed.isupper():
                    continue
                if pieces and not _opens(printed):
                    name, first, _ = pieces[-1]
                    pieces[-1] = (f"{name} {printed}", first, end)
                else:
                    pieces.append((printed, start, start + len(printed)))
    return [(name, start, end if outline.text.find("\n", start, end) < 0 else outline.text.find("\n", start))
            for name, start, end in pieces]  # fmt: skip


def _head(outline: Outline) -> list[Paragraph]:
    head = [each for each in outline.paragraphs if each.kind is Kind.HEAD]
    return head[: type_line_of(outline.text, outline.key, [(each.start, each.end) for each in head])]


def _without_noise(outline: Outline, paragraph: Paragraph) -> str:
    words, key = outline.text[paragraph.start : paragraph.end], outline.key[paragraph.start : paragraph.end]
    for pattern in (_MOTTO, _NUMBER, _DATE):
        for found in pattern.finditer(key):
            words = words[: found.start()] + " " * len(found[0]) + words[found.end() :]
    return _SYMBOLS.sub(lambda found: " " * len(found[0]), words)


def _split(key: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(found.start() for found in _STRONG.finditer(key, start, end)), end]
    yield from pairwise(cuts)


def _preamble(outline: Outline) -> Issuer | None:
    for paragraph in [each for each in outline.paragraphs if each.kind is Kind.BODY and not each.section][:14]:
        for drafts in _DRAFTS.finditer(outline.key, paragraph.start, paragraph.end):
            agency = _drafting_agency(outline, paragraph.start, drafts.start())
            if agency and not _CITED.search(outline.key, paragraph.start, agency.start()):
                words = _own_place(full_name(outline.text[agency.start() : drafts.start()].strip()))
                return Issuer(words[:1].upper() + words[1:], (agency.start(), drafts.start()), 0.8)
    return None


_CITED = re.compile(r"(?<!\w)cua\s+$")  # `Quyết định … của Thủ tướng Chính phủ phê duyệt Đề án …`


def _drafting_agency(outline: Outline, start: int, end: int) -> re.Match[str] | None:
    """The agency between the last comma and the verb; its own name may have a comma (`phòng, chống thiên tai`)."""
    commas = [start, *(mark.end() for mark in re.finditer(r"[,;:.]\s*", outline.key[start:end]))]
    stretches = [start, *(start + comma for comma in commas[1:])]
    last = next(find_heads(outline.text, outline.key, stretches[-1], end), None)
    if last:
        return last
    for stretch in reversed(stretches[-3:-1]):
        opening = next(find_heads(outline.text, outline.key, stretch, end), None)
        if opening and opening.start() == stretch:
            return opening
    return None


def _signed_for(outline: Outline) -> Issuer | None:
    for paragraph in outline.paragraphs:
        found = re.search(r"(?<!\w)tm\s?\.\s?", outline.key[paragraph.start : paragraph.end])
        if paragraph.kind is Kind.CLOSE and found:
            start = paragraph.start + found.end()
            if heads().match(outline.key, start):
                return Issuer(full_name(outline.text[start : paragraph.end].strip()), (start, paragraph.end), 0.7)
    return None


def findings(issuer: Issuer) -> Iterator[Finding]:
    """The issuer's values."""
    yield value("issuer", issuer.name, issuer.span, issuer.confidence)
    if issuer.parent:
        yield value("parent_issuer", issuer.parent, issuer.span, issuer.confidence - 0.1)


def completed(issuer: Issuer, kind: str, place: str) -> Issuer:
    """The issuer with its place: `UBND huyện` takes the name, a board (Ban Chỉ đạo) level word and name.

    A people's committee or council is named by its place alone, so that noise between the two falls away.
    """
    key = fold(issuer.name)
    head = next((each for each in _OF_PLACES if key.startswith(fold(each))), "")
    if head and not issuer.parent:
        return replace(issuer, name=f"{head} {kind} {place}")
    if fold(place) in key or not key.startswith(("ban chi dao", "dang uy")):
        return issuer
    name = issuer.name if key.endswith(fold(kind)) else f"{issuer.name} {kind}"
    return replace(issuer, name=f"{name} {place}", confidence=issuer.confidence - 0.1)


_OF_PLACES = ("Ủy ban nhân dân", "Hội đồng nhân dân")
