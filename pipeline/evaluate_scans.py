"""`kehoach evaluate scans`: what the reading of scans reaches by class of damage and on real scans, beside its aims.

Error rates are those of `scoring_text`; the aims are `data/scan_goals.tsv`. The tables are given line by line as they
are measured. Nothing is kept between runs: pages are drawn anew from their seeds, and read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from data import loader
from pipeline import scan_cases as cases
from pipeline.scan_cases import CLASSES, OTHER_PAGES, ScanCase
from pipeline.scan_readers import kehoach, plain_tesseract, trueocr_alone
from pipeline.scoring_text import TextScore, score_text

Told = Callable[[str], None]
"""Hears of each page before it is read."""

PARTS = (*CLASSES, *OTHER_PAGES, "real", "retyped")
"""What `--only` can name: classes of damage, pages that are no running text, real scans with a truth, those with a
retyped text."""

_COLUMNS = ("class", "plain Tesseract", "trueocr", "kehoach, raw", "accept", "goal")
_NOTHING = TextScore(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the four ways reach on the same pages, and the CPU seconds of plain Tesseract and of kehoach's reading."""

    plain: TextScore
    second: TextScore
    raw: TextScore
    repaired: TextScore
    plain_seconds: float = 0.0
    seconds: float = 0.0

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.plain + other.plain,
            self.second + other.second,
            self.raw + other.raw,
            self.repaired + other.repaired,
            self.plain_seconds + other.plain_seconds,
            self.seconds + other.seconds,
        )


NOTHING = Scores(_NOTHING, _NOTHING, _NOTHING, _NOTHING)


def evaluate_scans(
    gold: Path, pages: int = 20, told: Told = lambda text: None, only: Collection[str] = ()
) -> Iterator[str]:
    """All tables as Markdown, line by line: `pages` of each class of damage, then the real scans beside `gold`.

    With `only`, the parts of `PARTS` that it names.
    """
    parts = [part for part in PARTS if not only or part in only]
    if not {"real", "retyped"} >= set(parts):
        yield from _generated(parts, pages, told)
        yield ""
    if not {"real", "retyped"} & set(parts):
        return
    if not (gold.parent / "scans").is_dir():
        yield f"Real scans left out: {gold.parent / 'scans'} is no folder; name the gold beside it with --gold."
        return
    if "real" in parts:
        yield from _true(cases.with_truth(gold), told)
        yield ""
    if "retyped" in parts:
        yield from _retyped(cases.retyped(gold), told)


def measure(case: ScanCase) -> Scores:
    """Read one scan in all ways; raises KehoachError."""
    plain, second, own = plain_tesseract(case.path), trueocr_alone(case.path), kehoach(case.path)
    return Scores(
        score_text(plain.raw, case.truth),
        score_text(second.raw, case.truth),
        score_text(own.raw, case.truth),
        _best(own.repaired, case),
        plain.seconds,
        own.seconds,
    )


def _best(repaired: str, case: ScanCase) -> TextScore:
    """The score against the truth as printed or as the repair may leave it, whichever fits better.

    A page number that stands alone in a document is kept, and of several pages it is dropped; both are right.
    """
    return min((score_text(repaired, truth) for truth in (case.truth, case.repaired)), key=lambda score: score.wrong)


def _generated(parts: Collection[str], pages: int, told: Told) -> Iterator[str]:
    yield f"SER by class of damage, {pages} generated pages each; CPU seconds a page:"
    yield ""
    yield _row([*_COLUMNS, "", "repaired", "CPU s plain", "kehoach", "ratio"])
    yield "| --- " * 11 + "|"
    aims = _aims()
    for name, title in {**CLASSES, **OTHER_PAGES}.items():
        if name in parts:
            yield from _class(name, title, pages, told, aims.get(name))


def _class(name: str, title: str, pages: int, told: Told, aim: Mapping[str, str] | None) -> Iterator[str]:
    """The row of a class, which may have no `aim`."""
    with TemporaryDirectory() as scratch:
        try:
            found = cases.degraded(Path(scratch), name, pages)
        except cases.NoPagesError as error:
            yield f"| {title} | left out: {error} |"
            return
        total = sum((_told(case, f"{title}: {case.path.name}", told) for case in found), NOTHING)
    level = ["", "", ""] if aim is None else _level(total.raw.ser, total.plain.ser, aim)
    rates = [_percent(score.ser) for score in (total.plain, total.second, total.raw)]
    ratio = total.seconds / max(total.plain_seconds, 1e-9)
    seconds = [f"{total.plain_seconds / pages:.2f}", f"{total.seconds / pages:.2f}", f"{ratio:.2f}"]
    yield _row([title, *rates, *level, _percent(total.repaired.ser), *seconds])


def _told(case: ScanCase, title: str, told: Told) -> Scores:
    told(title)
    return measure(case)


def _true(found: Iterable[ScanCase], told: Told) -> Iterator[str]:
    yield "SER of real scans with a truth (share of tokens whose marks alone are wrong in brackets):"
    yield ""
    yield "| scan | plain Tesseract | trueocr | kehoach, raw | accept | goal | | repaired | accept | goal | |"
    yield "| --- " * 11 + "|"
    aims = _aims()
    for case in found:
        scores = _told(case, case.name, told)
        raw = _level(scores.raw.ser, scores.plain.ser, aims[case.name])
        after = _level(scores.repaired.ser, scores.plain.ser, aims[f"{case.name} repaired"])
        ways = [_both(score) for score in (scores.plain, scores.second, scores.raw)]
        yield _row([case.name, *ways, *raw, _both(scores.repaired), *after])


def _retyped(found: Iterable[ScanCase], told: Told) -> Iterator[str]:
    yield "Share of tokens whose marks alone are wrong, real scans with a retyped text:"
    yield ""
    yield "| scan | plain Tesseract | trueocr | kehoach, raw | repaired | accept | goal | |"
    yield "| --- " * 8 + "|"
    rates = []
    for case in found:
        scores = _told(case, case.name, told)
        rates.append([score.marks_rate for score in (scores.plain, scores.second, scores.raw, scores.repaired)])
        yield _row([case.name, *map(_percent, rates[-1]), "", "", ""])
    if rates:
        means = [fmean(column) for column in zip(*rates, strict=True)]
        yield _row(["mean", *map(_percent, means), *_level(means[-1], means[0], _aims()["archive"])])


def _aims() -> Mapping[str, Mapping[str, str]]:
    return {row["case"]: row for row in loader.table("scan_goals.tsv")}


def _level(value: float, plain: float, aim: Mapping[str, str]) -> list[str]:
    """The bound, the goal, and which of them a share reaches; `plain` is plain Tesseract's in the same run."""
    bound = plain if aim["accept"] == "plain" else float(aim["accept"])
    level = "goal" if value <= float(aim["goal"]) else "accepted" if value <= bound else "missed"
    accept = "no worse" if aim["accept"] == "plain" else _percent(bound)
    return [accept, _percent(float(aim["goal"])), level]


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def _both(score: TextScore) -> str:
    return f"{_percent(score.ser)} ({100 * score.marks_rate:.1f})"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
