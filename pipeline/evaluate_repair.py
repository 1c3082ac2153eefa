"""`kehoach evaluate repair`: what the repair reaches on damaged, clean and encoded texts, beside its aims.

Error rates are those of `scoring_text`; the aims are `data/repair_goals.tsv`. Inputs that are not there
(corpora, built pages, scans) leave their rows out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data import loader
from normalizers import legacy
from normalizers.alignment import from_edits
from normalizers.repair import Restores, repair
from pipeline import repair_cases as cases
from pipeline.model import RepairedText
from pipeline.repair_cases import Case
from pipeline.scoring_text import Pair, TextScore, pairs, score_text

BUILT = Path("build/repair")
"""What the tools made of the corpora: held-out lines in `text`, read pages in `pages`."""

CORPORA: Mapping[str, tuple[str, ...]] = {
    "legal": ("legal_phapdien", "legal_phapdien_extra", "legal_tvpl_qa"),
    "news": ("news_sample",),
    "wiki": ("wiki_vi2025",),
}
MANGLED, SLIPS, CLEAN = ("000", "002"), ("004",), ("000", "002", "004")
BINS = 10
_LINE_END_HYPHEN = re.compile(r"(?<=\w)-\n+(?=\w)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured row; `value` is compared with the aims, `note` says what else was counted."""

    case: str
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A changed token: how sure the repair was (0..1), and whether it was right."""

    confidence: float
    right: bool


class Measures:
    """Measures the repair with one restorer (None: the shipped one) and gathers how sure it was of its changes."""

    def __init__(self, restorer: Restores | None = None) -> None:
        self.restorer = restorer
        self.doubts: list[Doubt] = []

    def repaired(self, case: Case) -> TextScore:
        """The score of a case after the repair."""
        result = repair(case.document, self.restorer)
        self.doubts += doubts(result, case.truth)
        return score_text(result.text, case.truth)

    def figure(self, name: str, case: Case) -> Figure:
        """The SER of a case, with that of what was read."""
        before, after = score_text(case.document.raw, case.truth), self.repaired(case)
        return Figure(name, after.ser, f"SER before {before.ser:.4f}; {after.tokens} tokens; CER {after.cer:.4f}")


def evaluate_repair(gold: Path, *, lines: int = 2000, scans: bool = False, restorer: Restores | None = None) -> str:
    """All figures as Markdown; `scans` adds the real ones, which takes minutes of OCR."""
    measures = Measures(restorer)
    found = list(figures(gold, measures, lines=lines, scans=scans))
    return "\n".join([*_table(found), "", *reliability(measures.doubts)])


def figures(gold: Path, measures: Measures, *, lines: int, scans: bool) -> Iterator[Figure]:
    """The figures of every case whose input is there."""
    dumps = {case.name: case for case in cases.dumps(gold)}
    yield from (measures.figure(f"mangled {name}", dumps[name]) for name in MANGLED if name in dumps)
    for name in MANGLED:
        if name in dumps:
            truth = dumps[name].truth
            yield measures.figure(f"stripped {name}", Case(name, cases.document(cases.strip(truth)), truth))
    yield from _when_there(lambda: _stripped_lines(measures, lines))
    yield from (measures.figure(f"slips {name}", dumps[name]) for name in SLIPS if name in dumps)
    if dumps:
        yield _clean([dumps[name] for name in CLEAN if name in dumps], measures.restorer)
        yield from _digits([dumps[name] for name in MANGLED if name in dumps], measures.restorer)
    yield from _degraded(measures)
    if scans:
        yield _real(cases.scans(gold.parent / "scans"), measures)
    yield from _when_there(lambda: _legacy(lines))


def _when_there(measure: Callable[[], Iterator[Figure]]) -> Iterator[Figure]:
    """The figures of `measure`; none where its corpora are missing."""
    try:
        yield from measure()
    except FileNotFoundError as error:
        yield Figure(f"(left out: {error})", float("nan"))


def _stripped_lines(measures: Measures, lines: int) -> Iterator[Figure]:
    for group, corpora in CORPORA.items():
        total = TextScore(0, 0, 0, 0, 0, 0, 0)
        for text in cases.batches(cases.held_out(BUILT / "text", corpora, lines)):
            total += measures.repaired(Case(group, cases.document(cases.strip(text)), text))
        yield Figure(f"stripped {group}", 1 - total.ser, f"{total.tokens} tokens of held-out lines")


def _clean(inputs: Iterable[Case], restorer: Restores | None) -> Figure:
    changed = tokens = 0
    for case in inputs:
        truth = _LINE_END_HYPHEN.sub("-", case.truth)
        score = score_text(repair(cases.document(truth), restorer).text, truth)
        changed, tokens = changed + score.wrong, tokens + score.tokens
    return Figure("clean", changed / max(tokens, 1), f"{changed} of {tokens} tokens of the true texts changed")


def _digits(inputs: Iterable[Case], restorer: Restores | None) -> Iterator[Figure]:
    right = total = worse = 0
    for case in inputs:
        before = {i: p.got == p.want for i, p in enumerate(_with_digits(case.document.raw, case.truth))}
        after = _with_digits(repair(case.document, restorer).text, case.truth)
        right += sum(pair.got == pair.want for pair in after)
        worse += sum(before.get(i, False) and pair.got != pair.want for i, pair in enumerate(after))
        total += len(after)
    yield Figure("digits", right / max(total, 1), f"{right} of {total}")
    yield Figure("digits made worse", worse)


def _with_digits(text: str, truth: str) -> list[Pair]:
    """The pairs whose true token holds a digit, in the order of the truth."""
    joined = _LINE_END_HYPHEN.sub("-", truth), _LINE_END_HYPHEN.sub("-", text)
    return [pair for pair in pairs(joined[1], joined[0]) if any(map(str.isdigit, pair.want))]


def _degraded(measures: Measures) -> Iterator[Figure]:
    before = after = TextScore(0, 0, 0, 0, 0, 0, 0)
    for case in cases.read_pages(BUILT / "pages", "vie"):
        before += score_text(case.document.raw, case.truth)
        after += measures.repaired(case)
    if before.wrong:
        yield Figure("degraded scans", after.ser / before.ser, f"SER {before.ser:.4f} → {after.ser:.4f}")


def _real(inputs: Iterable[Case], measures: Measures) -> Figure:
    rates = []
    for case in inputs:
        before, after = score_text(case.document.raw, case.truth), measures.repaired(case)
        rates.append((case.name, before.marks_rate, after.marks_rate))
    mean = sum(after for _, _, after in rates) / max(len(rates), 1)
    return Figure("real scans", mean, "; ".join(f"{name} {a:.4f} → {b:.4f}" for name, a, b in rates))


def _legacy(lines: int) -> Iterator[Figure]:
    texts = list(cases.batches(cases.held_out(BUILT / "text", CORPORA["legal"], lines), 40))
    for charset in legacy.Charset:
        held = legacy.letters(charset)
        right = total = 0
        for text in texts:
            found = list(_decoded(text, charset))
            right += sum(char == got for char, got in found if char in held)
            total += sum(char in held for char, _ in found)
        yield Figure(f"legacy {charset}", right / max(total, 1), f"{right} of {total} letters that the encoding holds")


def _decoded(text: str, charset: legacy.Charset) -> Iterator[tuple[str, str]]:
    """Each letter of `text` beside what it is after it was encoded, found and decoded."""
    codes = [legacy.encode(char, charset) for char in text]
    encoded = "".join(codes)
    decoded, alignment = from_edits(encoded, legacy.replacements(encoded))
    start = 0
    for char, code in zip(text, codes, strict=True):
        a, b = alignment.from_raw(start, start + len(code))
        yield char, decoded[a:b]
        start += len(code)


def doubts(repaired: RepairedText, truth: str) -> list[Doubt]:
    """For each entry of the repair log that aligns with a true token: its confidence, and whether it is right."""
    starts = {match.start(): number for number, match in enumerate(re.finditer(r"\S+", repaired.text))}
    truths = {pair.index: pair for pair in pairs(repaired.text, truth) if pair.index is not None}
    found = []
    for entry in repaired.log:
        pair = truths.get(starts.get(entry.start, -1))
        if pair is not None:
            found.append(Doubt(entry.confidence, pair.got == pair.want))
    return found


def reliability(found: Iterable[Doubt]) -> list[str]:
    """Ten bins of confidence as a Markdown table: changed tokens, mean confidence, share that is right."""
    bins: list[list[Doubt]] = [[] for _ in range(BINS)]
    for doubt in found:
        bins[min(int(doubt.confidence * BINS), BINS - 1)].append(doubt)
    lines = ["| confidence | changed tokens | mean confidence | right |", "| --- | --- | --- | --- |"]
    for number, members in enumerate(bins):
        if members:
            mean = sum(doubt.confidence for doubt in members) / len(members)
            right = sum(doubt.right for doubt in members) / len(members)
            lines.append(
                f"| {number / BINS:.1f}–{(number + 1) / BINS:.1f} | {len(members)} | {mean:.3f} | {right:.3f} |"
            )
    return lines


def _table(found: Iterable[Figure]) -> list[str]:
    goals = {row["case"]: row for row in loader.table("repair_goals.tsv")}
    lines = ["| case | measure | value | accept | goal | | |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for figure in found:
        goal = goals.get(figure.case)
        if goal is None:
            lines.append(f"| {figure.case} | | | | | | {figure.note} |")
            continue
        cells = [figure.case, goal["measure"], f"{figure.value:.4f}", goal["accept"], goal["goal"]]
        lines.append(f"| {' | '.join(cells)} | {_verdict(figure.value, goal)} | {figure.note} |")
    return lines


def _verdict(value: float, goal: Mapping[str, str]) -> str:
    sign = 1 if goal["better"] == "low" else -1
    if sign * value <= sign * float(goal["goal"]):
        return "goal"
    return "accepted" if sign * value <= sign * float(goal["accept"]) else "missed"
