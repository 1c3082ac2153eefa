"""Examples for the tagger: labelled lines of generated plans and silver-labelled sentences of corpora.

Generated lines come from the families that tuning may use; agencies that a plan names without a row of their own
are labelled by the rules. A share of the lines gets other agencies and tasks, so that the tagger learns their
places in a sentence and not a list of names, and a share is damaged and repaired again. Silver sentences carry
what the rules are sure of; sentences with a capitalised name that no rule explains are left out.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from data import loader
from extractors.agency_phrases import agencies
from extractors.subjects import subject
from extractors.tasks import task_clauses, task_words
from extractors.verbs import opens_task
from normalizers.alignment import from_edits
from normalizers.keys import fold
from normalizers.places import gazetteer
from normalizers.restorer import load_restorer
from normalizers.triage import Damage
from tools.plans.generate import FAMILIES, generate
from tools.plans.mangle import mangle, strip_marks
from tools.plans.model import Paragraph, Plan, Style
from tools.plans.spans import AGENCY, PERSON, PLACE, TASK, Span, labelled

Labelled = tuple[str, tuple[Span, ...]]

_LEFT_OUT = (Style.TITLE, Style.HEAD_LEFT, Style.HEAD_RIGHT)
_RESPONSIBLE = re.compile(r"có trách nhiệm (?P<task>[a-zà-ỹđ][^.;:()\d]{20,140}?)(?=[.;]|, phối hợp)")
_CAPITALS = re.compile(r"(?<=[\w,] )(?:[A-ZĐÀ-Ỹ][\w&-]*)(?: [A-ZĐÀ-Ỹ][\w&-]*)+")
_PLACE = re.compile(
    r"(?:(?i:\b(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|bản|ấp|xóm)))"
    r" (?P<name>[A-ZĐÀ-Ỹ][\w’']*(?: [A-ZĐÀ-Ỹ][\w’']*){0,3})(?!\w)"
)
_PERSON = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c) (?P<name>[A-ZĐÀ-Ỹ][a-zà-ỹđ]+(?: [A-ZĐÀ-Ỹ][a-zà-ỹđ]+){1,3})(?!\w)"
)
_TITLE_BEFORE_NAME = re.compile(
    r"(?:Chủ tịch|Giám đốc|Bộ trưởng|Bí thư|Trưởng (?:ban|phòng))(?: [^,.;:]{0,50}?)?,? "
    r"(?P<name>[A-ZĐÀ-Ỹ][a-zà-ỹđ]+(?: [A-ZĐÀ-Ỹ][a-zà-ỹđ]+){1,3})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Pools:
    """Names and tasks of real sentences, to vary generated ones with."""

    agencies: tuple[str, ...]
    tasks: tuple[str, ...]


def generated(first: int, count: int, rng: Random) -> Iterator[Labelled]:
    """The labelled lines of `count` plans of each family that tuning may use, without repeats."""
    seen: set[str] = set()
    for family in (each.name for each in FAMILIES.values() if not each.unseen):
        for seed in range(first, first + count):
            plan = generate(family, seed, errors=True)
            for text, spans in _lines(plan):
                if text not in seen and (spans or rng.random() < 0.4):
                    seen.add(text)
                    yield text, spans


def _lines(plan: Plan) -> Iterator[Labelled]:
    for paragraph, (text, spans) in zip(plan.paragraphs, labelled(plan), strict=True):
        if paragraph.style not in _LEFT_OUT and len(text) < 500:
            yield _without_mark(paragraph, text, _with_ruled(text, spans))


def _without_mark(paragraph: Paragraph, text: str, spans: Sequence[Span]) -> Labelled:
    """The tagger reads sentences, which have no bullet mark."""
    cut = len(paragraph.mark) + 1 if paragraph.mark else 0
    return text[cut:], tuple((start - cut, end - cut, label) for start, end, label in spans)


def _with_ruled(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    key = fold(text)
    return _apart([*spans, *((each.start, each.end, AGENCY) for each in agencies(text, key, 0, len(text)))])


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; of those that overlap the one that was named first."""
    kept: list[Span] = []
    for span in spans:
        if all(span[1] <= low or span[0] >= high for low, high, _ in kept):
            kept.append(span)
    return tuple(sorted(kept))


def varied(example: Labelled, pools: Pools, rng: Random) -> Labelled:
    """The line with other agencies and tasks in the places of its own."""
    text, spans = example
    parts, moved, at, length = [], [], 0, 0
    for start, end, label in spans:
        pool = {AGENCY: pools.agencies, TASK: pools.tasks}.get(label, ())
        words = rng.choice(pool) if pool and rng.random() < 0.7 else text[start:end]
        gap = text[at:start]
        parts += [gap, words]
        length += len(gap)
        moved.append((length, length + len(words), label))
        length, at = length + len(words), end
    return "".join([*parts, text[at:]]), tuple(moved)


