"""Notes in columns say what notes one by one would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizers.alignment import from_edits
from normalizers.notes import Note, Notes

NOTES = st.lists(st.integers(0, 9), unique=True).map(
    lambda starts: [Note(start, start + 1, f"damage {start % 3}", start / 10) for start in sorted(starts)]
)


@given(NOTES)
def test_there_and_back(notes: list[Note]) -> None:
    assert list(Notes.of(notes)) == notes
    assert len(Notes.of(notes)) == len(notes)


@given(NOTES, NOTES)
def test_a_place_keeps_its_first_damage_and_its_last_confidence(first: list[Note], later: list[Note]) -> None:
    wanted = {note.start: note for note in first}
    for note in later:
        damage = wanted[note.start].damage if note.start in wanted else note.damage
        wanted[note.start] = note._replace(damage=damage)
    assert list(Notes.of(first).joined(Notes.of(later))) == [wanted[start] for start in sorted(wanted)]


def test_notes_follow_their_text() -> None:
    _, step = from_edits("ab cd", [(0, 0, "  "), (1, 2, "xyz")])
    (moved,) = Notes.of([Note(3, 5, "slip", 0.5)]).moved(step)
    assert moved == Note(7, 9, "slip", 0.5)


def test_notes_of_texts_behind_one_another() -> None:
    first, second = Notes.of([Note(0, 1, "slip", 0.5)]), Notes.of([Note(2, 3, "legacy", 0.9)])
    assert list(Notes.behind_one_another([(first, 0), (Notes.of(), 4), (second, 10)])) == [
        Note(0, 1, "slip", 0.5), Note(12, 13, "legacy", 0.9)
    ]  # fmt: skip
    assert not len(Notes.behind_one_another([]))
