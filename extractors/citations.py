"""Documents that the plan rests on or cites.

A citation has a kind and a number, or a date, or an issuer and a subject. In the preamble, behind
Căn cứ, Thực hiện and the like, it is a basis, elsewhere a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from extractors.citation_groups import bare_numbers, group_issuer, names_several
from extractors.citation_parts import (
    begins_agency,
    kind_of_symbols,
    kinds,
    laws,
    read_date,
    read_issuer,
    read_meeting,
    read_subject,
    symbols_of,
)
from extractors.context import Context
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Span
from normalizers.document_numbers import DocumentNumber, implied_issuer, read_number
from normalizers.keys import fold
from pipeline.model import Finding


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation while it is read; `end` is where its last part ends, `part` where the next may begin."""

    kind: str
    start: int
    end: int
    rule: str
    number: str = ""
    symbols: str = ""
    on: date | None = None
    issuer: str = ""
    subject: str = ""
    core: int = 0  # where kind and number end; inside them no other citation begins
    lent: bool = False  # the issuer stands before the kind and holds for what follows with "và"


_BASIS = re.compile(
    r"(?:can cu|thuc hien|thi hanh|trien khai|tren co so|tiep tuc|chap hanh|xet|theo(?! de nghi)"
    r"|de (?:trien khai|thuc hien)|nham|quan triet)\b"
)
_PLAIN_KINDS = frozenset(
    {"Quyết định", "Nghị quyết", "Chỉ thị", "Nghị định", "Thông tư", "Kết luận", "Thông báo", "Công văn"}
)
_UNNUMBERED = _PLAIN_KINDS | {"Công điện", "Kế hoạch", "Hướng dẫn", "Chương trình hành động"}
_LEADS = re.compile(
    r"(?:theo|thuc hien|can cu|tai|trien khai|quan triet|thi hanh|tinh than|co so|chap hanh)\s+(?:\w+\s+){0,5}"
    r"(?:va\s+)?$"
)
# A preamble that is set as several lines: the next document, or the rest of a sentence ("- 2025; Quyết định ...").
_CONTINUES = re.compile(
    r"(?:(?:thuc hien |can cu )?(?:cac )?(?:quyet dinh|nghi quyet|chi thi|ke hoach|thong|nghi dinh|cong|luat|ket luan"
    r"|huong dan)|\d{4};)"
)
_NUMBER_WORD = re.compile(r"\s*(?:(?:lien tich|ket luan|chung)\s+(?=so))?(?:so\s*:?\s*)?")
_LATE_NUMBER = re.compile(r"\s+[^,;.:()]{3,90}?\sso\s*:?\s*(?=\d)")
_AFTER_PLAIN = re.compile(r"\s*(?:$|[,.;:)\]]|cua|ngay|ve|nam|va|ban hanh|phe duyet|tai|duoc)")
_ALIKE = 80.0  # rapidfuzz ratio from which a printed issuer is the one that its symbols imply, misread
_NEXT = re.compile(r"\s*(?:,|;|va|,\s*va)\s*(?:so\s*:?\s*)?(?=\d)")
_LAW_NAME = re.compile(r"\s+([^;]{3,220}?)(?=\s*,?\s*\(?(?:ngay \d|so \d))")
_OTHER_PAPER = re.compile(r", (?:va )?(?:cac )?(?:nghi dinh|quyet dinh|thong tu|nghi quyet|chi thi|ke hoach)(?!\w)")
_ACTION = re.compile(
    r"ngay (\d{1,2})[/.-](\d{1,2})[/.-](\d{4}),?\s+(?P<agency>[^,;.]{3,80}?)\s+(?:da\s+)?(?:ban hanh|ky)\s+(?:cac\s+)?$"
)
_PROPOSED = re.compile(
    r"(?:de nghi|de xuat|kien nghi|bao cao|y kien)(?: cua)?\s+(?P<agency>[^,;.]{3,90}?)\s+tai\s+(?:cac\s+)?$"
)
_SELF = re.compile(r"\s+(?:nay|tren)(?!\w)")


