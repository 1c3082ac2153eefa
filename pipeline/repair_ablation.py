"""`kehoach evaluate repair --ablation`: what each part of the restorer brings.

Parts are switched on one by one (`restorer.Features`): what a token may be by its letters and the words' frequency
alone, the language models, the channel of the engine, the rules, the gazetteer, names of persons, the channel
re-estimated on the document itself. Inputs that are not there leave their columns out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from normalizers.restorer import Features, load_restorer
from pipeline import repair_cases as cases
from pipeline.evaluate_repair import BUILT, CORPORA, MANGLED, Measures
from pipeline.repair_cases import Case
from pipeline.scoring_text import TextScore

NO_NAMES = Features(places=False, persons=False)
NOTHING = replace(NO_NAMES, language=False, channel=False, rules=False)
STEPS: Mapping[str, Features] = {
    "lexicon and word frequency only": NOTHING,
    "+ language models": replace(NO_NAMES, channel=False, rules=False),
    "+ channel": replace(NO_NAMES, rules=False),
    "+ rules for numerals, lists, marks, borders": NO_NAMES,
    "+ gazetteer": Features(persons=False),
    "+ names of persons (all that is shipped)": Features(),
    "+ channel re-estimated on the document": Features(adapt=True),
}
"""Row of the table -> what the restorer uses."""

ENGINES = {"eng": "pages, fast eng", "full": "pages, full eng"}


def ablation(gold: Path, lines: int = 300) -> str:
    """Syllable error rates by step and input as a Markdown table; `lines` of each held-out corpus are stripped."""
    inputs = dict(columns(gold, lines))
    table = [f"| SER | {' | '.join(inputs)} |", f"| --- |{' --- |' * len(inputs)}"]
    for name, features in STEPS.items():
        measures = Measures(load_restorer(features))
        rates = [f"{sum(map(measures.repaired, found), _ZERO).ser:.4f}" for found in inputs.values()]
        table.append(f"| {name} | {' | '.join(rates)} |")
    return "\n".join(table)


_ZERO = TextScore(0, 0, 0, 0, 0, 0, 0)


def columns(gold: Path, lines: int) -> Iterator[tuple[str, Sequence[Case]]]:
    """The cases of each column whose inputs are there."""
    dumps = {case.name: case for case in cases.dumps(gold)}
    here = [dumps[name] for name in MANGLED if name in dumps]
    yield from ((f"mangled {case.name}", [case]) for case in here)
    for engine, name in ENGINES.items():
        pages = [_as_text(case) for case in cases.read_pages(BUILT / "pages", engine)]
        if pages:
            yield name, pages
    yield from ((f"stripped {case.name}", [_stripped(case.name, case.truth)]) for case in here)
    for group, corpora in CORPORA.items():
        if all((BUILT / "text" / f"{name}.test.txt").is_file() for name in corpora):
            held = cases.held_out(BUILT / "text", corpora, lines)
            yield f"stripped {group}", [_stripped(group, text) for text in cases.batches(held)]


def _stripped(name: str, truth: str) -> Case:
    return Case(name, cases.document(cases.strip(truth)), truth)


def _as_text(case: Case) -> Case:
    """A read page as a text file: its lines stay, no confidence is known."""
    return Case(case.name, cases.document(*(page.text for page in case.document.pages)), case.truth)
