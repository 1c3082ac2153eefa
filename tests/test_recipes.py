"""The recipes are run: SQL and pandas always, R where it is installed; what the page shows is what comes out."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tools.recipes import LANGUAGES, PAGE, Recipe, Rows, answer_of, read_samples, recipes, shown

FIRST, RECIPES = recipes(PAGE.read_text(encoding="utf-8"))
R_PACKAGES = "quit(status = !all(c('dplyr', 'readr') %in% rownames(installed.packages())))"


each_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.title for recipe in RECIPES])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of the sample plans in `out`."""
    made = tmp_path_factory.mktemp("recipes")
    read_samples(made / "out")
    return made


def test_there_are_ten_recipes_in_each_language() -> None:
    assert len(RECIPES) == 10
    assert {tuple(recipe.code) for recipe in RECIPES} == {LANGUAGES}
    assert set(FIRST) == {"python", "r"}
    assert all(len(recipe.answer) > 1 for recipe in RECIPES)


@each_recipe
def test_sql(recipe: Recipe, folder: Path) -> None:
    assert answer_of(recipe.code["sql"], folder / "out") == recipe.answer, "run: python -m tools.recipes"


@each_recipe
def test_pandas(recipe: Recipe, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(compile(FIRST["python"] + recipe.code["python"], recipe.title, "exec"), names)
    assert of_frame(names["answer"]) == recipe.answer


def of_frame(frame: pd.DataFrame) -> Rows:
    """The rows of a data frame as the page shows them."""
    values = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    days = [[each.date() if isinstance(each, pd.Timestamp) else each for each in row] for row in values]
    return [list(frame.columns), *map(shown, days)]


def has_r() -> bool:
    if not shutil.which("Rscript"):
        return False
    return subprocess.run(["Rscript", "-e", R_PACKAGES], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def r_answers(folder: Path) -> Path:
    """The answers in R as CSV files, all made by one process."""
    assert has_r(), "install r-base-core r-cran-dplyr r-cran-readr; `./kehoach test` does"
    script = FIRST["r"]
    for number, recipe in enumerate(RECIPES):
        script += f'{recipe.code["r"]}\nwrite_csv(answer, "{number}.csv", na = "")\n'
    (folder / "recipes.R").write_text(script, encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["Rscript", "recipes.R"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@each_recipe
def test_r(recipe: Recipe, r_answers: Path) -> None:
    with (r_answers / f"{RECIPES.index(recipe)}.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == recipe.answer
