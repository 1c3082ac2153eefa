"""The report of `kehoach status`: the files by outcome, and each kind of failure with its remedy and files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from data import loader
from pipeline.errors import OutcomeClass
from pipeline.overview import FileState
from pipeline.run import WAITING
from pipeline.service import is_running, service_of
from pipeline.store import Store

MOST_FILES = 20
"""So many files of a kind are named, unless all are asked for."""

_ORDER = (*map(str, OutcomeClass), WAITING)


def report(store: Store, found: Sequence[FileState], every: bool = False) -> str:
    """The report as text."""
    counts = Counter(state.outcome for state in found)
    duplicates = sum(bool(state.duplicate_of) for state in found)
    shown = ", ".join(f"{counts[outcome]} {outcome}" for outcome in _ORDER if counts[outcome])
    lines = [f"{len(found)} files: {shown}" + (f"; {duplicates} of them are duplicates" if duplicates else "")]
    lines += _running(store)
    most = len(found) if every else MOST_FILES
    lines += _waiting([state for state in found if state.outcome == WAITING], most)
    for code in _codes(found):
        lines += _kind(code, [state for state in found if state.code == code], most)
    if any(state.code for state in found):
        lines += ["", f"again: kehoach retry {store.root} [--code CODE]"]
    return "\n".join(lines)


def as_json(store: Store, found: Sequence[FileState]) -> str:
    """The report for programs."""
    not_read = [
        {"source_path": state.entry.source_path, "outcome": state.outcome, "code": state.code,
         "error": state.message, "remedy": state.remedy}
        for state in found if not state.is_read
    ]  # fmt: skip
    counts = Counter(state.outcome for state in found)
    files = {outcome: counts[outcome] for outcome in _ORDER}
    return json.dumps(
        {"running": store.is_locked(), "serving": is_running(store.root), "files": files, "not_read": not_read},
        ensure_ascii=False,
    )


def _running(store: Store) -> Iterator[str]:
    yield "a run is at work" if store.is_locked() else "no run is at work"
    service = service_of(store.root)
    if service is not None:
        state = f"runs, shown at {service.ui}" if is_running(store.root) else "is stopped"
        yield f"the service of {service.inbox} ({service.schedule}) {state}"


def _waiting(states: Sequence[FileState], most: int) -> Iterator[str]:
    if states:
        yield from ("", f"waiting: {len(states)}, not read yet; the same run, or the service, goes on with them")
        yield from _files(states, most)


def _codes(found: Sequence[FileState]) -> list[str]:
    """The codes that occur: machine faults first, as they can be mended, then by their number."""
    counts = Counter((state.outcome != OutcomeClass.FAILED, state.code) for state in found if state.code)
    return [code for _, code in sorted(counts, key=lambda kind: (kind[0], -counts[kind], kind[1]))]


def _kind(code: str, states: Sequence[FileState], most: int) -> Iterator[str]:
    meaning = next(row["en"] for row in loader.table("issue_codes.tsv") if row["code"] == code)
    yield from ("", f"{states[0].outcome} ({code}): {len(states)}. {meaning}.")
    yield from (f"  what to do: {remedy}" for remedy in dict.fromkeys(state.remedy for state in states))
    yield from _files(states, most)


def _files(states: Sequence[FileState], most: int) -> Iterator[str]:
    for state in states[:most]:
        yield f"  {state.entry.source_path}" + (f": {state.message}" if state.message else "")
    if len(states) > most:
        yield f"  … and {len(states) - most} more (--all)"
