"""`inspect` writes the page after each step that was taken, whichever damage it needed it for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.inspect import inspect
from pipeline.settings import ReadSettings
from tests.pipeline.test_scan import LineEngineReader
from tests.pipeline.test_scan_ablation import pages


@pytest.mark.parametrize(
    ("step", "files"),
    [
        ("without_pale", ["without_pale"]),
        ("without_stamps", ["without_stamps"]),
        ("thinned", ["thinned"]),
        ("without_notes", ["without_notes"]),
        ("two_pages", ["left_page", "right_page"]),
        ("without_border", ["without_border"]),
    ],
)
def test_each_step_is_an_image(tmp_path: Path, step: str, files: list[str]) -> None:
    path = tmp_path / "page.png"
    Image.fromarray(pages()[step]).save(path, dpi=(200, 200))
    written = [name.stem.split("-", 1)[-1] for name in inspect(path, 1, tmp_path / "out", reader=LineEngineReader())]
    assert written[:2] == ["scan", "grey"]
    assert set(files) <= set(written)
    bare = inspect(path, 1, tmp_path / "bare", ReadSettings(leave_out=step), LineEngineReader())
    assert not set(files) & {name.stem.split("-", 1)[-1] for name in bare}
