"""The docs tell of everything that there is: commands, options, columns, codes, settings."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from data import loader
from pipeline.cli import app
from pipeline.schema import TABLES
from pipeline.settings import ReadSettings
from pipeline.version import ROOT
from tools.make_reference import PATH, reference

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"!?\[[^]]*\]\(([^)#]+)(#[^)]*)?\)")


def commands() -> dict[str, list[str]]:
    """Each command with its long options."""
    found: dict[str, list[str]] = {}

    def collect(name: str, group: Any) -> None:
        for each, command in group.commands.items():
            whole = f"{name} {each}".strip()
            if hasattr(command, "commands"):
                collect(whole, command)
            else:
                options = [option for param in command.params for option in [*param.opts, *param.secondary_opts]]
                found[whole] = [option for option in options if option.startswith("--")]

    collect("", typer.main.get_command(app))
    return found


def test_the_reference_is_in_step_with_the_code() -> None:
    assert PATH.read_text(encoding="utf-8") == reference(), "run `python -m tools.make_reference`"


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    start = text.index(f"## `./kehoach {name}")
    section = text[start : text.find("\n## ", start + 1)]
    assert [option for option in commands()[name] if f"`{option}`" not in section] == []


def test_every_command_is_shown_in_use() -> None:
    told = "\n".join(path.read_text(encoding="utf-8") for path in PAGES if path != PATH)
    assert [name for name in commands() if not re.search(rf"`(?:\./kehoach )?{name}\b|kehoach {name}\b", told)] == []


def test_every_setting_is_told() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert [field.name for field in fields(ReadSettings) if f"KEHOACH_{field.name.upper()}`" not in text] == []


def test_every_column_and_issue_code_is_in_the_data_dictionary() -> None:
    text = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert sorted(name for name in columns if not re.search(rf"\| \**`?{name}`?\** \|", text)) == []
    assert [row["code"] for row in loader.table("issue_codes.tsv") if f"`{row['code']}`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = [found[1] for found in _LINK.finditer(page.read_text(encoding="utf-8")) if "://" not in found[1]]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_docs_exist(page: Path) -> None:
    known = commands()
    for block in re.findall(r"```[a-z]*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for line in re.findall(r"\./kehoach ([^#\n]*)", block):
            words = line.split()
            name = next((each for each in sorted(known, key=len, reverse=True) if line.startswith(each)), None)
            if name is None:
                assert words[0] in {"evaluate", "--help"}, line
                continue
            options = [word.split("=")[0] for word in words if word.startswith("--")]
            unknown = [option for option in options if option not in [*known[name], "--help"]]
            assert unknown == [] or name == "test", line
