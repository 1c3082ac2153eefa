"""The charts of the site: vector graphics, each with the data behind it as CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert

from normalizers.keys import key
from pipeline.files import write_text
from pipeline.report import chart_data
from pipeline.report.labels import LANGUAGES, Label, Language, code_label, label
from pipeline.schema import safe

UNITS = 40
"""Rows of one criteria matrix; more would not be readable."""

Drawing = alt.Chart | alt.LayerChart | alt.FacetChart
Draw = Callable[[pd.DataFrame, Language], Drawing]

_STATUSES = {"met": "#1b7f5c", "not_met": "#c8553d"}
_ROLES = {"lead": "#14425f", "coordinate": "#7fa9c4", "execute": "#d9a441", "advise": "#8d6b94"}
_RELATIONS = {
    "before": "#c8553d",
    "by": "#d9a441",
    "within": "#7fa9c4",
    "on": "#14425f",
    "from": "#8d6b94",
    "recurring": "#1b7f5c",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chart stands: its kind (the key of its title), the end of its files' name, what it is about."""

    kind: str
    slug: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its kind (the key of its title), what it is about, its files below the site's folder.

    It is drawn once for each language: `pictures` and `alt`, what it shows in words, are by language.
    """

    kind: str
    about: str
    pictures: Label
    data: str
    alt: Label

    @property
    def title(self) -> Label:
        """What it shows."""
        return label(f"chart.{self.kind}")


@dataclass(frozen=True, slots=True)
class Scope:
    """The charts of one province, or of the whole archive (`province` is empty)."""

    province: str
    page: str
    charts: tuple[Chart, ...]


def draw_charts(tables: Path, site: Path) -> list[Scope]:
    """Draw the charts of the archive and of each province into `site/charts`; raises OSError."""
    (site / "charts").mkdir(parents=True, exist_ok=True)
    data = {name: source(tables) for name, source in chart_data.SOURCES.items()}
    provinces = sorted({str(name) for rows in data.values() for name in rows["province"].unique()})
    scopes = [Scope("", "charts.html", tuple(_whole(data, site)))]
    if len(provinces) > 1:
        scopes += [_scope(province, data, site) for province in provinces]
    return scopes


def _whole(data: dict[str, pd.DataFrame], site: Path) -> Iterator[Chart]:
    latest = data["criteria"]
    if latest["province"].nunique() > 1:
        yield from _shares(chart_data.criteria_shares(latest), site)
    else:
        yield from _matrices(latest, "all", site)
    yield from _common(data, "all", site)


def _scope(province: str, data: dict[str, pd.DataFrame], site: Path) -> Scope:
    own = {name: rows[rows["province"] == province] for name, rows in data.items()}
    slug = _slug(province)
    return Scope(province, f"charts-{slug}.html", (*_matrices(own["criteria"], slug, site), *_common(own, slug, site)))


def _common(data: dict[str, pd.DataFrame], slug: str, site: Path) -> Iterator[Chart]:
    drawn: tuple[tuple[str, Draw], ...] = (("targets", _targets), ("deadlines", _deadlines), ("agencies", _agencies))
    for kind, draw in drawn:
        if len(data[kind]):
            yield _write(site, Place(kind, slug), draw, data[kind])


def _matrices(latest: pd.DataFrame, slug: str, site: Path) -> Iterator[Chart]:
    """A matrix unit × criterion for each set of criteria and each `UNITS` units."""
    for name, rows in latest.groupby("criteria_set", sort=True):
        rows = rows.assign(place=_places(rows))  # noqa: PLW2901
        places = sorted(rows["place"].unique(), key=key)
        for part, start in enumerate(range(0, len(places), UNITS), 1):
            shown = rows[rows["place"].isin(places[start : start + UNITS])]
            about = f"{name}" if len(places) <= UNITS else f"{name} ({part})"
            yield _write(site, Place("criteria", f"{slug}-{name}-{part}", about), _matrix, shown)


def _places(rows: pd.DataFrame) -> pd.Series:
    """The units' names; with the district where several districts are shown."""
    names = rows["unit"].astype(str)
    return names + " · " + rows["district"].astype(str) if rows["district"].nunique() > 1 else names


def _shares(shares: pd.DataFrame, site: Path) -> Iterator[Chart]:
    for name, rows in shares.groupby("criteria_set", sort=True):
        yield _write(site, Place("shares", f"all-{name}", str(name)), _share, rows)


def _colours(column: str, colours: dict[str, str], language: Language) -> alt.Scale:
    """A colour for each code of a column, by its word in the language."""
    return alt.Scale(domain=[code_label(column, code).text(language) for code in colours], range=list(colours.values()))


