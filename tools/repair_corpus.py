"""The training text of the repair models: paragraphs of the corpora beside the repository, cleaned and split.

The corpora are of mixed licences: models are trained on them, no text of theirs is shipped. A paragraph
belongs to the training, development or test part by a hash of its letters without marks and digits, so
that paragraphs which differ in a number or in case lie in the same part.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from normalizers.keys import fold

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
ADMINISTRATIVE = ("admin_docs", "legal_tvpl_docs")
LEGAL = ("legal_phapdien", "legal_phapdien_extra", "legal_tvpl_qa")
NEWS = ("news_sample",)
ENCYCLOPEDIA = ("wiki_vi2025",)
EVERYTHING = ADMINISTRATIVE + LEGAL + NEWS + ENCYCLOPEDIA

_PLACEMENT = {
    new: old
    for plain, marks in (("oa", "òóỏõọ"), ("oe", "òóỏõọ"), ("uy", "ùúủũụ"))
    for new, old in zip(
        (unicodedata.normalize("NFC", plain + tone) for tone in "\u0300\u0301\u0309\u0303\u0323"),
        (mark + plain[1] for mark in marks),
        strict=True,
    )
}
_NEW_PLACEMENT = re.compile(rf"(?<![qQ])({'|'.join(_PLACEMENT)})(?!\w)", re.IGNORECASE)


def _old_placement(match: re.Match[str]) -> str:
    found = match[0]
    old = _PLACEMENT[found.lower()]
    return "".join(o.upper() if f.isupper() else o for o, f in zip(old, found, strict=True))


def _raise_capitals(word: str) -> str:
    """`CHíNH` becomes `CHÍNH`: converters of old font encodings leave the marked letters small."""
    plain = [c for c in word if c.isascii() and c.isalpha()]
    small = [c for c in word if not c.isascii() and c.islower()]
    return word.upper() if small and len(plain) > 1 and all(c.isupper() for c in plain) else word


def clean(paragraph: str) -> str:
    """One blank between words, NFC, old tone placement, capitals whole."""
    text = unicodedata.normalize("NFC", paragraph).replace("Ð", "Đ").replace("\ufeff", "").replace("\u00ad", "")
    text = _NEW_PLACEMENT.sub(_old_placement, text)
    return " ".join(_raise_capitals(word) for word in text.split())


def part(paragraph: str) -> str:
    """`test` (1 %), `dev` (1 %) or `train`."""
    letters = "".join(c for c in fold(paragraph) if c.isalpha())
    number = int.from_bytes(hashlib.blake2b(letters.encode(), digest_size=4).digest(), "big") % 100
    return {0: "test", 1: "dev"}.get(number, "train")


def paragraphs(name: str, wanted: str | None = "train") -> Iterator[str]:
    """The cleaned paragraphs of one corpus that belong to a part (None: all).

    Raises FileNotFoundError where the corpora do not lie beside the repository.
    """
    with lzma.open(CORPORA / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
        for line in stream:
            text = clean(line)
            if text and (wanted is None or part(text) == wanted):
                yield text


CACHE = Path(__file__).resolve().parents[1] / "build" / "repair" / "text"


def prepared(name: str, wanted: str) -> Path:
    """The file of one corpus's paragraphs of a part, made at the first call (minutes for all corpora)."""
    target = CACHE / f"{name}.{wanted}.txt"
    if not target.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        streams = {p: (CACHE / f"{name}.{p}.tmp").open("w", encoding="utf-8") for p in ("train", "dev", "test")}
        for text in paragraphs(name, None):
            streams[part(text)].write(text + "\n")
        for which, stream in streams.items():
            stream.close()
            (CACHE / f"{name}.{which}.tmp").rename(CACHE / f"{name}.{which}.txt")
    return target


def read(name: str, wanted: str = "train") -> Iterator[str]:
    """The cleaned paragraphs of one corpus and part, from the prepared file."""
    with prepared(name, wanted).open(encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")
