"""Rows by the tagger: who does which task by when, and who signed, where the rules are blind.

The rules win: `complete` asks the tagger only about sentences in which they found no doer though one may stand
there, and about signers that they did not see. `alone` reads a whole plan by the tagger, to measure it. A row needs
an agency right before its task; times are read by the time grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.agency_headings import is_works
from extractors.agency_openings import opens_like_agency
from extractors.agency_phrases import may_open_agency
from extractors.agency_words import STOP_WORDS
from extractors.blind import STATES
from extractors.context import Context
from extractors.due import times_of, years_of
from extractors.entities import AGENCY, PERSON, Entity
from extractors.header_close import is_name
from extractors.ner import TASK, tag
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Span
from extractors.subjects import role_of
from extractors.tasks import without_times
from normalizers.agencies import heads
from normalizers.dates import TimePhrase
from normalizers.keys import fold
from pipeline.model import Finding, Value

_BETWEEN = re.compile(
    r"[\s,:]*(?:(?:co trach nhiem|chiu trach nhiem|phai|can|se|duoc giao|tiep tuc|chu dong|chu tri"
    r"|tham muu(?: giup| cho)?(?: ubnd \w+)?|phoi hop(?: chat che)?(?: voi [^;.]{3,120}?)?)[\s,]*)*"
)
_BEFORE = re.compile(
    r"[\s\d.()a-z]{0,6}(?:(?:giao(?: cho)?|yeu cau|de nghi|phan cong|hang \w+|dinh ky|trong|truoc|den|cham nhat"
    r"|can cu|theo)(?!\w)[^;:]{0,90}?)?[\s,:]*"
)
_WORD = re.compile(r"[^\W\d_]+")
_TASK_END = re.compile(r"[\s,]*(?:[;.]|(?<!\w)(?:hoan thanh|xong|cham nhat|truoc|trong|tu|den|vao|moi)\s)|\s*$")
_PLURAL = re.compile(r"(?<!\w)(?:cac|nhung) ")
_BEFORE_NAME = re.compile(rf"{_BEFORE.pattern}(?:(?:cac|nhung) )?")
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Doing:
    """A task and the agencies that the tagger sees right before it; offsets point into the document."""

    agencies: tuple[tuple[int, int], ...]
    task: tuple[int, int]
    role: str

    def names(self, text: str) -> list[str]:
        """The agencies' names as printed."""
        return [text[start:end] for start, end in self.agencies]


def complete(outline: Outline, context: Context, rows: Sequence[Finding]) -> list[Finding]:
    """The rules' rows, leads filled in, and the tagger's rows of sentences that no rule spoke of."""
    done = {(row.start, row.end) for row in rows}
    sentences = [(each, (each[1].start, each[1].end)) for each in _sentences(outline)]
    blind = [each for each, place in sentences if place not in done and _may(outline, each[1])]
    leaderless = {(row.start, row.end) for row in rows if row.table == "deadlines" and not row.values["lead_agency"]}
    undone = leaderless - {(row.start, row.end) for row in rows if row.table == "assignments"}
    dated = [each for each, place in sentences if place in undone and _may(outline, each[1])]
    found = _tagged(outline, [*blind, *dated])
    added: list[Finding] = []
    for paragraph, span in blind:
        added += _assignments(paragraph, span, outline, _paired(outline, span, found[span]))
    led = {(span.start, span.end): _opening(outline, span, found[span]) for _, span in dated}
    for paragraph, span in dated:
        added += _assignments(paragraph, span, outline, led[span.start, span.end])
    return [*_led(outline, rows, led), *added]


def alone(outline: Outline, context: Context) -> list[Finding]:
    """What the tagger finds without the rules: assignments and dated tasks."""
    every = list(_sentences(outline))
    found = _tagged(outline, every)
    rows: list[Finding] = []
    for paragraph, span in every:
        doings = [*_paired(outline, span, found[span])] or _opening(outline, span, found[span])
        rows += _assignments(paragraph, span, outline, doings)
        rows += _deadlines(outline, context, paragraph, span, doings)
    return rows