def damaged(examples: Sequence[Labelled], damage: Damage, rng: Random) -> Iterator[Labelled]:
    """The lines stripped or mangled and repaired again; those whose words were split or joined are left out."""
    spoil = strip_marks if damage is Damage.STRIPPED else (lambda text: mangle(text, rng))
    spoilt = [spoil(text) for text, _ in examples]
    restored = load_restorer().restore("\n".join(spoilt), [damage] * len(spoilt))
    lines = from_edits("\n".join(spoilt), restored.replacements)[0].split("\n")
    for (text, spans), line in zip(examples, lines, strict=False):
        moved = _by_word(text, spans, line)
        if moved is not None:
            yield line, moved


def _by_word(text: str, spans: Sequence[Span], other: str) -> tuple[Span, ...] | None:
    """The spans on a text with as many words; None where the words differ in number or a span cuts one."""
    before, after = ([found.span() for found in re.finditer(r"\w+|[^\w\s]", each)] for each in (text, other))
    if len(before) != len(after):
        return None
    starts, ends = ({span[side]: index for index, span in enumerate(before)} for side in (0, 1))
    if any(start not in starts or end not in ends for start, end, _ in spans):
        return None
    return tuple((after[starts[start]][0], after[ends[end]][1], label) for start, end, label in spans)


def sentences(corpora: Path, name: str, rng: Random, most: int) -> Iterator[str]:
    """Up to `most` sentences of a corpus that may name an agency, a place or a person."""
    cue = re.compile(r"UBND|Ủy ban|Sở |Phòng |Bộ |Ban |xã |huyện |tỉnh |ông |Chủ tịch|Công an|Hội |trách nhiệm")
    with lzma.open(corpora / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
        lines = (line.strip() for line in stream)
        wanted = (line for line in lines if 30 < len(line) < 1500 and cue.search(line) and rng.random() < 0.3)
        for line in islice(wanted, most):
            yield from (each for each in re.split(r"(?<=[.;]) +(?=[A-ZĐÀ-Ỹ])", line) if 30 < len(each) < 300)


def pools(texts: Iterable[str]) -> Pools:
    """Agencies and tasks of real sentences that the rules are sure of."""
    names: dict[str, None] = {}
    tasks: dict[str, None] = {}
    for text in texts:
        for found in agencies(text, fold(text), 0, len(text)):
            words = text[found.start : found.end].strip(" ,")
            if 8 < len(words) < 60:
                names[words] = None
        for match in _RESPONSIBLE.finditer(text):
            tasks[match["task"].strip(" ,")] = None
    return Pools(tuple(names), tuple(tasks))


def silver(text: str) -> Labelled | None:
    """A real sentence with what the rules are sure of; None where something in it is not explained."""
    key = fold(text)
    spans: list[Span] = [(*found.span("name"), PERSON) for found in _persons(text)]
    for each in agencies(text, key, 0, len(text)):
        if not (text[each.start].isupper() or key.startswith(("cac ", "nhung "), each.start)):
            return None
        spans.append((each.start, each.end, AGENCY))
    spans += [(*found.span("name"), PLACE) for found in _PLACE.finditer(text) if _is_unit(found["name"])]
    tasks = _tasks(text, key)
    if tasks is None or text.endswith("..."):
        return None
    kept = _apart([*spans, *tasks])
    named = [(start, end) for start, end, label in kept if label != TASK]
    unexplained = any(
        not any(start <= found.end() and found.start() <= end for start, end in named)
        for found in _CAPITALS.finditer(text)
    )
    return (text, kept) if kept and not unexplained else None


def _is_unit(name: str) -> bool:
    return any(gazetteer().has(level, name) for level in ("tỉnh", "huyện", "xã"))


def _persons(text: str) -> Iterator[re.Match[str]]:
    family = {row["word"] for row in loader.table("person_words.tsv") if row["kind"] == "family"}
    for pattern in (_PERSON, _TITLE_BEFORE_NAME):
        yield from (found for found in pattern.finditer(text) if found["name"].split()[0] in family)


def _tasks(text: str, key: str) -> list[Span] | None:
    """The tasks that the rules read; None where a clause may hold one that they don't see."""
    found: list[Span] = []
    for clause in task_clauses(text, key, 0, len(text)):
        doer = subject(text, key, clause.start, clause.end)
        if doer is None:
            if opens_task(key, clause.start):
                return None
            continue
        words = task_words(text, doer.predicate, clause.end)
        at = text.find(words, doer.predicate, clause.end)
        if at < 0 or len(words) > 220:
            return None
        found.append((at, at + len(words), TASK))
    return found
