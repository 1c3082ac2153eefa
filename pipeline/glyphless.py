"""A font without letters, for text that is searched and copied but not seen (as Tesseract and OCRmyPDF embed one).

Every code is the UTF-16 code unit of its character and has the same glyph, a box half an em wide: text in the unseen
mode is not drawn, but viewers measure it, and drop turned text whose glyphs are empty.
"""

from __future__ import annotations

import io

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Object, Pdf

EM = 1000
ADVANCE = 0.5
"""Width of every glyph in ems."""

_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%s
endcmap CMapName currentdict /CMap defineresource pop end end"""


def glyphless_font(pdf: Pdf) -> Object:
    """The font as an indirect object of the PDF."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.GlyphLess,
        Flags=5,
        FontBBox=Array([0, 0, int(EM * ADVANCE), EM]),
        ItalicAngle=0,
        Ascent=EM,
        Descent=-1,
        CapHeight=EM,
        StemV=80,
        FontFile2=pikepdf.Stream(pdf, _truetype()),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.GlyphLess,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        CIDToGIDMap=pikepdf.Stream(pdf, b"\x00\x01" * 65536),
        DW=int(EM * ADVANCE),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.GlyphLess,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pikepdf.Stream(pdf, _CMAP % _ranges()),
        )
    )


def _ranges() -> bytes:
    """Each code is its own character; a range may not leave its high byte, a section not hold over 100 ranges."""
    lines = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>".encode() for high in range(256)]
    sections = [lines[start : start + 100] for start in range(0, 256, 100)]
    return b"\n".join(b"%d beginbfrange\n%s\nendbfrange" % (len(part), b"\n".join(part)) for part in sections)


def _truetype() -> bytes:
    builder = FontBuilder(EM, isTTF=True)
    names = [".notdef", "box"]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, EM), (int(EM * ADVANCE), EM), (int(EM * ADVANCE), 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "box"})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (int(EM * ADVANCE), 0)))
    builder.setupHorizontalHeader(ascent=EM, descent=-1)
    builder.setupNameTable({"familyName": "GlyphLess", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=EM, usWinAscent=EM)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0  # the same bytes on every day
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()