def find(outline: Outline, context: Context) -> Iterator[Finding]:
    """All citations in order; the document's own number is none."""
    first = next((each.index for each in outline.paragraphs if each.section), len(outline.paragraphs))
    goes_on = False
    for paragraph in outline.body_paragraphs():
        basis = _is_basis(outline, paragraph, first)
        continued = goes_on and paragraph.index < first and _CONTINUES.match(outline.key, paragraph.body) is not None
        role = "basis" if basis or continued else "mention"
        goes_on = role == "basis" and outline.text[paragraph.end - 1] not in ".:"
        for sentence in paragraph.sentences:
            for clause in sentence.clauses:
                read = _read(outline, clause.start, clause.end, role)
                read += _of_group(outline, paragraph, clause, read)
                for each in _shared(outline, sorted(read, key=lambda citation: citation.start)):
                    if each.number and each.number == context.number and each.on in (None, context.issued_on):
                        continue
                    yield _finding(each, "mention" if each.lent else role, paragraph.section)


def _of_group(outline: Outline, paragraph: Paragraph, clause: Span, read: list[Citation]) -> Iterator[Citation]:
    taken = [(each.start, each.end) for each in read]
    for bare in bare_numbers(outline, clause.start, clause.end, taken):
        at = bare.number.end
        listed = Citation(bare.kind, bare.start, at, "listed", bare.number.text, bare.number.symbols, core=at)
        citation, _ = _completed(outline, listed, bare.limit)
        issuer = citation.issuer or group_issuer(outline, paragraph, bare.start, bare.kind)
        yield replace(citation, issuer=issuer)


def _is_basis(outline: Outline, paragraph: Paragraph, first: int) -> bool:
    if paragraph.index < first and not paragraph.section:
        return bool(_BASIS.match(outline.key, paragraph.body))
    headings = (each for each in outline.ancestors(paragraph) if each.kind is Kind.HEADING)
    return any(re.match(r"(?:nhung |cac )?can cu\b", outline.key_of(each)) for each in headings)


def _finding(citation: Citation, role: str, section: str) -> Finding:
    implied = implied_issuer(citation.symbols)
    printed, known = fold(citation.issuer), fold(implied)
    misread = known not in printed and fuzz.ratio(printed, known) >= _ALIKE
    issuer = citation.issuer if citation.issuer and not misread else implied
    values = {
        "cited_type": citation.kind,
        "cited_number": citation.number or None,
        "cited_on": citation.on,
        "cited_issuer": issuer or None,
        "cited_subject": citation.subject or None,
        "role": role,
    }
    confidence = {"numbered": 0.96, "law": 0.93, "dated": 0.85, "plain": 0.85, "listed": 0.9}.get(citation.rule, 0.75)
    return Finding(
        "citations", citation.start, citation.end, values, f"rule:citation.{citation.rule}", confidence, section
    )


def _read(outline: Outline, start: int, end: int, role: str) -> list[Citation]:
    """The citations of a clause, in order; one inside another's subject counts as well, but no law in a law's name."""
    pattern, full, short = kinds()
    found: list[Citation] = []
    law_until = start
    for word in pattern.finditer(outline.key, start, end):
        printed = outline.text[word.start() : word.end()]
        kind = short.get(printed) or (full.get(word[0]) if printed != printed.upper() or len(printed) > 5 else None)
        if kind is None or word.start() < law_until or _SELF.match(outline.key, word.end()):
            continue
        if found and word.start() < found[-1].core:
            continue
        if kind in laws():
            law = _law(outline, kind, word, end)
            if law:
                law_until = law.end
                found.append(law)
            continue
        numbered = _numbered(outline, kind, word, end, printed in short)
        if numbered and not numbered[0].issuer:
            numbered[0] = _proposed(outline, numbered[0], start)
        found += numbered or _unnumbered(outline, kind, (start, word.start(), word.end(), end), role)
    return found


