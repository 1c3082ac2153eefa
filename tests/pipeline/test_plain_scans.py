"""Pages whose image shows as it is stored are told by the file alone; all others are rendered and compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.pdf_pages import PdfPage, pages
from pipeline.pdf_scan import own_pixels
from pipeline.plain_scans import plain_scans
from pipeline.settings import ReadSettings
from pipeline.text_source import COVER_DPI, is_blank
from tests.pipeline.test_pdf_scan import LIMIT, drawn, saved, scan

Change = Callable[[pikepdf.Pdf, pikepdf.Object], None]


def changed(path: Path, change: Change) -> Path:
    """A PDF of a scan whose image was given what makes it look other than it is stored."""
    saved(path, scan())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf, next(iter(pdf.pages[0].get_images().values())))
        pdf.save(path)
    return path


def inverted(_pdf: pikepdf.Pdf, image: pikepdf.Object) -> None:
    image.Decode = pikepdf.Array([1, 0])


def masked(pdf: pikepdf.Pdf, image: pikepdf.Object) -> None:
    size = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": pikepdf.Name.DeviceGray}
    image.SMask = pdf.make_stream(b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **size)


def layered(pdf: pikepdf.Pdf, image: pikepdf.Object) -> None:
    image.OC = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="seal"))


def calibrated(_pdf: pikepdf.Pdf, image: pikepdf.Object) -> None:
    image.ColorSpace = pikepdf.Array([pikepdf.Name.CalGray, pikepdf.Dictionary(WhitePoint=[0.95, 1, 1.09])])


def two(pdf: pikepdf.Pdf, image: pikepdf.Object) -> None:
    pdf.pages[0].Resources.XObject.Again = image


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_a_scanners_page_is_plain(tmp_path: Path, mode: str) -> None:
    saved(tmp_path / "a.pdf", scan(mode)).close()
    assert plain_scans(tmp_path / "a.pdf", 1, {0}) == {0}


@pytest.mark.parametrize("change", [inverted, masked, layered, calibrated, two])
def test_what_changes_an_image_is_seen(tmp_path: Path, change: Change) -> None:
    assert plain_scans(changed(tmp_path / "a.pdf", change), 1, {0}) == set()


def test_some_pages_are_asked_for_and_their_number_must_be_right(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    scan().save(path, save_all=True, append_images=[scan()] * 4)
    assert plain_scans(path, 5, range(1, 3)) == {1, 2}
    assert plain_scans(path, 4, range(5)) == set()


def test_a_clipped_image_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    saved(path, scan())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(b"10 10 100 100 re W n\n" + page.Contents.read_bytes())
        pdf.save(path)
    assert plain_scans(path, 1, {0}) == {0}
    assert own_pixels(pdfium.PdfDocument(path)[0], 300, LIMIT, is_plain=True) is None


def test_a_page_of_words_or_of_nothing_is_none(tmp_path: Path) -> None:
    drawn(tmp_path / "a.pdf", Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "signed").close()
    assert plain_scans(tmp_path / "a.pdf", 1, {0}) == set()
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\nbroken")
    assert plain_scans(tmp_path / "b.pdf", 1, {0}) == set()


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("marks", [0, 3, 60])
def test_a_plain_scan_is_as_blank_as_it_looks_rendered(tmp_path: Path, mode: str, marks: int) -> None:
    path, image = tmp_path / "a.pdf", scan(mode)
    image.paste("white", (0, 0, *image.size))
    for mark in range(marks):
        image.paste("black", (800, 2000 + 4 * mark, 804, 2004 + 4 * mark))
    rendered = saved(path, image).render(scale=COVER_DPI / 72).to_pil()
    with pages(path, ReadSettings()) as (_, found):
        page = next(iter(found))
        assert isinstance(page, PdfPage)
        assert page.is_plain
        assert page.is_blank() is is_blank(rendered) is (marks < 60)


def test_an_inverted_scan_is_read_as_it_shows(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.pdf", inverted)
    with pages(path, ReadSettings()) as (_, found):
        page = next(iter(found))
        for dpi in (COVER_DPI, ReadSettings().dpi):
            assert np.median(np.asarray(page.image(dpi).convert("L"))) < 40
