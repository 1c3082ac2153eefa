"""Names of persons: where they stand, and what the lists say of them."""

from __future__ import annotations

import numpy as np
import pytest

from normalizers.restore import persons
from normalizers.restorer import Restorer, load_restorer
from normalizers.triage import Damage
from tools.measure_repair import repaired
from tools.repair_names import counted, names


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return load_restorer()


def weighed(restorer: Restorer, line: str) -> list[str]:
    """The words of a stripped line whose costs the lists of names change."""
    readings = restorer.readings
    (tokens,) = readings.tokens([line], [Damage.STRIPPED])
    found = [readings.of(token, Damage.STRIPPED, heading=False) for token in tokens]
    pairs = zip(tokens, found, persons.weighed(tokens, found), strict=True)
    return [token.core for token, before, after in pairs if before is not after]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("giao ong Nguyen Van Dung, cong chuc xa", "Nguyen Van Dung"),
        ("Dong chi Tran Thi Thuy Hang chu tri", "Tran Thi Thuy Hang"),
        ("Le Quang Vinh", "Le Quang Vinh"),
        ("van dong ba con nhan dan", ""),
        ("ong Nguyen trinh bay", ""),
        ("nhan dan xa Le Loi", ""),
        ("UY BAN NHAN DAN", ""),
        ("Ong Ich Khiem keo dai", ""),
        ("Dong chi, Tran Thi Thuy", ""),
        ("", ""),
    ],
)
def test_where_names_stand(restorer: Restorer, line: str, expected: str) -> None:
    assert " ".join(weighed(restorer, line)) == expected


def test_forms_that_people_have_are_cheaper(restorer: Restorer) -> None:
    (tokens,) = restorer.readings.tokens(["ong Nguyen Van Dung"], [Damage.STRIPPED])
    found = [restorer.readings.of(token, Damage.STRIPPED, heading=False) for token in tokens]
    before, after = found[-1], persons.weighed(tokens, found)[-1]
    assert before is not None
    assert after is not None
    added = dict(zip(after.texts, np.subtract(after.costs, before.costs), strict=True))
    assert added["Dũng"] == 0 < added["Dung"] < added["Đụng"]


@pytest.mark.parametrize("damage", [Damage.STRIPPED, Damage.MANGLED])
def test_names_get_their_marks(restorer: Restorer, damage: Damage) -> None:
    assert repaired(restorer, "- Giao ong Nguyen Van Dung chu tri.", damage) == "- Giao ông Nguyễn Văn Dũng chủ trì."


def test_names_are_counted_by_their_parts() -> None:
    lines = ["Theo ông Trần Văn Bình, bà Lê Thị Hoa và đồng chí UBND xã; ông Smith nói; bà con Nguyễn Du."]
    found = list(names(lines))
    assert found == [["Trần", "Văn", "Bình"], ["Lê", "Thị", "Hoa"]]
    assert counted(found)["middle"] == {"Văn": 1, "Thị": 1}
