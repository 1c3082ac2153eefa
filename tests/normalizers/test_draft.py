"""Drafts keep text, alignment and notes together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizers.alignment import from_edits
from normalizers.draft import Draft, join


def test_notes_follow_later_steps() -> None:
    draft = Draft.of("  ban nhan dan xa").apply([(2, 5, "ủy ban")], "stripped", 0.8)
    draft = draft.apply([(0, 2, "")])
    (note,) = draft.notes
    assert (draft.text, draft.text[note.start : note.end]) == ("ủy ban nhan dan xa", "ủy")
    assert draft.raw[slice(*draft.alignment.to_raw(0, 6))] == "ban"


def test_each_touched_token_has_one_note_and_dropped_text_none() -> None:
    draft = Draft.of("Kê hoach * x").apply([(1, 2, "ế"), (5, 7, "ạc"), (9, 11, "")], "slip", 0.9)
    assert [draft.text[note.start : note.end] for note in draft.notes] == ["Kế", "hoạch"[:1] + draft.text[4:8]]


@given(st.lists(st.tuples(st.text("ab", max_size=5), st.text("xy", max_size=3)), max_size=5), st.text(",", max_size=2))
def test_joining_keeps_every_alignment(cases: list[tuple[str, str]], separator: str) -> None:
    drafts = [Draft.of(raw).apply([(0, len(raw), new)]) for raw, new in cases]
    whole = join(drafts, [separator] * len(cases))
    assert whole.raw == "".join(raw + separator for raw, _ in cases)
    assert whole.text == "".join(new + separator for _, new in cases)
    replacements = [(e.raw_start, e.raw_end, whole.text[e.start : e.end]) for e in whole.alignment.edits]
    assert from_edits(whole.raw, replacements)[0] == whole.text
