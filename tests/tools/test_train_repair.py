"""The training of the repair models at small scale: the same seed gives the same models, from raw text to files."""

from __future__ import annotations

import lzma
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.restore.language import LanguageModel
from normalizers.restore.lexicon import Vocabulary
from tools import measure_repair, repair_channel, repair_corpus, repair_language, repair_pages

PARAGRAPHS = [
    f"{number}. Phòng Kinh tế huyện tham mưu kế hoạch trồng {number * 7} cây ở {word} thôn năm {2000 + number % 30}."
    for number in range(400)
    for word in ("các", "mỗi", "từng")
]


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tiny corpora of ours under the names of the real ones, and a work folder of its own."""
    for name in repair_corpus.EVERYTHING:
        with lzma.open(tmp_path / f"{name}.txt.xz", "wt", encoding="utf-8") as out:
            out.write("\n".join(PARAGRAPHS))
    (tmp_path / "places.tsv").write_text("1\tXã Tân Phú\tHuyện Bình Tân\tTỉnh Vĩnh Long\n" * 3, encoding="utf-8")
    monkeypatch.setattr(repair_corpus, "CORPORA", tmp_path)
    monkeypatch.setattr(repair_corpus, "CACHE", tmp_path / "text")
    monkeypatch.setattr(repair_language, "CACHE", tmp_path / "ids")
    monkeypatch.setattr(repair_pages, "GAZETTEER", tmp_path / "places.tsv")
    return tmp_path


def trained(corpora: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the language models made from the corpora."""
    monkeypatch.setattr("sys.argv", ["repair_language", str(corpora / target), "--words", "500"])
    repair_language.main()
    return corpora / target


def test_language_models_come_from_raw_text_and_are_the_same_again(
    corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = trained(corpora, "first", monkeypatch)
    forms = (folder / "repair_words.txt").read_text(encoding="utf-8").split()
    model = LanguageModel.load(folder / "repair_cased_words.npz", folder / "repair_cased_trigrams.npz")
    rows = {word: np.array([Vocabulary(forms).index[word]]) for word in ("tham", "mưu", "kế", "hoạch", "cây")}
    assert model.bigram(rows["tham"], rows["mưu"]) < model.bigram(rows["tham"], rows["cây"])
    assert model.bigram(rows["kế"], rows["hoạch"]) < model.bigram(rows["hoạch"], rows["kế"])
    again = trained(corpora, "again", monkeypatch)
    for file in folder.iterdir():
        assert file.read_bytes() == (again / file.name).read_bytes()


def test_a_paragraph_lies_in_one_part_whatever_its_numbers(corpora: Path) -> None:
    del corpora
    parts = {part: set(repair_corpus.read("admin_docs", part)) for part in ("train", "dev", "test")}
    assert sum(map(len, parts.values())) == len(set(PARAGRAPHS))
    assert len({repair_corpus.part(f"Mục {number}: trồng cây") for number in range(50)}) == 1


def test_the_channel_learns_what_pages_show() -> None:
    pairs = Counter({("đô", "d6"): 60, ("đi", "di"): 40, ("cô", "c6"): 50, ("ca", "ca"): 50})
    channel = repair_channel.smooth(repair_channel.learn(pairs, 3))
    assert channel["ô"]["6"] > 0.5
    assert channel["đ"]["d"] > 0.5
    assert channel["c"].get("6", 0.0) < 0.01


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=300))
def test_calibration_rises(pairs: list[tuple[float, bool]]) -> None:
    table = measure_repair.calibrate(pairs, bins=7)
    rights = [right for _, right in table]
    assert rights == sorted(set(rights))
    assert all(0 <= posterior <= 1 and 0 <= right <= 1 for posterior, right in table)


def test_the_written_table_is_the_one_that_the_restorer_reads(tmp_path: Path) -> None:
    target = tmp_path / "calibration.tsv"
    measure_repair.write_calibration(target, [(0.4, 0.3), (0.9999, 0.99)])
    rows = [line.split("\t") for line in target.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert rows == [["posterior", "right"], ["0", "0.01"], ["0.4", "0.3"], ["0.9999", "0.99"], ["1", "0.99"]]
