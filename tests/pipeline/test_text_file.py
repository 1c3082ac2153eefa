"""Text dumps: encodings and pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import NotADocumentError
from pipeline.text_file import decode, split_pages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_comes_back_from_its_encoding(encoding: str) -> None:
    assert decode("Số: 12/KH-UBND".encode(encoding))[0] == "Số: 12/KH-UBND"


def test_single_bytes_are_kept_for_the_repair() -> None:
    tcvn3 = bytes([0x4B, 0xD5, 0x20, 0x68, 0x6F, 0xB9, 0x63, 0x68])
    assert decode(tcvn3) == ("K\u00d5 ho\u00b9ch", "latin-1")


def test_broken_utf16_is_refused() -> None:
    with pytest.raises(NotADocumentError):
        decode(b"\xff\xfea")


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("một", ["một"]),
        ("một\fhai\f", ["một", "hai"]),
        ("một\n\n\n\n\fhai", ["một\n\n\n\n", "hai"]),
        ("một\n\nhai\n\n\nba", ["một\n\nhai\n\n\nba"]),
        ("một\n\n \n\nhai\r\nba", ["một", "hai\nba"]),
        ("\n\n\n\n\nmột", ["một"]),
    ],
)
def test_pages_part_at_form_feeds_else_at_blank_runs(text: str, pages: list[str]) -> None:
    assert split_pages(text) == pages


@given(st.text("ab \n\f", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    pages = split_pages(text)
    assert pages
    assert [c for page in pages for c in page if c in "ab"] == [c for c in text if c in "ab"]
