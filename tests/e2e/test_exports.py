from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.e2e.command import kehoach, rows
from tests.pipeline.paper import PLAN, drawn, pdf


def test_a_run_makes_searchable_pdfs_and_alto_on_request(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    pdf(tmp_path / "plans" / "scan.pdf", [drawn()])
    (tmp_path / "plans" / "plan.txt").write_text("\n".join(PLAN), encoding="utf-8")
    command = ("run", tmp_path / "plans", "--out", tmp_path / "out", "--no-prefect")
    assert kehoach(*command).returncode == 0
    asked = kehoach(*command, "--searchable-pdf", "--alto")
    assert asked.returncode == 0
    assert "read now: 1" in asked.stdout
    scan = next(row["doc_id"] for row in rows(tmp_path / "out", "documents") if row["source_path"].endswith("scan.pdf"))
    made = tmp_path / "out" / "searchable" / f"{scan}.pdf"
    found = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().split()
    text = (tmp_path / "out" / "text" / f"{scan}.txt").read_text(encoding="utf-8").split()
    assert len(set(text) & set(found)) >= 0.9 * len(set(text))
    assert (tmp_path / "out" / "alto" / f"{scan}.xml").exists()
    assert "read now: 0" in kehoach(*command, "--searchable-pdf", "--alto").stdout
