"""The measures that count can be computed on the samples' gold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.make_samples import DATA, SAMPLES, Sample

SCORER = Path(__file__).resolve().parents[3] / "shared" / "score" / "score_tables.py"


@pytest.mark.shared
@pytest.mark.skipif(not SCORER.is_file(), reason="the measures do not lie beside the project")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_gold_scores_full_against_itself(sample: Sample) -> None:
    folder = str(DATA / "gold" / sample.name)
    done = subprocess.run([sys.executable, str(SCORER), folder, folder], capture_output=True, text=True, check=True)
    mean = next(line for line in done.stdout.splitlines() if line.startswith("mean of the tables"))
    assert mean.split()[-2:] == ["1.000", "1.000"]
    assert "documents: 16/16" in done.stdout
