"""Counts what becomes of the documents of a run, and stops it when too many fail.

Only the class `failed` counts against the ceiling (a crash, a timeout, a full disk): many of these say that the
machine or the set-up is at fault, and that reading on would fail the rest of the archive too. Files that are
refused or empty would be so anywhere.
"""

from __future__ import annotations

from collections import Counter

from pipeline.errors import OutcomeClass
from pipeline.process import Outcome
from pipeline.progress import Reporter

LEAST_FILES = 20
"""Before so many files are done, no share of failures says anything."""


class TooManyFailuresError(RuntimeError):
    """More files failed than the run was allowed; the message says which, and what to do."""


class Tally(Reporter):
    """Passes everything on to `inner` and counts; `outcomes` and `failures` (by code) are of this run alone.

    `ceiling` is in percent of the files that are done.
    """

    def __init__(self, inner: Reporter, ceiling: float = 100.0) -> None:
        self._inner = inner
        self._ceiling = ceiling
        self.outcomes: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    def __enter__(self) -> Tally:
        self._inner.__enter__()
        return self

    def close(self) -> None:
        """Take down what is shown."""
        self._inner.close()

    def page(self, source_path: str, page: int, pages: int) -> None:
        """So many pages of a document are read."""
        self._inner.page(source_path, page, pages)

    def finished(self, outcome: Outcome) -> None:
        """A document is done; raises TooManyFailuresError."""
        self._inner.finished(outcome)
        failure = outcome.failure
        self.outcomes[failure.outcome if failure else outcome.status.value] += 1
        if failure is not None and failure.outcome == OutcomeClass.FAILED:
            self.failures[failure.code] += 1
            self._check()

    def _check(self) -> None:
        done, failed = self.outcomes.total(), self.failures.total()
        if done >= LEAST_FILES and 100 * failed > self._ceiling * done:
            codes = ", ".join(f"{code} {number}" for code, number in self.failures.most_common())
            raise TooManyFailuresError(
                f"{failed} of {done} files failed ({codes}), more than --max-failures {self._ceiling:g} % allows; "
                "the run is stopped, what was read is kept. Look at the causes (`kehoach status`), mend them, and give "
                "the same command again; --max-failures 100 reads on in any case"
            )
