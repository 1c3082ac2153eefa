"""Both ways of asking Tesseract: the same words of line images, and one exception a fault."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytesseract
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline import line_engines, tessdata, tesserocr_lines
from pipeline.errors import EngineCrashedError, EngineMissingError, EngineTimeoutError
from pipeline.line_engines import LineEngine, check_engine, start_engine
from pipeline.settings import ReadSettings
from pipeline.tessdata import ENGINES, best_engine, data_folder, why_not
from tests.pipeline.paper import FACE

COLUMNS = ("level", "page_num", "left", "width", "conf", "text")
BLANK = np.full((60, 400), 255, np.uint8)


def line(text: str) -> NDArray[np.uint8]:
    font = ImageFont.truetype(FACE, 44)
    image = Image.new("L", (round(font.getlength(text)) + 16, 62), 255)
    ImageDraw.Draw(image).text((8, 6), text, fill=0, font=font)
    return np.asarray(image)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> LineEngine:
    return start_engine(request.param, "vie")


def test_lines_are_read_with_columns_and_confidences(engine: LineEngine) -> None:
    texts = ["Giao Phòng Nông nghiệp chủ trì năm 2023", "Ban hành kèm theo Kế hoạch"]
    found = engine.recognise([line(texts[0]), BLANK, line(texts[1])], 60)
    assert [" ".join(word.text for word in words) for words in (found[0], found[2])] == texts
    for words in (found[0], found[2]):
        assert all(0 <= word.left < word.right < 1500 and 0.5 < word.confidence <= 1 for word in words)
        assert [word.left for word in words] == sorted(word.left for word in words)


def test_no_lines_ask_for_nothing(engine: LineEngine) -> None:
    assert engine.recognise([], 1) == []


def test_what_takes_too_long_is_a_timeout(engine: LineEngine) -> None:
    with pytest.raises(EngineTimeoutError):
        engine.recognise([line("Ban hành")], 0.0)


@pytest.mark.parametrize("name", ENGINES)
def test_a_language_that_lacks_is_named(name: str) -> None:
    with pytest.raises(EngineMissingError, match="xyz"):
        start_engine(name, "xyz").recognise([line("Ban hành")], 60)


def raising(error: BaseException) -> Callable[..., Any]:
    def call(*_: Any, **__: Any) -> Any:
        raise error

    return call


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (pytesseract.TesseractNotFoundError(), EngineMissingError),
        (pytesseract.TesseractError(1, "Failed loading language 'vie'"), EngineMissingError),
        (pytesseract.TesseractError(-11, "segmentation fault"), EngineCrashedError),
        (subprocess.CalledProcessError(1, "tesseract --version"), EngineCrashedError),
        (SystemExit("Invalid tesseract version"), EngineCrashedError),
        (RuntimeError("Tesseract process timeout"), EngineTimeoutError),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), EngineCrashedError),
    ],
)
def test_each_fault_of_the_command_has_its_exception(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, expected: type[Exception]
) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", raising(error))
    with pytest.raises(expected):
        start_engine("pytesseract", "vie").recognise([BLANK], 60)


@pytest.mark.parametrize("data", [{}, {"level": [5]}, {key: ["x"] for key in COLUMNS}, {key: [5] for key in COLUMNS}])
def test_a_table_that_is_none_is_a_crash(monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: data)
    with pytest.raises(EngineCrashedError):
        start_engine("pytesseract", "vie").recognise([BLANK], 60)


def test_a_missing_language_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_engines, "installed_languages", lambda: frozenset({"eng"}))
    with pytest.raises(EngineMissingError) as caught:
        check_engine()
    assert "apt-get install tesseract-ocr-vie tesseract-ocr-osd" in caught.value.remedy


def test_the_best_engine_at_hand_is_the_default() -> None:
    assert ReadSettings().engine == best_engine() == "onnxruntime"
    assert data_folder("vie") is not None
    assert data_folder("xyz") is None
    assert best_engine("xyz") == "pytesseract"


@pytest.fixture
def _asked_again() -> Iterator[None]:
    """What is at hand is asked once a process otherwise."""
    for asked in (best_engine, why_not):
        asked.cache_clear()
    yield
    for asked in (best_engine, why_not):
        asked.cache_clear()


@pytest.mark.usefixtures("_asked_again")
def test_the_next_best_engine_reads_where_one_can_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"a network of another kind")
    monkeypatch.setattr(tessdata, "data_folder", lambda _: str(tmp_path))
    assert "unknown" in why_not("onnxruntime", "vie")
    assert best_engine() == "tesserocr"


@pytest.mark.usefixtures("_asked_again")
def test_where_packages_lack_pytesseract_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tessdata, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    monkeypatch.delitem(sys.modules, "pipeline.tesserocr_lines", raising=False)
    assert best_engine() == "pytesseract"
    assert why_not("onnxruntime") == "onnxruntime is not installed"
    assert "tesserocr can't be loaded" in why_not("tesserocr")
    with pytest.raises(EngineMissingError, match="tesserocr can't be loaded"):
        start_engine("tesserocr", "vie")


def test_a_model_is_loaded_once_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    class Silent:
        def __getattr__(self, name: str) -> Any:
            return lambda *_: True if name == "Recognize" else None

    def load(language: str) -> Silent:
        started.append(language)
        return Silent()

    monkeypatch.setattr(tesserocr_lines, "_load", load)
    engine = start_engine("tesserocr", "vie")
    assert engine.recognise([BLANK], 1) == engine.recognise([BLANK], 1) == [[]]
    assert started == ["vie"]
