"""Searchable PDFs and ALTO, read back by programs that know nothing of how they were made."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from normalizers.alignment import Alignment, from_edits
from pipeline.alto import NAMESPACE, UNITS_A_POINT
from pipeline.export_files import write_exports
from pipeline.exports import Export, export_path, missing_exports
from pipeline.model import (
    Box,
    Decision,
    DocumentText,
    PageText,
    RepairedText,
    SourceFile,
    TextSource,
    Word,
)
from tests.pipeline.paper import drawn, pdf

TEXT = "Xay dwng nông thôn mới\n\ntrước ngày 27/10"
REPAIRED = "Xây dựng nông thôn mới\n\ntrước ngày 27/10"
OCR = Decision(TextSource.OCR, 0.0, "no text layer")
WIDTH, HEIGHT = 595.0, 842.0


def words(width: float = WIDTH) -> tuple[Word, ...]:
    """The words of TEXT on two lines; line 1 at 100 points from the top, line 2 at 400."""
    found, at = [], 0
    for index, token in enumerate(TEXT.split()):
        at = TEXT.index(token, at)
        left, top = 60.0 + 70 * (index % 5), 100.0 if index < 5 else 400.0
        found.append(Word(at, at + len(token), Box(left, top, left + 50, top + 14), 0.9))
        at += len(token)
    return tuple(found)


def document(path: Path, rotation: int = 0, size: tuple[float, float] = (WIDTH, HEIGHT)) -> DocumentText:
    content = path.read_bytes()
    source = SourceFile(str(path), hashlib.sha256(content).hexdigest(), len(content))
    return DocumentText(source, (PageText(1, TEXT, OCR, words(), *size, 0.9, rotation),))


def repaired() -> RepairedText:
    text, alignment = from_edits(TEXT, [(0, 3, "Xây"), (4, 8, "dựng")])
    assert text == REPAIRED
    return RepairedText(TEXT, text, alignment, (0,))


def exported(out: Path, read: DocumentText, export: Export, text: RepairedText | None = None) -> Path:
    assert write_exports(out, "plans/plan.pdf", read, text or repaired(), [export]) == ()
    return export_path(out, read.source.doc_id, export)


def found_words(path: Path) -> list[tuple[str, float, float, float, float]]:
    """The words of the first page as pdfplumber finds them."""
    with pdfplumber.open(path) as opened:
        page = opened.pages[0]
        return [
            (word["text"], word["x0"], word["top"], word["x1"], word["bottom"])
            for word in page.extract_words(x_tolerance=1, keep_blank_chars=False)
        ]


def test_a_scan_becomes_searchable_where_the_words_stand(tmp_path: Path) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()])
    made = exported(tmp_path, document(scan), Export.SEARCHABLE_PDF)
    found = found_words(made)
    assert [word[0] for word in found] == REPAIRED.split()
    for (_, x0, top, x1, bottom), word in zip(found, words(), strict=True):
        assert (x0, x1) == pytest.approx((word.box.x0, word.box.x1), abs=0.6)
        assert (top, bottom) == pytest.approx((word.box.y0, word.box.y1), abs=1.5)


def test_a_copy_that_cannot_be_made_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader opens some PDFs that qpdf gives up on; all else of such a document is there."""
    scan = pdf(tmp_path / "scan.pdf", [drawn()])

    def gives_up(*_: object, **__: object) -> None:
        raise pikepdf.PdfError("unable to find trailer dictionary")

    monkeypatch.setattr(pikepdf, "open", gives_up)
    (issue,) = write_exports(tmp_path, "plans/plan.pdf", document(scan), repaired(), [Export.SEARCHABLE_PDF])
    assert issue.code == "export_failed"
    assert "unable to find trailer" in issue.message
    assert not export_path(tmp_path, document(scan).source.doc_id, Export.SEARCHABLE_PDF).exists()


def test_the_page_looks_as_before(tmp_path: Path) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()])
    made = exported(tmp_path, document(scan), Export.SEARCHABLE_PDF)
    before, after = (pypdfium2.PdfDocument(path)[0].render(scale=1).to_pil() for path in (scan, made))
    assert before.tobytes() == after.tobytes()
    with pikepdf.open(scan) as one, pikepdf.open(made) as other:
        (old,), (new,) = (list(opened.pages[0].get_images().values()) for opened in (one, other))
        assert old.read_raw_bytes() == new.read_raw_bytes()


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("by", ["reading", "viewer"])
def test_turned_pages_carry_upright_text(tmp_path: Path, turned: int, by: str) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()])
    size = (HEIGHT, WIDTH) if turned in (90, 270) else (WIDTH, HEIGHT)
    if by == "viewer":
        with pikepdf.open(scan, allow_overwriting_input=True) as opened:
            opened.pages[0].Rotate = turned
            opened.save(scan)
    read = document(scan, turned if by == "reading" else 0, size)
    made = exported(tmp_path, read, Export.SEARCHABLE_PDF)
    if by == "reading":
        with pikepdf.open(made, allow_overwriting_input=True) as opened:
            opened.pages[0].Rotate = turned
            opened.save(made)
    page = pypdfium2.PdfDocument(made)[0].get_textpage()
    assert page.get_text_range().split() == REPAIRED.split()
    assert [word[0] for word in found_words(made)] == REPAIRED.split()


