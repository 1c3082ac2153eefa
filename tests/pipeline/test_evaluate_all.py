"""A page whose marked parts are made by commands."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from pipeline.evaluate_all import PAGE, EvaluationError, Part, arguments, commands, make_anew
from tests.e2e.command import kehoach

GOOD, BAD, FOREIGN = "./kehoach evaluate repair --help", "./kehoach explain nothing --out /nowhere", "rm -rf data"
TEXT = f"""# Page
Before. <!-- a comment -->

<!-- made by: {GOOD} -->
| old |
<!-- end -->
Between.
<!-- made by: {BAD} -->
| kept |
<!-- end -->
<!-- made by: {FOREIGN} -->
| kept, too |
<!-- end -->
Behind.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_parts_are_made_anew_and_what_people_wrote_stays(page: Path) -> None:
    heard: list[str] = []
    good, bad, foreign = make_anew(page, "", heard.append)
    assert heard == [GOOD, BAD, FOREIGN]
    assert good == Part(GOOD)
    assert "no row nothing" in bad.error
    assert "neither ./kehoach nor python -m" in foreign.error
    text = page.read_text(encoding="utf-8")
    start, made, end = text.partition(f"<!-- made by: {GOOD} -->\n")[2].partition("<!-- end -->\n")
    assert "Error rates of the repair" in start
    assert "| old |" not in text
    assert (made, end) == ("<!-- end -->\n", TEXT.partition("<!-- end -->\n")[2])
    assert text.startswith(TEXT.partition(f"<!-- made by: {GOOD}")[0])


def test_only_some(page: Path) -> None:
    assert [part.command for part in make_anew(page, "repair", lambda _: None)] == [GOOD]


def test_a_page_can_be_made_twice(page: Path) -> None:
    list(make_anew(page, "repair", lambda _: None))
    first = page.read_text(encoding="utf-8")
    list(make_anew(page, "repair", lambda _: None))
    assert page.read_text(encoding="utf-8") == first


def test_nothing_but_the_projects_own_commands_is_run() -> None:
    assert arguments("python -m benchmarks.publish out")[1:] == ["-P", "-m", "benchmarks.publish", "out"]
    for command in (FOREIGN, "python tools/x.py", "bash -c ./kehoach"):
        with pytest.raises(EvaluationError):
            arguments(command)


def test_the_results_have_parts_whose_commands_there_are() -> None:
    own = commands(PAGE)
    assert len(own) >= 3
    for command in own:
        words = shlex.split(command)
        options = [word for word in words if word.startswith("--")]
        if words[0] == "./kehoach":
            said = kehoach(*words[1:3], "--help").stdout
            assert [option for option in options if option not in said] == []
        else:
            assert Path(PAGE.parent.parent, *words[2].split(".")).with_suffix(".py").is_file()


def test_on_the_command_line(page: Path) -> None:
    shown = kehoach("evaluate", "all", "--page", page, "--dry-run")
    assert (shown.returncode, shown.stdout.splitlines()) == (0, [GOOD, BAD, FOREIGN])
    done = kehoach("evaluate", "all", "--page", page)
    assert done.returncode == 1
    assert f"{BAD}: exit code 2" in done.stderr
    assert kehoach("evaluate", "all", "--page", page, "--only", "repair").returncode == 0
    assert kehoach("evaluate", "all", "--page", page.parent / "no.md").returncode == 2
