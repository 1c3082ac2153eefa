"""Files that were made to do harm end as refused or read, in bounds of memory and time, and get nothing done."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import DamagedFileError, OverLimitError
from pipeline.inflation import check_inflation
from pipeline.opening import Kind, open_pages
from pipeline.pool import WorkerPool
from pipeline.process import Job, Outcome
from pipeline.settings import ReadSettings
from pipeline.store import Store
from tests.pipeline import hostile
from tests.pipeline.hostile import HARMFUL, page, stream, zeros


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    """A pool of one real worker."""
    with WorkerPool(1) as pool:
        yield pool


def read(pool: WorkerPool, path: Path, **settings: int) -> tuple[Outcome, str]:
    """What becomes of a file in a real worker, and its raw text."""
    store = Store(path.parent / "out")
    store.prepare()
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    limits = {"max_memory": 2_500, "page_timeout": 120, **settings}
    outcome = pool.read(Job(str(path), path.name, digest, len(content), str(store.root), "v", limits))
    text = store.text / f"{outcome.doc_id}.raw.txt"
    return outcome, text.read_text(encoding="utf-8") if text.exists() else ""


@pytest.mark.parametrize("name", ["content_bomb", "nested_bomb", "font_bomb"])
def test_bombs_are_found_before_a_parser_meets_them(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(HARMFUL[name]())
    assert path.stat().st_size < 500_000
    with pytest.raises(OverLimitError, match="inflates to more than 100,000,000"):
        check_inflation(path, 100_000_000)


@pytest.mark.parametrize(
    "content",
    [
        stream(zeros(50), b"/Filter/FlateDecode"),
        stream(zeros(400), b"/Subtype/Image/Width 20000/Height 20000/Filter/FlateDecode"),
        stream(zeros(400)),
        stream(b"\x78\x9c" + b"no deflate" * 100_000, b"/Filter/FlateDecode"),
        stream(b"\xff" * 200_000, b"/Filter/DCTDecode"),
    ],
    ids=["small", "an image", "not packed", "broken", "a photograph"],
)
def test_what_is_no_bomb_passes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(page(content))
    check_inflation(path, 100_000_000)


@pytest.mark.parametrize("name", sorted(HARMFUL))
def test_harmful_files_are_refused_or_empty(pool: WorkerPool, tmp_path: Path, name: str) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(HARMFUL[name]())
    outcome, _ = read(pool, path)
    assert outcome.failure is not None
    assert outcome.failure.outcome in ("refused", "empty"), outcome.failure
    assert outcome.failure.remedy


def test_a_bomb_that_hides_as_an_image_is_stopped_by_its_memory(pool: WorkerPool, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(page(stream(zeros(3_000), b"/Subtype/Image/Filter/FlateDecode")))
    outcome, _ = read(pool, path, max_memory=1_500)
    assert outcome.failure is not None
    assert outcome.failure.outcome in ("refused", "empty"), outcome.failure


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that it was asked for."""
    paths: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def test_nothing_in_a_pdf_is_run_fetched_or_read_from_elsewhere(
    pool: WorkerPool, tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    address, paths = asked
    marker, secret, path = tmp_path / "marker", tmp_path / "secret.txt", tmp_path / "plan.pdf"
    secret.write_text("BT (THE SECRET OF ANOTHER FILE) Tj ET")
    path.write_bytes(hostile.wants_much(address, marker, secret))
    outcome, text = read(pool, path)
    assert outcome.failure is None, outcome.failure
    assert "nong thon moi" in text.lower()
    assert "SECRET" not in text
    assert not marker.exists()
    assert paths == []


@pytest.mark.parametrize("kind", ["GIF", "BMP", "ICNS", "EPS"])
def test_only_the_kinds_that_are_read_reach_their_decoders(tmp_path: Path, kind: str) -> None:
    """What begins as a TIFF is opened as one, not by whatever decoder of Pillow feels called upon."""
    path = tmp_path / "plan.tif"
    mode = "RGBA" if kind == "ICNS" else "RGB"
    Image.new(mode, (64, 64)).save(path, kind)
    with pytest.raises(DamagedFileError), open_pages(path, Kind.TIFF, ReadSettings()):
        pass


def test_names_of_files_lead_nowhere(pool: WorkerPool, tmp_path: Path) -> None:
    """Results are named by the hash of the bytes, whatever the file is called."""
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "$(touch marker);..\\..\\x\n=cmd|' ' !A1.txt"
    path.write_text("KẾ HOẠCH\nXây dựng nông thôn mới năm 2024\n", encoding="utf-8")
    outcome, text = read(pool, path)
    assert outcome.failure is None
    assert "nông thôn" in text
    written = {file.name for file in (folder / "out").rglob("*") if file.is_file()}
    assert {name.partition(".")[0] for name in written} == {outcome.doc_id}
    assert not list(tmp_path.rglob("marker"))


def test_a_page_without_a_size_is_read(pool: WorkerPool, tmp_path: Path) -> None:
    """pdfplumber gives up on it, also when it is closed; pdfium takes it for a letter."""
    path = tmp_path / "plan.pdf"
    words = stream(b"BT /F 14 Tf 72 700 Td (KE HOACH xay dung nong thon moi nam 2024) Tj ET")
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    path.write_bytes(page(words, resources=font).replace(b"/MediaBox[0 0 595 842]", b"/NoBox[0 0 595 842]   "))
    outcome, text = read(pool, path)
    assert outcome.failure is None, outcome.failure
    assert "nong thon moi" in text.lower()
