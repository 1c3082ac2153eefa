"""The description of the tables for programs: a Frictionless data package, version 2."""

from __future__ import annotations

import json
from typing import Any

from pipeline.fields import Column, Words
from pipeline.schema import EXTRACTED, TABLES, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def datapackage() -> str:
    """The text of datapackage.json.

    Beside the standard's names: `description_vi` and `label_vi` are Vietnamese, `caution` is what to mind when a
    column is used, `parquet` names the twin of the CSV file.
    """
    package = {
        "$schema": PROFILE,
        "name": "kehoach",
        "title": "Plans of Vietnamese administrations as tables (Kế hoạch thành bảng)",
        "description": "What plans say: targets, deadlines, criteria, progress, citations, assignments.",
        "resources": [_resource(table) for table in TABLES.values()],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name in EXTRACTED:
        schema["primaryKey"] = ["row_id"]
    if table.name != "documents":
        schema["foreignKeys"] = [{"fields": ["doc_id"], "reference": {"resource": "documents", "fields": ["doc_id"]}}]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "parquet": f"{table.name}.parquet",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.en,
        "description_vi": table.vi,
        **_caution(table.caution),
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    field |= {"description": column.en, "description_vi": column.vi}
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints = _constraints(column)
    if constraints:
        field["constraints"] = constraints
    field |= _caution(column.caution)
    if column.codes:
        codes = column.codes.items()
        field["categories"] = [{"value": code, "label": words.en, "label_vi": words.vi} for code, words in codes]
    return field


def _caution(words: Words | None) -> dict[str, str]:
    return {"caution": words.en, "caution_vi": words.vi} if words else {}


def _constraints(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == "row_id":
        constraints["unique"] = True
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.codes:
        constraints["enum"] = list(column.codes)
    for name, bound in (("minimum", column.minimum), ("maximum", column.maximum)):
        if bound is not None:
            constraints[name] = int(bound) if bound == int(bound) else bound
    return constraints
