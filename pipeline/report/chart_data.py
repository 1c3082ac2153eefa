"""What the charts show, as small tables: each is also handed out as CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

SHOWN_AGENCIES = 25
_DOCUMENT = ["doc_id", "province", "district", "issued_on"]


def read(tables: Path, name: str, columns: list[str]) -> pd.DataFrame:
    """Columns of a table with the province, district and day of issue of its document."""
    rows = pd.read_parquet(tables / f"{name}.parquet", columns=["doc_id", *columns])
    documents = pd.read_parquet(tables / "documents.parquet", columns=_DOCUMENT).drop_duplicates("doc_id")
    joined = rows.merge(documents, on="doc_id", how="left")
    return joined.fillna({"province": "–", "district": ""})


def criteria(tables: Path) -> pd.DataFrame:
    """The latest status of each whole criterion of each unit, by place and set of criteria.

    A statement without a day of its own speaks of the day of issue.
    """
    columns = ["unit", "criteria_set", "criterion", "indicator", "status", "as_of"]
    rows = read(tables, "criterion_statuses", columns)
    rows = rows[rows["indicator"].isna() & rows["unit"].notna() & rows["criterion"].notna()]
    rows = rows.assign(day=rows["as_of"].fillna(rows["issued_on"]).astype("string"))
    of = ["province", "district", "unit", "criteria_set", "criterion"]
    latest = rows.sort_values("day", kind="stable").drop_duplicates(of, keep="last").sort_values(of)
    return latest[[*of, "status", "day"]].reset_index(drop=True)


def criteria_shares(latest: pd.DataFrame) -> pd.DataFrame:
    """Of `criteria`, the share of units that meet each criterion, by province; columns units and share (0..1)."""
    of = ["province", "criteria_set", "criterion"]
    grouped = latest.assign(met=latest["status"] == "met").groupby(of, as_index=False)
    return grouped.agg(units=("unit", "size"), share=("met", "mean"))


def targets(tables: Path) -> pd.DataFrame:
    """The number of targets by province, year that they are due in, and indicator."""
    rows = read(tables, "targets", ["indicator", "due_end"])
    rows = rows[rows["due_end"].notna()]
    rows = rows.assign(year=[day.year for day in rows["due_end"]])
    return rows.groupby(["province", "year", "indicator"], as_index=False).size().rename(columns={"size": "targets"})


def deadlines(tables: Path) -> pd.DataFrame:
    """The number of deadlines by province, month of their last day (its first day stands for it), and relation."""
    rows = read(tables, "deadlines", ["due_end", "due_relation"])
    rows = rows[rows["due_end"].notna()]
    rows = rows.assign(month=[day.replace(day=1).isoformat() for day in rows["due_end"]])
    grouped = rows.groupby(["province", "month", "due_relation"], as_index=False).size()
    return grouped.rename(columns={"size": "deadlines"})


def agencies(tables: Path) -> pd.DataFrame:
    """The number of assignments by province, agency and role."""
    rows = read(tables, "assignments", ["agency", "role"])
    rows = rows[rows["agency"].notna()]
    grouped = rows.groupby(["province", "agency", "role"], as_index=False).size()
    return grouped.rename(columns={"size": "assignments"})


def busiest(rows: pd.DataFrame) -> pd.DataFrame:
    """Of `agencies`, those of the `SHOWN_AGENCIES` agencies with most assignments."""
    load = rows.groupby("agency")["assignments"].sum().sort_values(ascending=False, kind="stable")
    return rows[rows["agency"].isin(load.index[:SHOWN_AGENCIES])]


SOURCES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "criteria": criteria,
    "targets": targets,
    "deadlines": deadlines,
    "agencies": agencies,
}
