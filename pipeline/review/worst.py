"""The rows that deserve a look first: those in doubt, those that a check speaks against, those with rare values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from pipeline.schema import COMMON, EXTRACTED, TABLES

CHECK, RARE, FAR = 0.5, 0.2, 0.3
"""What is added to the doubt (1 - confidence) of a row: an issue in its quote, a rare code, a value far off."""

SURE = 0.9

RARE_SHARE, RARE_LEAST = 0.01, 100
"""A code is rare where it stands in less than this share of at least so many rows."""

FENCE, FENCE_LEAST = 3.0, 20
"""A value is far off beyond so many interquartile ranges (Tukey's outer fence) of at least so many values."""


_SHOWN = ["row_id", "doc_id", "table", "page", "quote", "confidence", "weight", "why"]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row to look at: how much, and why."""

    row_id: str
    table: str
    source_path: str
    page: int | None
    quote: str
    confidence: float
    weight: float
    why: str


def worst(tables: Path, count: int) -> list[Suspect]:
    """The `count` rows with the most weight, the heaviest first; decided ones are the caller's to leave out."""
    documents = pd.read_parquet(tables / "documents.parquet", columns=["doc_id", "source_path"])
    sources = documents.drop_duplicates("doc_id").set_index("doc_id")["source_path"]
    issues = pd.read_parquet(tables / "issues.parquet", columns=["doc_id", "code", "char_start", "char_end"])
    found = pd.concat([_weighed(tables, name, issues) for name in EXTRACTED])
    heaviest = found.sort_values(["weight", "row_id"], ascending=[False, True], kind="stable").head(count)
    return [_suspect(row, str(sources.get(row["doc_id"], ""))) for row in heaviest.to_dict("records")]


def _suspect(row: Mapping[Hashable, Any], source_path: str) -> Suspect:
    return Suspect(
        row_id=row["row_id"],
        table=row["table"],
        source_path=source_path,
        page=None if pd.isna(row["page"]) else int(row["page"]),
        quote="" if pd.isna(row["quote"]) else row["quote"],
        confidence=row["confidence"],
        weight=round(row["weight"], 4),
        why=row["why"],
    )


def _weighed(tables: Path, name: str, issues: pd.DataFrame) -> pd.DataFrame:
    rows: pd.DataFrame = pq.read_table(tables / f"{name}.parquet").to_pandas()
    checked = _overlapping(rows, issues)
    marks = [(checked != "", CHECK, ["issue " + codes for codes in checked])]
    for column in TABLES[name].columns:
        if column.codes and column.name not in COMMON:
            marks.append((_rare(rows[column.name]), RARE, [f"rare {column.name}"] * len(rows)))
    if name == "targets":
        marks.append((_far(rows), FAR, ["value far from others of this indicator"] * len(rows)))
    doubts = ["" if confidence >= SURE else f"confidence {confidence:.2f}" for confidence in rows["confidence"]]
    weight = 1 - rows["confidence"] + sum((where * added for where, added, _ in marks), start=0.0)
    said = [list(where) for where, _, _ in marks]
    reasons = [
        "; ".join(filter(None, [doubt, *(why[row] for (_, _, why), at in zip(marks, said, strict=True) if at[row])]))
        for row, doubt in enumerate(doubts)
    ]
    return rows.assign(table=name, weight=weight, why=pd.Series(reasons, index=rows.index, dtype="object"))[_SHOWN]


def _overlapping(rows: pd.DataFrame, issues: pd.DataFrame) -> pd.Series:
    """The codes of the issues within each row's quote, empty where there are none."""
    placed = issues.dropna(subset=["char_start", "char_end"])
    pairs = rows[["row_id", "doc_id", "char_start", "char_end"]].merge(placed, on="doc_id", suffixes=("", "_issue"))
    inside = pairs[(pairs["char_start"] < pairs["char_end_issue"]) & (pairs["char_start_issue"] < pairs["char_end"])]
    codes = inside.groupby("row_id")["code"].agg(lambda found: ", ".join(sorted(set(found))))
    return pd.Series([codes.get(row_id, "") for row_id in rows["row_id"]], index=rows.index, dtype="object")


def _rare(codes: pd.Series) -> pd.Series:
    known = codes.dropna()
    if len(known) < RARE_LEAST:
        return pd.Series(False, index=codes.index)
    shares = known.value_counts(normalize=True)
    return codes.map(shares).fillna(1.0) < RARE_SHARE


def _far(rows: pd.DataFrame) -> pd.Series:
    """Whether a target's value lies beyond the outer fences of its indicator, unit and basis."""
    groups = rows.groupby(["indicator", "unit", "basis"], dropna=False)["value"]
    low, high, count = (groups.transform(how) for how in (_first_quarter, _third_quarter, "count"))
    fence = FENCE * (high - low)
    beyond = (rows["value"] < low - fence) | (rows["value"] > high + fence)
    return beyond & (count >= FENCE_LEAST) & (rows["indicator"] != "other")


def _first_quarter(values: pd.Series) -> float:
    return float(values.quantile(0.25))


def _third_quarter(values: pd.Series) -> float:
    return float(values.quantile(0.75))
