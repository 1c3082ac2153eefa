"""A text layer counts when it covers the print and is Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.model import Decision, TextSource
from pipeline.opening import Kind, open_pages
from pipeline.settings import ReadSettings
from pipeline.text_source import COVER_DPI, choose_text_source, is_blank
from tests.pipeline.paper import PLAN, drawn, pdf

ENGLISH_READING = (
    "Phan ddu dén hét ndm 2024 cé thém it nhdt 03 xd dat chudn nong thon mdi,",
    "nang tdng sd xa dat chudn todn huyén lén 11/15 xd; thu nhap binh qudn dau",
    "ngudi dat 48 triéu déng/ngudi/nim, ty 1é hd nghéo da chiéu giam con 4,2%.",
    "Giao Phéng Néng nghiép va Phat trién néng thon chu tri, phéi hop vdi cdc",
    "phong, ban, don vi lién quan hudng dan Uy ban nhan dan cdc xa thuc hién,",
    "bdo cdo két qua trudc ngay 15 thang 11 nim 2024 dé tdng hop theo dai.",
)


def decide(path: Path) -> list[Decision]:
    with open_pages(path, Kind.PDF, ReadSettings()) as (_, pages):
        return [choose_text_source(page.layer(), page.image(COVER_DPI)) for page in pages]


def test_a_good_layer_is_used_with_and_without_an_image(tmp_path: Path) -> None:
    born, scanned = decide(pdf(tmp_path / "a.pdf", [PLAN, drawn()], layer=PLAN))
    assert born.source is scanned.source is TextSource.TEXT_LAYER
    assert min(born.score, scanned.score) > 0.8


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        ((), "no text layer"),
        (("Văn bản này được tải từ",), "cover"),
        (ENGLISH_READING, "valid Vietnamese"),
    ],
)
def test_layers_that_do_not_count_lead_to_ocr(tmp_path: Path, layer: tuple[str, ...], reason: str) -> None:
    (decision,) = decide(pdf(tmp_path / "a.pdf", [drawn()], layer=layer))
    assert decision.source is TextSource.OCR
    assert reason in decision.reason
    assert decision.score < 0.5


def test_blank_pages_are_told_from_printed_ones() -> None:
    assert is_blank(Image.new("L", (413, 585), 255))
    assert is_blank(Image.new("L", (413, 585), 225))
    assert not is_blank(drawn(PLAN[:1]).resize((413, 585)))
