"""The reference of commands, options and settings, from the code: `python -m tools.make_reference` writes it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

import typer

from data import loader
from pipeline.cli import app
from pipeline.files import write_text
from pipeline.settings import ReadSettings
from pipeline.version import ROOT

PATH = ROOT / "docs" / "reference.md"
_OPENING = """# Reference: commands, options, settings

Made from the code by `python -m tools.make_reference`; a test keeps it in step. Columns and codes stand in the
[data dictionary](data-dictionary.md). Tutorials: [tutorial.md](tutorial.md), [huong-dan.md](huong-dan.md) (tiếng
Việt).
"""
_SETTINGS = """## Settings

In the environment, e.g. `KEHOACH_MAX_PAGES=500 ./kehoach run plans --out out`. Documents that were read with other
settings are read again, unless a setting changes only whether a document is read (the limits).
"""


def reference() -> str:
    """The Markdown text of the reference."""
    return "\n".join([_OPENING, *_commands("./kehoach", typer.main.get_command(app)), _SETTINGS, *_settings()]) + "\n"


def _commands(name: str, group: Any) -> Iterator[str]:
    for each, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(f"{name} {each}", command)
            continue
        arguments = [_metavar(param) for param in command.params if param.param_type_name == "argument"]
        yield f"## `{' '.join([name, each, *arguments])}`\n\n{_plain(command.help or '')}\n"
        rows = [_row(param) for param in command.params if not getattr(param, "hidden", False)]
        if rows:
            yield "\n".join(["| | default | |", "| --- | --- | --- |", *rows, ""])


def _metavar(argument: Any) -> str:
    return f"{argument.name.upper()}{'...' if argument.nargs == -1 else ''}"


def _row(param: Any) -> str:
    of_option = [*param.opts, *param.secondary_opts]
    names = [_metavar(param)] if param.param_type_name == "argument" else of_option
    told = param.default not in (None, False, (), "") and not callable(param.default)
    default = "the number of cores" if param.name == "workers" else f"`{param.default}`" if told else ""
    return f"| {', '.join(f'`{name}`' for name in names)} | {default} | {_plain(getattr(param, 'help', None) or '')} |"


def _plain(text: str) -> str:
    return re.sub(r"\s*\n\s*(?!\n)", " ", text.strip()).replace("|", "\\|")


def _settings() -> Iterator[str]:
    told = {row["setting"]: row for row in loader.table("settings.tsv")}
    yield "| setting | default | | |\n| --- | --- | --- | --- |"
    for field in fields(ReadSettings):
        row = told[field.name]
        default = "the best at hand" if field.default is MISSING else f"`{field.default}`"
        yield f"| `KEHOACH_{field.name.upper()}` | {default} | {row['en']} | {row['vi']} |"


if __name__ == "__main__":
    write_text(PATH, reference())
