from __future__ import annotations

import io

import pytest
from rich.console import Console

from pipeline.errors import EncryptedFileError, KehoachError, WorkerCrashedError
from pipeline.model import Status
from pipeline.process import Outcome
from pipeline.progress import LineReporter
from pipeline.tally import LEAST_FILES, Tally, TooManyFailuresError

OK = Outcome("plan.pdf", "ab", Status.OK)


def failed(error: KehoachError) -> Outcome:
    return Outcome("plan.pdf", "ab", Status.FAILED, failure=error.failure)


CRASH, REFUSAL = failed(WorkerCrashedError("died")), failed(EncryptedFileError("locked"))


def a_tally(ceiling: float) -> Tally:
    return Tally(LineReporter(Console(file=io.StringIO()), 100), ceiling)


def test_few_files_say_nothing() -> None:
    tally = a_tally(0)
    for _ in range(LEAST_FILES - 1):
        tally.finished(CRASH)
    with pytest.raises(TooManyFailuresError, match=r"20 of 20 files failed \(worker_crashed 20\).*--max-failures 0 %"):
        tally.finished(CRASH)


def test_the_ceiling_itself_is_allowed() -> None:
    tally = a_tally(20)
    for outcome in [OK] * 80 + [CRASH] * 20:
        tally.finished(outcome)
    with pytest.raises(TooManyFailuresError):
        tally.finished(CRASH)


def test_refused_files_are_no_failures() -> None:
    tally = a_tally(20)
    for _ in range(100):
        tally.finished(REFUSAL)
    assert tally.outcomes == {"refused": 100}
    assert not tally.failures


def test_a_hundred_percent_never_stops() -> None:
    tally = a_tally(100)
    for _ in range(100):
        tally.finished(CRASH)
    assert tally.failures == {"worker_crashed": 100}
