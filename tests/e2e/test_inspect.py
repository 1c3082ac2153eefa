"""`inspect` shows on images how a page is read."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipeline.version import ROOT
from tests.e2e.command import kehoach


def test_inspect_writes_each_step_and_the_words(tmp_path: Path) -> None:
    done = kehoach("inspect", str(ROOT / "data/samples/xa-ra-quan-2019.page.png"), "--out", str(tmp_path / "seen"))
    assert done.returncode == 0, done.stderr
    written = [Path(line) for line in done.stdout.split("\n") if line]
    assert [path.name for path in written[-2:]] == ["words.png", "words.tsv"]
    assert written[0].name == "0-scan.png"
    for path in written[:-1]:
        with Image.open(path) as image:
            assert min(image.size) > 500
    header, *rows = written[-1].read_text(encoding="utf-8").splitlines()[1:]
    assert header.split("\t")[0] == "word"
    assert "KẾ" in {row.split("\t")[0] for row in rows}


def test_inspect_names_the_file_the_cause_and_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    for arguments in ((str(tmp_path / "dump.txt"),), (str(ROOT / "data/samples/xa-ntm-2023.pdf"), "--page", "99")):
        done = kehoach("inspect", *arguments, "--out", str(tmp_path / "seen"))
        assert done.returncode == 1
        assert Path(arguments[0]).name in done.stderr
        assert "Give a" in done.stderr
