"""The pages' templates (Jinja2), with everything that comes from a document escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.report.labels import label

FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = label
    return environment


def render(template: str, **content: object) -> str:
    """The page made of a template; raises what Jinja raises for a fault in the template."""
    return _environment().get_template(template).render(**content)
