"""Decisions about rows: `corrections.csv` as the report or a spreadsheet writes it, and the ledger of all of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pipeline.files import write_text
from pipeline.schema import EXTRACTED

REVIEW = "review"
"""The column of a decision about a whole row."""

VERDICTS = ("accepted", "rejected")

_ROW = re.compile(r"([0-9a-f]{16})-([a-z_]+?)-(new-)?([0-9]+)")
_DOCUMENT = re.compile(r"[0-9a-f]{16}")
_NEEDED = ("row_id", "column", "old_value", "new_value")


class CorrectionsError(ValueError):
    """A file of corrections can't be used; the message names the file, the cause and the remedy."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of corrections.

    `column` is `review` where the row as a whole is accepted or rejected. `row_id` is a row's, a new one's
    (`<doc_id>-<table>-new-<n>`), or a doc_id for a value of `documents`. `quote` is that of the row when the
    decision was applied: by it the row is found again when rows are numbered anew.
    """

    row_id: str
    column: str
    old_value: str
    new_value: str
    note: str = ""
    quote: str = ""

    @property
    def doc_id(self) -> str:
        """The document that it is about; empty where `row_id` is none."""
        return self.row_id[:16] if self.table else ""

    @property
    def table(self) -> str:
        """The table that it is about; empty where `row_id` is none."""
        if _DOCUMENT.fullmatch(self.row_id):
            return "documents"
        match = _ROW.fullmatch(self.row_id)
        return match[2] if match and match[2] in EXTRACTED else ""

    @property
    def adds(self) -> bool:
        """Whether it is about a row that the extraction lacks."""
        match = _ROW.fullmatch(self.row_id)
        return bool(match and match[3])


HEADER = tuple(field.name for field in fields(Decision))


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a CSV file, with commas or (as some spreadsheets save) semicolons or tabs between its cells.

    Raises CorrectionsError: missing, not UTF-8, columns that are needed are not there.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CorrectionsError(f"{path}: no such file; give the corrections.csv that the report downloads") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{path} is not in UTF-8; save it as 'CSV UTF-8' in the spreadsheet") from error
    except OSError as error:
        raise CorrectionsError(f"{path} can't be read: {error.strerror}; check the path and its rights") from error
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise CorrectionsError(
            f"{path} lacks the column {', '.join(missing)}; its head must be {', '.join(HEADER[:5])}"
        )
    lines = [{name: (line.get(name) or "").strip() for name in HEADER} for line in reader]
    return [Decision(**line) for line in lines if any(line.values())]


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the ledger, whole or not at all; raises OSError."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(decision) for decision in decisions)
    write_text(path, "\ufeff" + stream.getvalue())


def merged(known: Sequence[Decision], new: Sequence[Decision]) -> list[Decision]:
    """All decisions, a new one in the place of an earlier one about the same value."""
    by_place = {(decision.row_id, decision.column): decision for decision in known}
    for decision in new:
        by_place[decision.row_id, decision.column] = decision
    return list(by_place.values())
