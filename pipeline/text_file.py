"""Text dumps: bytes -> pages of text.

Pages part at form feeds; a dump without any parts at runs of three and more blank lines, which
readers leave where a page ended. What stands between is kept byte for byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from pipeline.errors import NotADocumentError
from pipeline.model import PAGE_BREAK

_BLANK_RUN = re.compile(r"\n(?:[^\S\n]*\n){3,}")
_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 or UTF-16 by mark, UTF-8, else a single-byte charset.

    Single bytes are taken as Latin-1, so that no byte is lost: TCVN3 and VNI dumps come so, and the
    repair decodes them. Raises NotADocumentError for UTF-16 that breaks off.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise NotADocumentError(f"The text is no valid {encoding}: {error.reason}.") from error
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """The text of a file as a stream, its encoding found as `decode` finds it; line ends are line feeds.

    Raises NotADocumentError for UTF-16 that breaks off, at the place where it is read.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding) as stream:
        try:
            yield stream
        except UnicodeDecodeError as error:
            raise NotADocumentError(f"The text is no valid {encoding}: {error.reason}.") from error


def encoding_of(path: Path) -> str:
    """The name of a file's encoding as in `decode`; the file is read through, block by block."""
    with path.open("rb") as stream:
        head = stream.read(_BLOCK)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(head)
            for block in iter(partial(stream.read, _BLOCK), b""):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8"


def split_pages(text: str) -> list[str]:
    """The pages of a dump; at least one."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    if PAGE_BREAK in unified:
        pages = unified.split(PAGE_BREAK)
        return pages[:-1] if len(pages) > 1 and not pages[-1].strip() else pages
    pages = _BLANK_RUN.split(unified)
    return [page for page in pages if page.strip()] or [unified]
