"""What a document became: the content of its result file.

A result holds no machine path, no time and nothing of the run, so that the same bytes read by the
same code give the same result file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.errors import Failure
from pipeline.model import Status
from pipeline.schema import TABLES, Row, revive


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """The rows of one document by table, its own row, its issues, and how each page was read.

    `document` lacks `source_path` and the links to duplicates, which belong to the file and not to its bytes; the
    rows of `issues` lack `source_path` likewise. `evidence` are the quotes behind the document's values.
    """

    doc_id: str
    sha256: str
    status: Status
    document: Row
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    issues: tuple[Row, ...] = ()
    evidence: tuple[Row, ...] = ()
    pages: tuple[Mapping[str, Any], ...] = ()
    failure: Failure | None = None

    @property
    def outcome(self) -> str:
        """The class of the outcome, finer than the status."""
        return self.failure.outcome if self.failure else self.status.value

    @property
    def code(self) -> str:
        """What went wrong, also with some pages only; empty where nothing did."""
        return str(self.document.get("error_code") or "")


def failed(doc_id: str, sha256: str, failure: Failure) -> DocumentResult:
    """The result of a document that could not be read: its row and one issue."""
    row: Row = {"doc_id": doc_id, "sha256": sha256, "status": Status.FAILED.value}
    row |= {"error": failure.message, "error_code": failure.code, "remedy": failure.remedy, "outcome": failure.outcome}
    issue: Row = {"doc_id": doc_id, "code": failure.code, "message": f"{failure.message} {failure.remedy}"}
    return DocumentResult(doc_id, sha256, Status.FAILED, _filled(row), issues=(_filled(issue),), failure=failure)


def to_json(result: DocumentResult, version: str) -> dict[str, Any]:
    """The result as plain JSON values, with the version of the code that made it."""
    failure = result.failure
    return {
        "doc_id": result.doc_id,
        "sha256": result.sha256,
        "version": version,
        "status": result.status.value,
        "outcome": result.outcome,
        "code": result.code,
        "failure": failure and {name: getattr(failure, name) for name in Failure.__slots__},
        "document": _plain(result.document),
        "tables": {name: [_plain(row) for row in rows] for name, rows in result.tables.items()},
        "issues": [_plain(row) for row in result.issues],
        "evidence": [_plain(row) for row in result.evidence],
        "pages": [dict(page) for page in result.pages],
    }


def from_json(stored: Mapping[str, Any]) -> DocumentResult:
    """The result that `to_json` made; raises KeyError or TypeError where something is missing."""
    return DocumentResult(
        doc_id=stored["doc_id"],
        sha256=stored["sha256"],
        status=Status(stored["status"]),
        document=revive(TABLES["documents"], stored["document"]),
        tables={name: tuple(revive(TABLES[name], row) for row in rows) for name, rows in stored["tables"].items()},
        issues=tuple(revive(TABLES["issues"], row) for row in stored["issues"]),
        evidence=tuple(dict(row) for row in stored["evidence"]),
        pages=tuple(stored["pages"]),
        failure=Failure(**stored["failure"]) if stored["failure"] else None,
    )


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value}


def _plain(row: Row) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
