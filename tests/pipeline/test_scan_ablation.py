"""Each step is measured on the pages that need it, and only there."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline import scan_ablation as module
from pipeline import scan_cases as cases
from pipeline.scan_ablation import ablation, steps_of
from pipeline.scan_cases import CLASSES, DAMAGES, OTHER_PAGES, NoPagesError, ScanCase
from pipeline.scan_readers import Reading
from pipeline.settings import LINE_STEPS, STEPS, ReadSettings
from tests.pipeline.paper import FACE, PLAN, drawn
from tests.pipeline.test_received_stamps import RECEIPT, stamped
from tools import degrade

PAGE = np.asarray(drawn([*PLAN, "", *PLAN], dpi=200).convert("L"))
BACK = np.asarray(drawn(["", *reversed(PLAN), "", "", *PLAN, *PLAN], dpi=200).convert("L"))
SWOLLEN = np.asarray(cv2.erode(PAGE, np.ones((5, 5), np.uint8)))


def table() -> np.ndarray:
    """The page with a ruled table below its text."""
    page = Image.fromarray(PAGE)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FACE, 36)
    for row in range(5):
        pen.line((200, 1300 + 80 * row, 1400, 1300 + 80 * row), fill=0, width=3)
        for column in range(4 if row < 4 else 0):
            pen.text((230 + 400 * column, 1320 + 80 * row), str(7 * row + column), fill=0, font=font)
    for column in range(4):
        pen.line((200 + 400 * column, 1300, 200 + 400 * column, 1620), fill=0, width=3)
    return np.asarray(page)


def pages() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    return {
        "without_colour": degrade.seal(PAGE, rng, (800, 900), 120),
        "evened": degrade.shaded(PAGE, rng, 120),
        "without_border": degrade.bordered(PAGE, rng),
        "without_dust": np.where(rng.random(PAGE.shape) < 0.001, 0, PAGE).astype(np.uint8),
        "without_pale": degrade.bled(PAGE, BACK, rng, 0.4),
        "upright": degrade.skewed(PAGE, 2.0),
        "without_stamps": np.asarray(stamped(RECEIPT)),
        "thinned": SWOLLEN,
        "without_notes": degrade.margin_note(degrade.colour(PAGE), rng),
        "cell_reader": table(),
        "two_pages": degrade.beside(PAGE, PAGE),
    }


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_taken_on_pages_with_its_damage(tmp_path: Path, step: str) -> None:
    path = tmp_path / "page.png"
    Image.fromarray(pages()[step]).save(path, dpi=(200, 200))
    assert step in steps_of(path, ReadSettings())
    assert step not in steps_of(path, ReadSettings(leave_out=step))
    Image.fromarray(PAGE).save(path, dpi=(200, 200))
    assert steps_of(path, ReadSettings()) == set()


def test_pages_with_tables_have_cells_to_read_again(tmp_path: Path) -> None:
    (case,) = cases.degraded(tmp_path, "tables", 1)
    assert "cell_reader" in steps_of(case.path, ReadSettings())


def test_rows_compare_the_reading_with_and_without_a_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def degraded(scratch: Path, name: str, count: int) -> list[ScanCase]:
        if name != "bled":
            raise NoPagesError("no fonts")
        return [ScanCase(name, tmp_path / f"{number}.png", "một hai ba bốn", "") for number in range(count)]

    def kehoach(path: Path, settings: ReadSettings) -> Reading:
        bare = settings.left_out or settings.second_reader == "none"
        return Reading("một hai" if bare else "một hai ba", "", 1.0)

    monkeypatch.setattr(cases, "degraded", degraded)
    monkeypatch.setattr(module, "kehoach", kehoach)
    monkeypatch.setattr(module, "steps_of", lambda path, settings: {"without_pale"} if path.name == "1.png" else set())
    lines = list(ablation(tmp_path / "gold", 3, lambda text: None))
    assert lines.count("| print of the back | `without_pale` | 1 of 3 | 25.00 % | 50.00 % | 1 |") == 1
    for always in (*LINE_STEPS, "second_reader"):
        assert f"| print of the back | `{always}` | 3 of 3 | 25.00 % | 50.00 % | 3 |" in lines
    assert sum("left out: no fonts" in line for line in lines) == len(CLASSES) + len(DAMAGES) - 1 + len(OTHER_PAGES)


def test_a_step_that_does_not_exist_cannot_be_left_out() -> None:
    with pytest.raises(ValueError, match="without_magic"):
        ReadSettings(leave_out="evened, without_magic")