def signer(outline: Outline, values: Mapping[str, Value]) -> Finding | None:
    """The last line of the close that is one person's name, where the rules read no signer."""
    if values.get("signer"):
        return None
    close = [each for each in outline.paragraphs if each.kind is Kind.CLOSE and not each.mark]
    lines = [each for each in close if 2 <= len(outline.text[each.start : each.end].split()) <= 5]
    texts = [outline.text[each.start : each.end] for each in lines]
    for line, text, found in reversed(list(zip(lines, texts, tag(texts), strict=True))):
        person = any(each.label == PERSON and (each.start, each.end) == (0, len(text)) for each in found)
        if person and is_name(text):
            return Finding("documents", line.start, line.end, {"signer": text}, "ner:header.signer", _SURE)
    return None


def _sentences(outline: Outline) -> Iterator[tuple[Paragraph, Span]]:
    first = next((each.index for each in outline.paragraphs if each.label or each.mark), 0)
    for paragraph in outline.body_paragraphs():
        if paragraph.index >= first:
            yield from ((paragraph, Span(each.start, each.end)) for each in paragraph.sentences)


def _may(outline: Outline, span: Span) -> bool:
    """Whether a sentence is long enough, holds the head of an agency's name, and can open with a doer."""
    long = span.end - span.start > 25 and not is_works(outline.key, span.start, span.end)
    return long and heads().search(outline.key, span.start, span.end) is not None and _can_open(outline, span)


def _can_open(outline: Outline, span: Span) -> bool:
    """Whether any word of a sentence stands where a doer must, and begins as agencies' names do.

    Most sentences have none: there is no need to ask the tagger, whatever it sees there gives no row.
    """
    return any(
        opens_like_agency(outline.key, word.start())
        and _BEFORE_NAME.fullmatch(outline.key[_clause_start(outline.key, span, word.start()) : word.start()])
        for word in _WORD.finditer(outline.text, span.start, span.end)
    )


def _tagged(outline: Outline, asked: Sequence[tuple[Paragraph, Span]]) -> dict[Span, list[Entity]]:
    """What the tagger sees in each sentence; offsets point into the document."""
    spans = [span for _, span in asked]
    tagged = tag([outline.text[span.start : span.end] for span in spans])
    return {
        span: [
            _whole(outline.key, replace(each, start=each.start + span.start, end=each.end + span.start))
            for each in found
            if each.label != AGENCY
            or may_open_agency(outline.text, outline.key, each.start + span.start, each.end + span.start)
        ]
        for span, found in zip(spans, tagged, strict=True)
    }


def _whole(key: str, found: Entity) -> Entity:
    """An agency with the plural word before it (`Các chi bộ`)."""
    plural = _PLURAL.search(key, max(0, found.start - 6), found.start) if found.label == AGENCY else None
    return replace(found, start=plural.start()) if plural and plural.end() == found.start else found


def _paired(outline: Outline, span: Span, found: Sequence[Entity]) -> Iterator[Doing]:
    """Each task with the agencies of the list right before it; the first list must open the sentence."""
    for at, task in enumerate(found):
        doers = _list_before(outline.key, found[:at]) if task.label == TASK else []
        if not doers:
            continue
        gap = outline.key[doers[-1].end : task.start]
        opening = outline.key[_clause_start(outline.key, span, doers[0].start) : doers[0].start]
        if _BETWEEN.fullmatch(gap) and _BEFORE.fullmatch(opening):
            role = role_of(gap.strip(" ,:") or outline.key[task.start : task.end])
            yield Doing(tuple((each.start, each.end) for each in doers), (task.start, task.end), role)


