"""What kind a file is, by its first bytes, and its pages one by one.

The name counts only where it contradicts the content: a text that is named .pdf is refused by name,
for it is most often an error page that was saved in the plan's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from pipeline import image_pages, pdf_pages
from pipeline.errors import (
    DamagedFileError,
    EmptyFileError,
    KehoachError,
    NotADocumentError,
    OverLimitError,
    UnreadableFileError,
    VanishedFileError,
)
from pipeline.pages import Page
from pipeline.settings import ReadSettings

_HEAD = 1024  # a PDF's mark may stand behind junk of up to this length (ISO 32000-1, annex H)


class Kind(StrEnum):
    """The kinds of files that are read."""

    PDF = "PDF"
    TIFF = "TIFF"
    PNG = "PNG"
    JPEG = "JPEG"
    TEXT = "text"


_MARKS = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
)
_SUFFIXES = {
    ".pdf": Kind.PDF,
    ".tif": Kind.TIFF,
    ".tiff": Kind.TIFF,
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".txt": Kind.TEXT,
}


def kind_of(path: Path, settings: ReadSettings) -> Kind:
    """The kind of the file at `path`; raises what the vocabulary has for files that are none."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError as error:
        raise VanishedFileError("The file is not there any more.") from error
    except OSError as error:
        raise UnreadableFileError(f"The file cannot be read: {error.strerror}.") from error
    if not head:
        raise EmptyFileError("The file is empty (0 bytes).")
    _check_size(size, settings.max_bytes, "KEHOACH_MAX_BYTES")
    kind = _by_content(head)
    named = _SUFFIXES.get(path.suffix.lower())
    if kind is Kind.TEXT:
        if named not in (Kind.TEXT, None):
            raise NotADocumentError(f"The name says {named}, but the content is text.")
        _check_size(size, settings.max_text_bytes, "KEHOACH_MAX_TEXT_BYTES")
    return kind


def _by_content(head: bytes) -> Kind:
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if b"%PDF-" in head:
        return Kind.PDF
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if utf16 or controls * 50 <= len(head):
        return Kind.TEXT
    raise NotADocumentError("The content is no PDF, TIFF, PNG, JPEG or text.")


def _check_size(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise OverLimitError(f"The file has {size:,} bytes, the limit is {limit:,}.", f"Split it, or raise {name}.")


@contextmanager
def open_pages(path: Path, kind: Kind, settings: ReadSettings) -> Iterator[tuple[int, Iterator[Page]]]:
    """The number of pages of a PDF or image file, and its pages in order; each page is closed with the next.

    Raises KehoachError: encrypted, damaged, over a limit.
    """
    opener = pdf_pages.pages if kind is Kind.PDF else image_pages.pages
    try:
        with opener(path, settings) as opened:
            yield opened
    except KehoachError:
        raise
    except FileNotFoundError as error:
        raise VanishedFileError("The file is not there any more.") from error
    except (SyntaxError, EOFError) as error:  # what Pillow raises for broken files
        raise DamagedFileError(f"The {kind} is damaged: {error}.") from error
