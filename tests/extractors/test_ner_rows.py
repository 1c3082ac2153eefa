from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from extractors import ner_rows
from extractors.entities import AGENCY, PERSON, Entity
from extractors.ner import LABELS, TASK, tag
from pipeline.model import Finding
from tests.extractors.texts import COMMUNE, order

HEAD = "I. TỔ CHỨC THỰC HIỆN\n"
DOER = "Trạm Khuyến nông nhân giống lúa thuần cho 30 hộ trước ngày 15/5/2023."


def tagged(monkeypatch: pytest.MonkeyPatch, *named: tuple[str, str]) -> list[str]:
    """Replaces the tagger by one that knows these words; returns the sentences that it is asked about."""
    asked: list[str] = []

    def fake(sentences: Sequence[str]) -> list[tuple[Entity, ...]]:
        asked.extend(sentences)
        return [
            tuple(
                sorted(
                    (
                        Entity(label, found.start(), found.end(), 0.6)
                        for words, label in named
                        for found in re.finditer(re.escape(words), sentence)
                    ),
                    key=lambda each: each.start,
                )
            )
            for sentence in sentences
        ]

    monkeypatch.setattr(ner_rows, "tag", fake)
    return asked


def row(text: str, table: str = "deadlines", **values: str) -> Finding:
    start = text.index(DOER)
    return Finding(table, start, start + len(DOER), values, "rule:x", 0.9)


def test_an_agency_before_a_task_is_its_doer(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged(monkeypatch, ("Trạm Khuyến nông", AGENCY), ("nhân giống lúa thuần cho 30 hộ", TASK))
    rows = ner_rows.complete(order(HEAD + DOER), COMMUNE, [])
    assert [(each.table, each.values["agency"], each.values["role"]) for each in rows] == [
        ("assignments", "Trạm Khuyến nông", "execute")
    ]
    assert rows[0].values["task"] == "nhân giống lúa thuần cho 30 hộ"
    assert rows[0].method.startswith("ner:")


def test_an_agency_behind_the_task_or_far_before_it_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged(monkeypatch, ("Phòng Nội vụ", AGENCY), ("lập hồ sơ", TASK))
    text = HEAD + "Theo báo cáo, cán bộ lập hồ sơ gửi Phòng Nội vụ. Kết quả của Phòng Nội vụ cho thấy dân lập hồ sơ."
    assert ner_rows.complete(order(text), COMMUNE, []) == []


def test_partners_are_no_doers(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged(monkeypatch, ("Phòng Nội vụ", AGENCY), ("Phòng Y tế", AGENCY), ("lập hồ sơ sức khỏe", TASK))
    text = HEAD + "Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế lập hồ sơ sức khỏe."
    found = ner_rows.complete(order(text), COMMUNE, [])
    assert [(each.values["agency"], each.values["role"]) for each in found] == [("Phòng Nội vụ", "lead")]


def test_the_rules_win(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tagged(monkeypatch, ("Trạm Khuyến nông", AGENCY), ("nhân giống lúa thuần cho 30 hộ", TASK))
    text = HEAD + DOER
    rules = [row(text, lead_agency="UBND xã"), row(text, "assignments", agency="UBND xã")]
    assert ner_rows.complete(order(text), COMMUNE, rules) == rules
    assert asked == []


def test_a_dated_task_without_a_leader_gets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged(monkeypatch, ("Trạm Khuyến nông", AGENCY), ("nhân giống lúa thuần cho 30 hộ", TASK))
    text = HEAD + DOER
    found, task = ner_rows.complete(order(text), COMMUNE, [row(text, lead_agency="")])
    assert (task.table, task.values["task"]) == ("assignments", "nhân giống lúa thuần cho 30 hộ")
    assert found.values["lead_agency"] == "Trạm Khuyến nông"
    assert "ner:" in found.method


def test_an_agency_that_opens_a_dated_sentence_does_it_by_any_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged(monkeypatch, ("Trạm Khuyến nông", AGENCY))
    text = HEAD + DOER
    found, task = ner_rows.complete(order(text), COMMUNE, [row(text, lead_agency="")])
    assert (found.values["lead_agency"], task.values["agency"]) == ("Trạm Khuyến nông", "Trạm Khuyến nông")
    still = text.replace("nhân giống", "còn thiếu giống")
    assert ner_rows.complete(order(still), COMMUNE, []) == []


def test_alone_the_tagger_dates_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged(monkeypatch, ("Trạm Khuyến nông", AGENCY), ("nhân giống lúa thuần cho 30 hộ", TASK))
    found = ner_rows.alone(order(HEAD + DOER), COMMUNE)
    assert [each.table for each in found] == ["assignments", "deadlines"]
    assert str(found[1].values["due_end"]) == "2023-05-15"


def test_a_signer_is_looked_for_only_where_none_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tagged(monkeypatch, ("Kpă Thuyên", PERSON))
    text = (
        HEAD + "1. Các thôn báo cáo.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nKpă Thuyên\n"
    )
    assert ner_rows.signer(order(text), {"signer": "Rơ Châm Hà"}) is None
    assert asked == []
    found = ner_rows.signer(order(text), {})
    assert found is not None
    assert (found.values["signer"], text[found.start : found.end]) == ("Kpă Thuyên", "Kpă Thuyên")


@pytest.mark.parametrize(
    ("sentence", "words", "label"),
    [
        ("Giao Phòng Nông nghiệp huyện theo dõi, đôn đốc các xã thực hiện.", "Phòng Nông nghiệp huyện", AGENCY),
        ("Các hộ dân xã Yên Lộc tham gia làm đường.", "Yên Lộc", "PLACE"),
        ("Nguyễn Văn Hưởng", "Nguyễn Văn Hưởng", PERSON),
    ],
)
def test_the_trained_tagger_knows_names(sentence: str, words: str, label: str) -> None:
    (found,) = tag([sentence])
    assert (words, label) in [(sentence[each.start : each.end], each.label) for each in found]


def test_the_trained_tagger_gives_known_labels_in_order() -> None:
    sentences = ["Sở Y tế chủ trì tổ chức tiêm chủng cho trẻ em tại huyện Bắc Hà.", "x", ""]
    for sentence, found in zip(sentences, tag(sentences), strict=True):
        assert all(each.label in LABELS for each in found)
        bounds = [bound for each in found for bound in (each.start, each.end)]
        assert bounds == sorted(bounds)
        assert all(0 <= bound <= len(sentence) for bound in bounds)
    assert tag([]) == []
