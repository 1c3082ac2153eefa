"""The data dictionary as one HTML page that needs nothing else."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.dictionary.contents import (
    OPENING,
    VIEWS,
    anchors,
    code_lists,
    own_columns,
    tables,
    usual_views,
)

_FOLDER = Path(__file__).parent


def page() -> str:
    """The page; everything from the schema and the knowledge files is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        opening=OPENING,
        tables=tables(),
        about_views=VIEWS,
        views=usual_views(),
        own_columns=own_columns,
        lists=code_lists(),
        anchors=anchors(),
    )