def _law(outline: Outline, kind: str, word: re.Match[str], end: int) -> Citation | None:
    if not outline.text[word.start()].isupper():
        return None
    name = _LAW_NAME.match(outline.key, word.end(), end)
    at = name.end() if name else word.end()
    number, at = _number_at(outline.text, outline.key, at, end, plain=False)
    dated = read_date(outline.key, at, end)
    if (number is None and dated is None) or (number and kind_of_symbols(number.symbols) not in ("", kind)):
        return None
    if name and _OTHER_PAPER.search(name[1]):
        return None
    subject = outline.text[name.start(1) : name.end(1)].strip(" ,(") if name else ""
    return Citation(kind, word.start(), dated[1] if dated else at, "law", number.text if number else "",
                    number.symbols if number else "", dated[0] if dated else None, "", subject)  # fmt: skip


def _number_at(text: str, key: str, at: int, end: int, plain: bool) -> tuple[DocumentNumber | None, int]:
    lead = _NUMBER_WORD.match(key, at, end)
    start = lead.end() if lead else at
    number = read_number(text, start, end, plain)
    if number is None or (not number.symbols and not _AFTER_PLAIN.match(key, number.end)):
        return None, at
    return number, number.end


def _late_number(text: str, key: str, at: int, end: int, kind: str) -> tuple[DocumentNumber | None, int]:
    """A number behind the document's name: `Quyết định phê duyệt đồ án số 15/QĐ-UBND`; its symbols fit the kind."""
    lead = _LATE_NUMBER.match(key, at, end)
    if lead is None or kinds()[0].search(key, at, lead.end()):
        return None, at
    number = read_number(text, lead.end(), end)
    fits = number is not None and re.split(r"[-/]", number.symbols)[0] in symbols_of(kind)
    return (number, number.end) if number and fits else (None, at)


def _numbered(outline: Outline, kind: str, word: re.Match[str], end: int, short: bool) -> list[Citation]:
    """The citation with a number at a kind's word, and those that a list adds: `số 12/QĐ-UBND, 13/QĐ-UBND`."""
    text, key = outline.text, outline.key
    said = re.match(r"\s*so\b", key[word.end() : end]) is not None
    plain = kind in _PLAIN_KINDS and (said or short or text[word.start()].isupper())
    found: list[Citation] = []
    start, at = word.start(), word.end()
    while True:
        number, at = _number_at(text, key, at, end, plain)
        if number is None and not found:
            number, at = _late_number(text, key, at, end, kind)
        if number is None:
            break
        rule = ("numbered" if number.symbols else "plain") if not found else "listed"
        citation, at = _completed(outline, Citation(kind, start, at, rule, number.text, number.symbols, core=at), end)
        found.append(citation)
        more = _NEXT.match(key, at, end)
        if more is None:
            break
        start = at = more.end()
        plain = kind in _PLAIN_KINDS and key.startswith("so", more.end() - 3)
    return [found[0], *(each for each in found[1:] if each.symbols)] if found else []


def _completed(outline: Outline, citation: Citation, end: int) -> tuple[Citation, int]:
    """Date, issuer and subject behind the number; also where a list could go on."""
    text, key, at = outline.text, outline.key, citation.end
    dated = read_date(key, at, end)
    if dated:
        citation, at = replace(citation, on=dated[0], end=dated[1]), dated[1]
    issuer = read_issuer(text, key, at, end)
    if issuer:
        citation, at = replace(citation, issuer=issuer[0], end=issuer[1]), issuer[1]
        late = read_date(key, at, end) if not dated else None
        if late:
            citation, at = replace(citation, on=late[0], end=late[1]), late[1]
    subject = read_subject(text, key, at, end)
    if subject:
        citation = replace(citation, subject=subject[0], end=subject[1])
    return citation, at


