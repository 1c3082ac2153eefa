from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from unittest import mock

from markupsafe import escape

from pipeline.dictionary import write_dictionary
from pipeline.dictionary.contents import code_lists
from pipeline.dictionary.html import page
from pipeline.dictionary.markdown import dictionary
from pipeline.fields import Words
from pipeline.query.questions import views
from pipeline.schema import TABLES
from pipeline.version import ROOT

VOID = {"br", "meta"}


class Page(HTMLParser):
    """Collects the text, the ids and the links of a page, and sees that every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.elements.add(tag)
        self.open += [tag] if tag not in VOID else []
        self.ids += [about["id"] or ""] if "id" in about else []
        self.links += [(about["href"] or "").removeprefix("#")] if "href" in about else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_dictionary_in_docs_is_in_step() -> None:
    path = ROOT / "docs" / "data-dictionary.md"
    assert path.read_text(encoding="utf-8") == dictionary(), "run: ./kehoach dictionary --out docs --form md"


def test_both_forms_tell_every_column_code_and_caution(tmp_path: Path) -> None:
    markdown, html = (path.read_text(encoding="utf-8") for path in write_dictionary(tmp_path))
    seen = Page(html)
    for table in TABLES.values():
        for column in table.columns:
            assert f"{table.name}.{column.name}" in seen.ids
            told = [column.en, column.vi] + ([column.caution.en, column.caution.vi] if column.caution else [])
            for words in told:
                assert words in seen.text
                assert words.replace("<", "&lt;").replace("|", "\\|") in markdown
            for code, meaning in column.codes.items():
                assert f"| `{code}` | {meaning.en.replace('|', chr(92) + '|')} |" in markdown
                assert meaning.vi in seen.text


def test_every_link_of_the_page_leads_somewhere() -> None:
    seen = Page(page())
    assert seen.open == []
    assert len(seen.ids) == len(set(seen.ids))
    assert set(seen.links) <= set(seen.ids)
    assert {each.anchor for each in code_lists()} <= set(seen.links)
    assert {view.name for view in views()} <= set(seen.links)


def test_the_page_escapes_everything_and_needs_nothing_else() -> None:
    evil = Words('</script><script>alert("x")</script>', "<img src=x onerror=alert(1)> & 'y'")
    with mock.patch("pipeline.dictionary.html.VIEWS", evil), mock.patch("pipeline.dictionary.html.OPENING", (evil,)):
        text = page()
    seen = Page(text)
    assert not {"script", "img", "link", "iframe"} & seen.elements
    assert str(escape(evil.vi)) in text
    assert not re.search(r"https?://|url\(", text)