def test_another_engines_unseen_layer_gives_way(tmp_path: Path) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()], layer=["ndng thén mdi"])
    assert "thén" in pypdfium2.PdfDocument(scan)[0].get_textpage().get_text_range()
    made = exported(tmp_path, document(scan), Export.SEARCHABLE_PDF)
    assert pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().split() == REPAIRED.split()


def test_a_page_with_a_good_layer_is_left_alone(tmp_path: Path) -> None:
    plan = pdf(tmp_path / "plan.pdf", [["Kế hoạch"]])
    read = document(plan)
    (page,) = read.pages
    layer = replace(read, pages=(replace(page, decision=Decision(TextSource.TEXT_LAYER, 1.0, "good")),))
    made = exported(tmp_path, layer, Export.SEARCHABLE_PDF)
    assert pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().split() == ["Kế", "hoạch"]


@pytest.mark.parametrize("name", ["page.png", "page.tif", "page.jpg", "grey.png"])
def test_images_become_pdfs_with_their_own_pixels(tmp_path: Path, name: str) -> None:
    image = drawn().convert("L") if name.startswith("grey") else drawn().convert("1" if name.endswith("tif") else "RGB")
    image.save(tmp_path / name, dpi=(150, 150))
    made = exported(tmp_path, document(tmp_path / name), Export.SEARCHABLE_PDF)
    assert [word[0] for word in found_words(made)] == REPAIRED.split()
    with Image.open(tmp_path / name) as original, pikepdf.open(made) as opened:
        (held,) = opened.pages[0].get_images().values()
        kept = pikepdf.PdfImage(held).as_pil_image()  # type: ignore[arg-type]
        assert kept.convert("RGB").tobytes() == original.convert("RGB").tobytes()


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()])
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made += [exported(tmp_path / name, document(scan), export).read_bytes() for export in Export]
    assert made[:2] == made[2:]


def test_alto_holds_words_boxes_confidences_and_what_was_read(tmp_path: Path) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()])
    root = ET.parse(exported(tmp_path, document(scan), Export.ALTO)).getroot()
    names = {"a": NAMESPACE}
    strings = root.findall(".//a:String", names)
    assert [string.get("CONTENT") for string in strings] == REPAIRED.split()
    assert [alternative.text for alternative in root.findall(".//a:ALTERNATIVE", names)] == ["Xay", "dwng"]
    assert len(root.findall(".//a:TextLine", names)) == len(root.findall(".//a:TextBlock", names)) == 2
    first, box = strings[0], words()[0].box
    assert float(first.get("HPOS", "")) == pytest.approx(box.x0 * UNITS_A_POINT, abs=1)
    assert float(first.get("HEIGHT", "")) == pytest.approx((box.y1 - box.y0) * UNITS_A_POINT, abs=1)
    assert first.get("WC") == "0.9000"
    assert root.findtext(".//a:fileName", namespaces=names) == "plans/plan.pdf"


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()])
    bad = TEXT.replace("Xay", "X\x01y")
    read = document(scan)
    read = replace(read, pages=(replace(read.pages[0], text=bad),))
    text = RepairedText(bad, bad, Alignment.identity(len(bad)), (0,))
    root = ET.parse(exported(tmp_path, read, Export.ALTO, text)).getroot()
    assert root.find(".//{*}String").get("CONTENT") == "Xy"  # type: ignore[union-attr]


def test_what_is_not_there_yet_is_made_by_the_next_run(tmp_path: Path) -> None:
    scan = pdf(tmp_path / "scan.pdf", [drawn()])
    read = document(scan)
    wanted = [export.value for export in Export]
    assert missing_exports(tmp_path, str(scan), read.source.doc_id, wanted) == wanted
    assert missing_exports(tmp_path, "plan.txt", read.source.doc_id, wanted) == []
    exported(tmp_path, read, Export.ALTO)
    assert missing_exports(tmp_path, str(scan), read.source.doc_id, wanted) == ["searchable"]
