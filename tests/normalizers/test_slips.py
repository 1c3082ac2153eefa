"""Slips in good text: which words are looked at, and what they may have been."""

import numpy as np
import pytest

from normalizers.restore import suspicion
from normalizers.restore.listed import FAR, MOST
from normalizers.restore.slips import SlipMender
from normalizers.restore.words import PIECE
from normalizers.restorer import load_restorer
from normalizers.triage import Damage
from tools.repair_partners import partners

GOOD = "Ủy ban nhân dân xã giao công chức địa chính chủ trì, phối hợp với các thôn thực hiện kế hoạch này."


@pytest.fixture
def mender() -> SlipMender:
    return load_restorer().slips


def gains(mender: SlipMender, line: str, place: int) -> float:
    """What the best other reading of one word of a line gains in the bigram model."""
    readings = [mender.partners.of(word).rows for word in PIECE.findall(line)]
    rows = np.array([own[0][2] for own in readings])
    lower = np.zeros((1, MOST), np.int64)
    costs = np.full((1, MOST), FAR)
    lower[0, : len(readings[place])] = [row[2] for row in readings[place]]
    costs[0, : len(readings[place])] = [row[3] for row in readings[place]]
    given = suspicion.Readings(np.array([place]), lower, costs)
    return float(suspicion.gains(rows, given, mender.models.lower)[0])


@pytest.mark.parametrize("form", ["phân", "cấm", "tô", "đầu", "nghiệm", "á"])
def test_the_table_of_partners_is_what_the_channel_says(mender: SlipMender, form: str) -> None:
    found = {other: round(cost, 3) for other, cost in partners(form, mender.partners.words)}
    assert found == dict(mender.partners.known(form))


def test_readings_keep_the_case_and_begin_with_the_word(mender: SlipMender) -> None:
    for word in ("Phân", "PHÂN", "phân"):
        texts = [row[0] for row in mender.partners.of(word).rows]
        assert texts[0] == word
        assert len(texts) == MOST
        assert all(text.istitle() == word.istitle() and text.isupper() == word.isupper() for text in texts)


@pytest.mark.parametrize("word", ["NTM", "MTQG", "organization", "\u0130stanbul"])
def test_symbols_and_long_words_stay(mender: SlipMender, word: str) -> None:
    assert [row[0] for row in mender.partners.of(word).rows] == [word]


def test_a_slip_is_suspected_and_a_good_word_is_not(mender: SlipMender) -> None:
    assert gains(mender, "cắm mốc quy hoạch", 0) < -suspicion.SLACK
    assert gains(mender, "đã cấm mốc quy hoạch", 1) > -suspicion.SLACK
    assert gains(mender, "ủy ban nhân dân tính", 4) > -suspicion.SLACK


def test_words_beside_each_other_are_mended_together() -> None:
    lines = [GOOD, "Huyện phân đầu hoàn thành các tiêu chí."]
    text = "\n".join(lines)
    found = load_restorer().restore(text, [Damage.NONE, Damage.SLIP]).replacements
    assert [(text[start:end], new) for start, end, new in found] == [("phân", "phấn"), ("đầu", "đấu")]


def test_a_word_that_the_reader_was_sure_of_needs_more() -> None:
    line = "theo Kế hoạch của cơ quan, tố chức, cá nhân có liên quan"
    restorer = load_restorer()
    for sure, changes in ((0.5, 1), (0.9, 1)):
        assert len(restorer.restore(line, [Damage.SLIP], [sure] * len(line)).replacements) == changes


def test_lines_of_other_damage_are_no_context() -> None:
    text = "phân\nThe quick brown fox\nđầu"
    assert load_restorer().restore(text, [Damage.SLIP, Damage.FOREIGN, Damage.SLIP]).replacements == ()


def test_listed_forms_have_the_readings_of_each_word(mender: SlipMender) -> None:
    listed = mender.partners.listed
    for form in ("phân", "Phân", "PHÂN", "Tô", "nghiệm", "á", "ĐÃ"):
        rows = mender.partners.of(form).rows
        number = listed.numbers[form]
        assert tuple(listed.rows[number]) == rows[0][1:3]
        assert listed.lower[number, : len(rows)].tolist() == [row[2] for row in rows]
        assert listed.costs[number, : len(rows)].tolist() == pytest.approx([row[3] for row in rows], abs=1e-4)
        assert (listed.costs[number, len(rows) :] == FAR).all()
