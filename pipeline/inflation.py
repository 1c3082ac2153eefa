"""Decompression bombs in PDFs: streams that inflate to far more than they hold, found before a parser meets them.

Every stream stands in the file as `<<dictionary>> stream ... endstream` (ISO 32000-1, 7.3.8), whatever the
cross-reference table says of it, so the bytes are searched and not the objects. Deflate packs at most 1032 : 1
(RFC 1951), so most streams are cleared by their length alone.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from pipeline.errors import OverLimitError

_STREAM = re.compile(rb"stream\r?\n")
_NO_START = b"end"
_END = b"endstream"
_DEFLATE = re.compile(rb"/FlateDecode|/Fl\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_DICTIONARY = 4096  # bytes before `stream` in which its dictionary is looked for
_RATIO = 1032
_PIECE = 65_536


def check_inflation(path: Path, limit: int) -> None:
    """Raise OverLimitError where a stream inflates to more than `limit` bytes; memory stays flat.

    Images that are packed once are left out: their decoders stop at the pixels that they declare.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for found in _STREAM.finditer(content):
            if content[max(0, found.start() - len(_NO_START)) : found.start()] == _NO_START:
                continue
            dictionary = content[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"endobj")[2]
            layers = len(_DEFLATE.findall(dictionary))
            if not layers or (layers == 1 and _IMAGE.search(dictionary)):
                continue
            end = content.find(_END, found.end())
            packed = (len(content) if end < 0 else end) - found.end()
            if packed * _RATIO**layers > limit and _inflates(content, found.end(), packed, layers, limit):
                raise OverLimitError(
                    f"The PDF holds a stream of {packed:,} bytes that inflates to more than {limit:,}.",
                    "It may have been made to do harm. If you trust it, raise KEHOACH_MAX_INFLATED.",
                )


def _inflates(content: mmap.mmap, start: int, packed: int, layers: int, limit: int) -> bool:
    """Whether any layer of a stream inflates to more than the limit; broken data ends it."""
    inflaters = [zlib.decompressobj() for _ in range(layers)]
    sizes = [0] * layers
    for at in range(start, start + packed, _PIECE):
        piece = bytes(content[at : min(at + _PIECE, start + packed)])
        try:
            if _feed(inflaters, sizes, 0, piece, limit):
                return True
        except zlib.error:
            return False
    return False


def _feed(inflaters: list[zlib._Decompress], sizes: list[int], layer: int, piece: bytes, limit: int) -> bool:
    """Give a piece to a layer and what comes out of it to the next; whether a layer passes the limit."""
    inflater = inflaters[layer]
    while piece:
        out = inflater.decompress(piece, _PIECE)
        sizes[layer] += len(out)
        if sizes[layer] > limit:
            return True
        if out and layer + 1 < len(inflaters) and _feed(inflaters, sizes, layer + 1, out, limit):
            return True
        piece = inflater.unconsumed_tail
        if inflater.eof:
            break
    return False