def _proposed(outline: Outline, citation: Citation, start: int) -> Citation:
    """The issuer that stands before: `đề nghị của UBND huyện A tại Tờ trình số ...`."""
    found = _PROPOSED.search(outline.key, start, citation.start)
    if found is None:
        return citation
    issuer = outline.text[found.start("agency") : found.end("agency")].strip()
    return replace(citation, issuer=issuer.removeprefix("của ").strip(), lent=True)


def _unnumbered(outline: Outline, kind: str, place: tuple[int, int, int, int], role: str) -> list[Citation]:
    """Citations without a number: dated, by the action that made them, or by issuer and subject."""
    start, word, after, end = place
    text, key = outline.text, outline.key
    if not text[word].isupper() or kind not in _UNNUMBERED or names_several(key, word, end):
        return []
    dated = read_date(key, after, end)
    if dated:
        return [_completed(outline, Citation(kind, word, after, "dated"), end)[0]]
    action = _ACTION.search(key, start, word)
    opens = action is not None and (
        action.start() == start or text[action.start() - 2 : action.start()].strip() in "(,;:"
    )
    if action and opens and begins_agency(text, key, action.start("agency"), word):
        day = read_date(key, action.start(), end)
        agency = text[action.start("agency") : action.end("agency")]
        subject = text[after:end].strip(" ;.,)")
        if day:
            return [Citation(kind, action.start(), end, "action", on=day[0], issuer=agency, subject=subject)]
    cited = role == "basis" or _LEADS.search(key[max(start, word - 60) : word]) is not None
    return list(_by_issuer(outline, kind, word, after, end)) if cited else []


def _by_issuer(outline: Outline, kind: str, word: int, after: int, end: int) -> Iterator[Citation]:
    text, key = outline.text, outline.key
    of = re.compile(r"(?:\s+ket luan)?(?=\s+cua )").match(key, after, end)
    issuers: list[tuple[str, int]] = []
    at = of.end() if of else after
    while issuer := read_issuer(text, key, at, end):
        if not begins_agency(text, key, issuer[1] - len(issuer[0]), end) and not _is_person(issuer[0]):
            break
        issuers.append(issuer)
        at = issuer[1]
    if not issuers:
        return
    meeting = read_meeting(text, key, at, end)
    subject = read_subject(text, key, at, end) or meeting
    if subject is None:
        return
    on = _meeting_day(key, at, subject[1]) if meeting and kind == "Kết luận" else None
    words = text[after : subject[1]].strip() if of and key.startswith(" ket luan", after) else subject[0]
    for name, _ in issuers:
        yield Citation(kind, word, subject[1], "issuer", on=on, issuer=name, subject=words)


def _meeting_day(key: str, start: int, end: int) -> date | None:
    """The day of a meeting: a conclusion is given on it, its announcement (Thông báo) later."""
    for hit in re.finditer(r"ngay \d", key[start:end]):
        dated = read_date(key, start + hit.start(), end)
        if dated:
            return dated[0]
    return None


def _is_person(name: str) -> bool:
    return fold(name).startswith(
        ("chu tich", "bi thu", "giam doc", "bo truong", "thuong truc", "thu tuong", "truong ban")
    )


def _shared(outline: Outline, found: list[Citation]) -> Iterator[Citation]:
    """An issuer said once for several: behind the last of them, or before the first (`của ... tại Tờ trình số`)."""
    before: Citation | None = None
    for index, citation in enumerate(found):
        later = (each for each in found[index + 1 :] if each.issuer and each.kind == citation.kind)
        lender = next((each for each in later if each.symbols and each.symbols == citation.symbols), None)
        if before and before.lent and re.fullmatch(r"\s*,?\s*va\s+", outline.key[before.end : citation.start]):
            lender = before
        if lender and not citation.issuer and citation.kind not in laws():
            citation = replace(citation, issuer=lender.issuer, lent=lender.lent)  # noqa: PLW2901
        yield citation
        before = citation
