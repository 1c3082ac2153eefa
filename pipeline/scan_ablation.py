"""`kehoach evaluate scans --ablate`: what each step before the reading brings, on the pages where it is taken.

A page is read with all its steps and once more without each of those that it needed; a step that a page does not
need cannot change it, so such pages are not read again. What is done to all lines and the second reader are left out
in the same way. Next to the classes of damage stand pages with one kind of damage only, and the real scans with a
truth.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import scan_cases as cases
from pipeline.cleaning import passes
from pipeline.opening import kind_of, open_pages
from pipeline.pages import POINTS
from pipeline.scan import prepare
from pipeline.scan_cases import CLASSES, DAMAGES, OTHER_PAGES, ScanCase
from pipeline.scan_readers import kehoach
from pipeline.scoring_text import TextScore, score_text
from pipeline.settings import LINE_STEPS, STEPS, ReadSettings, overrides
from pipeline.strokes import is_swollen

SECOND = "second_reader"
_NOTHING = TextScore(0, 0, 0, 0, 0, 0, 0)


_TITLES = {**CLASSES, **DAMAGES, **OTHER_PAGES}
PARTS = (*_TITLES, "real", "retyped")


def ablation(gold: Path, pages: int, told: Callable[[str], None], only: Collection[str] = ()) -> Iterator[str]:
    """A Markdown table, line by line: the raw SER of the files on which a step was taken, with it and without.

    With `only`, of the parts of `PARTS` that it names.
    """
    parts = [part for part in PARTS if not only or part in only]
    yield "| pages | step | taken on | SER with it | SER without it | errors fewer |"
    yield "| --- " * 6 + "|"
    settings = ReadSettings(**overrides())
    with TemporaryDirectory() as scratch:
        for name, title in ((name, title) for name, title in _TITLES.items() if name in parts):
            try:
                found = cases.degraded(Path(scratch) / name, name, pages)
            except cases.NoPagesError as error:
                yield f"| {title} | left out: {error} |"
                continue
            yield from _rows(title, found, settings, told)
    real = cases.with_truth(gold) if "real" in parts else ()
    retyped = cases.retyped(gold) if "retyped" in parts else ()
    for case in chain(real, retyped):
        yield from _rows(case.name, [case], settings, told)


def steps_of(path: Path, settings: ReadSettings) -> set[str]:
    """The steps of `STEPS` that some page of a file needs; raises KehoachError."""
    found: set[str] = set()
    with open_pages(path, kind_of(path, settings), settings) as (_, pages):
        for page in pages:
            pixels = page.pixels(settings.dpi)
            found.update(name for name, _ in passes(pixels, settings.left_out))
            scan = prepare(pixels, page.width, page.height, settings.left_out)
            taken = {
                "upright": scan.upright.clockwise or scan.upright.degrees,
                "without_stamps": scan.stamps,
                "without_notes": scan.notes,
                "two_pages": scan.gutter is not None,
                "cell_reader": "cell_reader" not in settings.left_out
                and any(scan.tables(part, pixels.shape[1] * POINTS / page.width) for part in scan.parts),
                "thinned": is_swollen(scan.image) and "thinned" not in settings.left_out,
            }
            found.update(name for name, is_taken in taken.items() if is_taken)
    return found & set(STEPS)


def _rows(title: str, found: list[ScanCase], settings: ReadSettings, told: Callable[[str], None]) -> Iterator[str]:
    """A row for each step that one of the files needs, one for each step of all lines and one for the second reader."""
    pairs: dict[str, list[tuple[TextScore, TextScore]]] = {}
    for case in found:
        told(f"{title}: {case.path.name}")
        whole = score_text(kehoach(case.path, settings).raw, case.truth)
        for step, less in _without(case.path, settings).items():
            pairs.setdefault(step, []).append((whole, score_text(kehoach(case.path, less).raw, case.truth)))
    for step in (step for step in (*STEPS, *LINE_STEPS, SECOND) if step in pairs):
        whole, bare = (sum(scores, _NOTHING) for scores in zip(*pairs[step], strict=True))
        taken = f"{len(pairs[step])} of {len(found)}"
        rates = f"{100 * whole.ser:.2f} % | {100 * bare.ser:.2f} %"
        yield f"| {title} | `{step}` | {taken} | {rates} | {bare.wrong - whole.wrong} |"


def _without(path: Path, settings: ReadSettings) -> Mapping[str, ReadSettings]:
    """The settings that leave out one step that a file needs, one of all lines, or the second reader."""
    taken = [*steps_of(path, settings), *(step for step in LINE_STEPS if step not in settings.left_out)]
    steps = {step: ",".join([*settings.left_out, step]) for step in taken}
    found = {step: replace(settings, leave_out=names) for step, names in steps.items()}
    return found if settings.second_reader == "none" else {**found, SECOND: replace(settings, second_reader="none")}
