"""The kind of a file is told by its content, and what can't be read is refused with a cause and a remedy."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pipeline import errors
from pipeline.opening import Kind, kind_of, open_pages
from pipeline.settings import ReadSettings, overrides
from tests.pipeline.paper import PLAN, drawn, pdf

SETTINGS = ReadSettings()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"junk\n%PDF-1.4", Kind.PDF),
        ("scan", b"\x89PNG\r\n\x1a\n...", Kind.PNG),
        ("a.jpg", b"\xff\xd8\xff\xe0", Kind.JPEG),
        ("wrong-name.png", b"\xff\xd8\xff\xe0", Kind.JPEG),
        ("a.tif", b"II*\x00....", Kind.TIFF),
        ("a.txt", "Kế hoạch".encode(), Kind.TEXT),
        ("a.txt", "Kế hoạch".encode("utf-16"), Kind.TEXT),
        ("no-suffix", b"KE HOACH\f2", Kind.TEXT),
    ],
)
def test_kind_is_told_by_content(tmp_path: Path, name: str, content: bytes, kind: Kind) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert kind_of(path, SETTINGS) is kind


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.pdf", b"", errors.EmptyFileError),
        ("a.pdf", b"<html>404 not found</html>", errors.NotADocumentError),
        ("a.jpg", b"KE HOACH", errors.NotADocumentError),
        ("a.pdf", bytes(range(256)) * 4, errors.NotADocumentError),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), errors.NotADocumentError),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, name: str, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        kind_of(path, SETTINGS)
    assert isinstance(caught.value, errors.KehoachError)
    assert caught.value.cause.endswith(".")
    assert caught.value.remedy.endswith(".")


def test_a_vanished_file_and_a_large_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(errors.VanishedFileError):
        kind_of(tmp_path / "gone.pdf", SETTINGS)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4" + bytes(100))
    with pytest.raises(errors.OverLimitError, match="108 bytes"):
        kind_of(tmp_path / "a.pdf", ReadSettings(max_bytes=100))


def test_a_truncated_pdf_is_damaged_or_keeps_its_pages(tmp_path: Path) -> None:
    whole = pdf(tmp_path / "whole.pdf", [PLAN, PLAN]).read_bytes()
    short = tmp_path / "short.pdf"
    short.write_bytes(whole[:200])
    with (
        pytest.raises(errors.DamagedFileError, match="breaks off"),
        open_pages(short, Kind.PDF, SETTINGS) as (_, pages),
    ):
        next(pages)


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    plain = pdf(tmp_path / "plain.pdf", [PLAN])
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(plain) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(errors.EncryptedFileError), open_pages(locked, Kind.PDF, SETTINGS):
        pass


def test_too_many_pages_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    with pikepdf.new() as document:
        for _ in range(50):
            document.add_blank_page()
        document.save(path)
    with (
        pytest.raises(errors.OverLimitError, match=r"50 pages.*49"),
        open_pages(path, Kind.PDF, ReadSettings(max_pages=49)),
    ):
        pass


def test_a_huge_image_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (12_000, 12_000)).save(path)
    with open_pages(path, Kind.PNG, SETTINGS) as (_, pages), pytest.raises(errors.OverLimitError, match="12,000"):
        next(pages).image(300)


def test_posters_are_rendered_at_what_the_limit_allows_and_giants_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(1000, 1300))
        document.add_blank_page(page_size=(14000, 14000))
        document.save(path)
    settings = ReadSettings(max_pixels=10_000_000)
    with open_pages(path, Kind.PDF, settings) as (_, pages):
        image = next(pages).image(300)
        assert 9_500_000 < image.width * image.height <= 10_000_000
        with pytest.raises(errors.OverLimitError):
            next(pages).image(300)


def test_pages_of_a_tiff_have_their_sizes_and_pixels(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    first, second = drawn(), drawn().rotate(90, expand=True)
    first.save(path, save_all=True, append_images=[second], dpi=(150, 150), compression="tiff_lzw")
    with open_pages(path, Kind.TIFF, SETTINGS) as (count, pages):
        assert count == 2
        sizes = []
        for page in pages:
            sizes.append((round(page.width), round(page.height)))
            assert page.image(300).size == (first.size if page.number == 1 else second.size)
            assert page.image(75).width == pytest.approx(page.width * 75 / 72, abs=1)
    assert sizes[0] == pytest.approx((595, 842), abs=1)
    assert sizes[1] == pytest.approx((842, 595), abs=1)


def test_an_image_without_a_plausible_resolution_is_taken_for_a4_and_exif_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn().rotate(90, expand=True).save(path, exif=exif, dpi=(72, 72))
    with open_pages(path, Kind.JPEG, SETTINGS) as (_, pages):
        page = next(pages)
        assert (page.width, page.height) == pytest.approx((595, 842), abs=2)
        image = page.image(300)
        assert image.height > image.width


def test_transparent_pixels_are_paper(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(path)
    with open_pages(path, Kind.PNG, SETTINGS) as (_, pages):
        assert next(pages).image(300).getpixel((50, 50)) == (255, 255, 255)


def test_a_broken_image_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "short.jpg"
    drawn().save(path)
    path.write_bytes(path.read_bytes()[:2000])
    with open_pages(path, Kind.JPEG, SETTINGS) as (_, pages), pytest.raises(errors.DamagedFileError):
        next(pages).image(300)


def test_settings_come_from_the_environment() -> None:
    assert overrides({"KEHOACH_MAX_PAGES": "7", "PATH": "x"}) == {"max_pages": 7}
    for wrong in ("many", "0", "-3"):
        with pytest.raises(ValueError, match=r"max_pages|KEHOACH_MAX_PAGES"):
            overrides({"KEHOACH_MAX_PAGES": wrong})