def _in_words(rows: pd.DataFrame, column: str, language: Language) -> pd.DataFrame:
    """The rows with the codes of a column in words."""
    return rows.assign(**{column: [code_label(column, str(code)).text(language) for code in rows[column]]})


def _matrix(rows: pd.DataFrame, language: Language) -> Drawing:
    colour = _colours("status", _STATUSES, language)
    signed = rows.assign(sign=rows["status"].map({"met": "✓", "not_met": "✗"}))
    base = alt.Chart(_in_words(signed, "status", language)).encode(
        x=alt.X("criterion:O", title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("place:N", title=None, sort=alt.SortField("place")),
    )
    cells = base.mark_rect(stroke="white").encode(color=alt.Color("status:N", scale=colour, title=None))
    signs = base.mark_text(color="white", fontSize=10).encode(text="sign:N")
    return alt.layer(cells, signs, width=alt.Step(22))


def _share(rows: pd.DataFrame, _language: Language) -> Drawing:
    base = alt.Chart(rows).encode(
        x=alt.X("criterion:O", title=None, axis=alt.Axis(orient="top", labelAngle=0)), y=alt.Y("province:N", title=None)
    )
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], scheme="yellowgreenblue"), title=None)
    )
    text = base.mark_text(fontSize=9).encode(
        text=alt.Text("share:Q", format=".0%"),
        color=alt.condition("datum.share > 0.55", alt.value("white"), alt.value("black")),
    )
    return alt.layer(cells, text, width=alt.Step(34))


def _targets(rows: pd.DataFrame, language: Language) -> Drawing:
    summed = _in_words(rows, "indicator", language).groupby(["year", "indicator"], as_index=False)["targets"].sum()
    drawn: Drawing = (
        alt.Chart(summed)
        .mark_circle(color="#14425f", opacity=0.85)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("indicator:N", title=None, axis=alt.Axis(labelLimit=420)),
            size=alt.Size("targets:Q", title=None, scale=alt.Scale(range=[30, 500])),
        )
        .properties(width=alt.Step(48))
    )
    return drawn


def _deadlines(rows: pd.DataFrame, language: Language) -> Drawing:
    worded = _in_words(rows, "due_relation", language)
    summed = worded.groupby(["month", "due_relation"], as_index=False)["deadlines"].sum()
    drawn: Drawing = (
        alt.Chart(summed)
        .mark_bar()
        .encode(
            x=alt.X("yearmonth(month):T", title=None, axis=alt.Axis(format="%m/%Y")),
            y=alt.Y("deadlines:Q", title=None),
            color=alt.Color("due_relation:N", title=None, scale=_colours("due_relation", _RELATIONS, language)),
        )
        .properties(width=640, height=220)
    )
    return drawn


def _agencies(rows: pd.DataFrame, language: Language) -> Drawing:
    summed = chart_data.busiest(
        rows.groupby(["agency", "role"], as_index=False).agg(assignments=("assignments", "sum"))
    )
    drawn: Drawing = (
        alt.Chart(_in_words(summed, "role", language))
        .mark_bar()
        .encode(
            x=alt.X("assignments:Q", title=None),
            y=alt.Y("agency:N", title=None, sort="-x", axis=alt.Axis(labelLimit=320)),
            color=alt.Color("role:N", title=None, scale=_colours("role", _ROLES, language)),
        )
        .properties(width=420)
    )
    return drawn


def _write(site: Path, place: Place, draw: Draw, data: pd.DataFrame) -> Chart:
    name = f"charts/{place.kind}-{place.slug}"
    for language in LANGUAGES:
        themed = draw(data, language).configure(font="sans-serif").configure_view(stroke=None)
        write_text(site / f"{name}.{language}.svg", vl_convert.vegalite_to_svg(themed.to_dict()))
    text = data.select_dtypes(include=["object", "string"]).columns
    written = data.assign(**{column: data[column].map(lambda value: safe(str(value))) for column in text})
    write_text(site / f"{name}.csv", "\ufeff" + written.to_csv(index=False, lineterminator="\n"))
    pictures = Label(*(f"{name}.{language}.svg" for language in LANGUAGES))
    title = label(f"chart.{place.kind}")
    words = Label(*(f"{title.text(language)} {place.about}".strip() for language in LANGUAGES))
    return Chart(place.kind, place.about, pictures, f"{name}.csv", words)


def _slug(province: str) -> str:
    """A name for files: letters and digits only."""
    return re.sub("[^a-z0-9]+", "-", key(province)).strip("-") or "unknown"
