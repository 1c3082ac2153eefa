"""The site, written from an output folder document by document; memory grows only with the lists."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pipeline.files import write_text
from pipeline.inventory import Entry, Inventory
from pipeline.report.charts import draw_charts
from pipeline.report.document_page import Source, view
from pipeline.report.overview import Card, card, overview
from pipeline.report.page_images import Images, write_images
from pipeline.report.render import render
from pipeline.report.search_index import Entry as Found
from pipeline.report.search_index import Quote, SearchIndex
from pipeline.result import DocumentResult, failed
from pipeline.review.decisions import CorrectionsError, Decision
from pipeline.review.reviewed import ledger, verdicts
from pipeline.store import OutputError, Store

ON_A_PAGE = 200
"""Documents on one page of the list."""

STATIC = Path(__file__).parent / "static"

Seen = Callable[[int, int], None]
"""Called with the number of documents written so far, and of all."""


@dataclass(frozen=True, slots=True)
class Order:
    """What site to write: the output folder, the site's folder, which pages get pictures, how many processes.

    `decided` are the decisions of people by document, which the rows show.
    """

    out: Path
    site: Path
    images: Images = Images.ALL
    workers: int = os.cpu_count() or 1
    decided: Mapping[str, Sequence[Decision]] = field(default_factory=dict)


def write_site(order: Order, seen: Seen = lambda done, of: None) -> Path:
    """Write the site; its first page.

    Raises OutputError where the folder holds no documents or its list of decisions is damaged, OSError.
    """
    inventory = Inventory(order.out)
    inventory.load()
    if not len(inventory):
        raise OutputError(f"{order.out} holds no documents; give the --out of a run")
    order.site.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, order.site / "static", dirs_exist_ok=True)
    cards = _documents(replace(order, decided=_decided(order.out)), list(inventory), seen)
    write_lists(order.site, cards)
    scopes = draw_charts(Store(order.out).tables, order.site)
    for scope in scopes:
        _page(order.site / scope.page, "charts.html", scope=scope, scopes=scopes)
    _page(order.site / "search.html", "search.html")
    _page(order.site / "index.html", "index.html", overview=overview(cards))
    return order.site / "index.html"


def _decided(out: Path) -> dict[str, list[Decision]]:
    """The decisions that were applied, by document; raises OutputError where their list is damaged."""
    by_document: defaultdict[str, list[Decision]] = defaultdict(list)
    try:
        decisions = ledger(out)
    except CorrectionsError as error:
        raise OutputError(str(error)) from error
    for decision in decisions:
        by_document[decision.doc_id].append(decision)
    return dict(by_document)


def _documents(order: Order, entries: Sequence[Entry], seen: Seen) -> list[Card]:
    """Write the documents' pages and the search index; the cards in the order of the files' names."""
    index = SearchIndex(order.site / "search")
    (order.site / "search").mkdir(exist_ok=True)
    (order.site / "documents").mkdir(exist_ok=True)
    once = list(_once(Store(order.out), entries))
    cards = []
    with ProcessPoolExecutor(order.workers) as processes:
        for done, (made, found) in enumerate(processes.map(partial(_document, order), once, chunksize=4), 1):
            cards.append(made)
            if found is not None:
                index.add(found)
            seen(done, len(once))
    index.finish()
    return cards


def _once(store: Store, entries: Sequence[Entry]) -> Iterator[Entry]:
    """The files without those that hold the same bytes as an earlier one, and those that have not been read yet."""
    known: set[str] = set()
    for entry in entries:
        if entry.failure is not None or (entry.doc_id not in known and store.state(entry.doc_id)):
            yield entry
        if entry.doc_id:
            known.add(entry.doc_id)


def _document(order: Order, entry: Entry) -> tuple[Card, Found | None]:
    """Write the page of a document; a file that could not even be opened has a card only."""
    store = Store(order.out)
    if entry.failure is not None:
        return card(failed("", "", entry.failure), entry.source_path), None
    result = store.load(entry.doc_id)
    if any("text_start" not in page for page in result.pages):
        raise OutputError(f"{entry.source_path} was read by an older version of kehoach; run again, then report")
    source = Path(entry.source(order.out.absolute()).path)
    folder = Path("images") / result.doc_id[:2] / result.doc_id
    pictures = write_images(source, result.pages, order.site / folder, order.images)
    decided = verdicts(store, result.doc_id, result.tables, order.decided.get(result.doc_id, ()))
    shown = view(store, result, Source(entry.source_path, folder, pictures, decided))
    _page(order.site / "documents" / f"{result.doc_id}.html", "document.html", root="../", shown=shown)
    return card(result, entry.source_path), Found(result.doc_id, shown.title, list(_quotes(result)))


def _quotes(result: DocumentResult) -> Iterator[Quote]:
    for name, rows in result.tables.items():
        for row in rows:
            page = row.get("page")
            yield str(row["row_id"]), name, page if isinstance(page, int) else None, str(row.get("quote", ""))


def write_lists(site: Path, cards: Sequence[Card]) -> None:
    """The pages that list the documents."""
    count = max(1, -(-len(cards) // ON_A_PAGE))
    for number in range(1, count + 1):
        shown = cards[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
        _page(site / f"documents-{number}.html", "documents.html", cards=shown, number=number, count=count)


def _page(path: Path, template: str, root: str = "", **content: object) -> None:
    write_text(path, render(template, root=root, **content))
