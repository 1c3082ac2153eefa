"""Which files a run makes of each scan on request, and where they lie: a searchable PDF, the words as ALTO."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path


class Export(StrEnum):
    """What can be made; the value is its folder's name."""

    SEARCHABLE_PDF = "searchable"
    ALTO = "alto"


_SUFFIX = {Export.SEARCHABLE_PDF: "pdf", Export.ALTO: "xml"}


def export_path(out: Path, doc_id: str, export: Export) -> Path:
    """Where an export of a document lies."""
    return out / export.value / f"{doc_id}.{_SUFFIX[export]}"


def missing_exports(out: Path, path: str, doc_id: str, wanted: Sequence[str]) -> list[str]:
    """The exports that are wanted of a file and not there; a text file has no page that could be shown."""
    if path.lower().endswith(".txt"):
        return []
    return [name for name in wanted if not export_path(out, doc_id, Export(name)).exists()]
