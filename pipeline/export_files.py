"""Makes the exports of a document when it is read: only then are its words and their boxes at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from pipeline.alto import write_alto
from pipeline.exports import Export, export_path
from pipeline.model import DocumentText, Issue, RepairedText
from pipeline.opening import Kind, kind_of
from pipeline.printed_words import printed_words
from pipeline.searchable import write_searchable
from pipeline.settings import ReadSettings


def write_exports(
    out: Path, source_path: str, document: DocumentText, repaired: RepairedText, wanted: Sequence[str]
) -> tuple[Issue, ...]:
    """Write the wanted exports of a document; what could not be made is an issue. Raises OSError."""
    source = Path(document.source.path)
    kind = kind_of(source, ReadSettings())
    issues = []
    for export in map(Export, wanted if kind is not Kind.TEXT else ()):
        path = export_path(out, document.source.doc_id, export)
        path.parent.mkdir(exist_ok=True)
        words = printed_words(document, repaired)
        try:
            if export is Export.ALTO:
                write_alto(path, source_path, words)
            else:
                write_searchable(path, source, kind, words)
        except pikepdf.PdfError as error:
            issues.append(Issue("export_failed", f"No searchable PDF can be made of it: {error}."))
    return tuple(issues)
