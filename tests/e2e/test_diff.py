"""Two outputs compared on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.command import kehoach
from tests.pipeline.query.plans import plans, write_output


@pytest.fixture(scope="module")
def outs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("compared")
    return write_output(folder / "a"), write_output(folder / "b", plans() | {"assignments": []})


def test_equal_outputs(outs: tuple[Path, Path]) -> None:
    done = kehoach("diff", outs[0], outs[0])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("the same\n")


def test_different_outputs(outs: tuple[Path, Path], tmp_path: Path) -> None:
    done = kehoach("diff", *outs)
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 rows differ" in done.stdout
    assert json.loads(kehoach("diff", *outs, "--format", "json").stdout)["differences"][0]["kind"] == "gone"
    assert kehoach("diff", *outs, "--format", "csv", "--to", tmp_path / "d.csv").returncode == 1
    assert (tmp_path / "d.csv").read_bytes().startswith(b"\xef\xbb\xbftable,kind,source_path,row,")


def test_what_can_not_be_compared(outs: tuple[Path, Path], tmp_path: Path) -> None:
    missing = kehoach("diff", outs[0], tmp_path)
    assert (missing.returncode, "holds no table documents" in missing.stderr) == (2, True)
    wrong = kehoach("diff", *outs, "--format", "xml")
    assert (wrong.returncode, "--format xml is unknown" in wrong.stderr) == (2, True)
