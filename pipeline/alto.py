"""ALTO 4.4 (Library of Congress): the words with boxes and confidences, for archives' own viewers.

`CONTENT` is the repaired word; where it was read otherwise, that stands in `ALTERNATIVE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

from pipeline.files import replacing
from pipeline.model import Box, PageText
from pipeline.printed_words import PrintedWord

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
UNITS_A_POINT = 1200 / 72
"""ALTO's `inch1200` to the PDF point."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_alto(path: Path, source_path: str, pages: Iterable[tuple[PageText, list[PrintedWord]]]) -> None:
    """Write the pages of a document; raises OSError."""
    root = ET.Element("alto", {"xmlns": NAMESPACE, "SCHEMAVERSION": "4.4"})
    about = ET.SubElement(root, "Description")
    ET.SubElement(about, "MeasurementUnit").text = "inch1200"
    ET.SubElement(ET.SubElement(about, "sourceImageInformation"), "fileName").text = _plain(source_path)
    layout = ET.SubElement(root, "Layout")
    for page, words in pages:
        _page(layout, page, words)
    with replacing(path) as part:
        ET.ElementTree(root).write(part, encoding="utf-8", xml_declaration=True)


def _page(layout: ET.Element, page: PageText, words: list[PrintedWord]) -> None:
    size = {"WIDTH": _units(page.width), "HEIGHT": _units(page.height)}
    number = str(page.number)
    sheet = ET.SubElement(layout, "Page", {"ID": f"page{number}", "PHYSICAL_IMG_NR": number, **size})
    space = ET.SubElement(sheet, "PrintSpace", {"HPOS": "0", "VPOS": "0", **size})
    for block, in_block in groupby(words, lambda word: word.block):
        held = list(in_block)
        name = f"block{number}_{block}"
        text_block = ET.SubElement(space, "TextBlock", {"ID": name, **_place(held)})
        for line, in_line in groupby(held, lambda word: word.line):
            _line(text_block, f"line{number}_{line}", list(in_line))


def _line(block: ET.Element, name: str, words: list[PrintedWord]) -> None:
    line = ET.SubElement(block, "TextLine", {"ID": name, **_place(words)})
    for index, word in enumerate(words):
        if index:
            ET.SubElement(line, "SP")
        about = {"CONTENT": _plain(word.text), **_place([word])}
        if word.confidence is not None:
            about["WC"] = f"{word.confidence:.4f}"
        string = ET.SubElement(line, "String", about)
        if word.raw != word.text:
            ET.SubElement(string, "ALTERNATIVE", {"PURPOSE": "as read"}).text = _plain(word.raw)


def _place(words: list[PrintedWord]) -> dict[str, str]:
    box = Box(
        min(word.box.x0 for word in words),
        min(word.box.y0 for word in words),
        max(word.box.x1 for word in words),
        max(word.box.y1 for word in words),
    )
    return {
        "HPOS": _units(box.x0),
        "VPOS": _units(box.y0),
        "WIDTH": _units(box.x1 - box.x0),
        "HEIGHT": _units(box.y1 - box.y0),
    }


def _units(points: float) -> str:
    return str(round(points * UNITS_A_POINT))


def _plain(text: str) -> str:
    """The text without the characters that XML 1.0 can't hold."""
    return _NO_XML.sub("", text)