def _opening(outline: Outline, span: Span, found: Sequence[Entity]) -> list[Doing]:
    """The agencies that open a dated sentence, before any word that may do something."""
    if any(each.label == TASK and each.start <= span.start + 3 for each in found):
        return []
    doers = _list_before(outline.key, found[:1] if found[1:2] and found[1].label == TASK else found)
    named = [each for each in found if each.label == AGENCY]
    if not doers or doers[0] is not named[0] or not _BEFORE.fullmatch(outline.key[span.start : doers[0].start]):
        return []
    gap = _BETWEEN.match(outline.key, doers[-1].end, span.end)
    begin = gap.end() if gap else doers[-1].end
    word = _WORD.match(outline.text, begin, span.end)
    if not word or not word[0].islower() or fold(word[0]) in STOP_WORDS | STATES:
        return []
    role = role_of(outline.key[doers[-1].end : span.end].strip(" ,:"))
    return [Doing(tuple((each.start, each.end) for each in doers), (begin, _task_end(outline.key, begin, span)), role)]


def _task_end(key: str, begin: int, span: Span) -> int:
    close = _TASK_END.search(key, begin, span.end)
    return close.start() if close else span.end


def _clause_start(key: str, span: Span, at: int) -> int:
    return max(span.start, key.rfind(";", span.start, at) + 1)


def _list_before(key: str, found: Sequence[Entity]) -> list[Entity]:
    """The agencies of the first list in the clause, joined by commas or `va`; partners behind `phoi hop voi` go."""
    listed: list[Entity] = []
    for each in found:
        if each.label == TASK:
            listed = []
        elif each.label == AGENCY:
            if listed and not re.fullmatch(r"\s*(?:,|;|va|cung)\s*", key[listed[-1].end : each.start]):
                partner = "phoi hop" in key[listed[-1].end : each.start] or "voi" in key[listed[-1].end : each.start]
                if partner:
                    break
                listed = []
            listed.append(each)
    return listed


def _assignments(paragraph: Paragraph, span: Span, outline: Outline, doings: Iterable[Doing]) -> Iterator[Finding]:
    for doing in doings:
        task = without_times(" ".join(outline.text[slice(*doing.task)].split()))
        for name in doing.names(outline.text):
            values: dict[str, Value] = {"agency": name, "role": doing.role, "task": task}
            yield Finding("assignments", span.start, span.end, values, "ner:assignment.doer", _SURE, paragraph.section)


def _led(
    outline: Outline, rows: Iterable[Finding], found: Mapping[tuple[int, int], Sequence[Doing]]
) -> Iterator[Finding]:
    """Dated tasks get the agency that the tagger sees before a task of their sentence."""
    for row in rows:
        doings = found.get((row.start, row.end), ())
        if row.table == "deadlines" and not row.values["lead_agency"] and len(doings) == 1:
            lead = ";".join(doings[0].names(outline.text))
            yield replace(row, values={**row.values, "lead_agency": lead}, method=f"{row.method}+ner:lead")
        else:
            yield row


def _deadlines(
    outline: Outline, context: Context, paragraph: Paragraph, span: Span, doings: Sequence[Doing]
) -> Iterator[Finding]:
    """A row for each time of a sentence in which the tagger sees a task."""
    years = years_of(outline, context, paragraph)
    for time in times_of(outline, paragraph, span.start, span.end, years) if doings else ():
        doing = next((each for each in reversed(doings) if each.task[0] < time.start), doings[0])
        yield Finding("deadlines", span.start, span.end, _dated(outline, doing, time), "ner:deadline", _SURE,
                      paragraph.section)  # fmt: skip


def _dated(outline: Outline, doing: Doing, time: TimePhrase) -> dict[str, Value]:
    return {
        "task": " ".join(outline.text[slice(*doing.task)].split()),
        "lead_agency": ";".join(doing.names(outline.text)) if doing.role != "coordinate" else "",
        "due_text": time.text,
        "due_relation": time.relation,
        "due_start": time.due_start,
        "due_end": time.due_end,
        "precision": time.precision,
        "tentative": time.tentative,
        "year_inferred": time.year_inferred,
        "recurrence": time.recurrence,
    }
