"""Ways to say targets (the seen families' wording)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tools.plans.amounts import Amount, between, counted, falling, rising, vi
from tools.plans.facts import target
from tools.plans.model import Fact, Sentence
from tools.plans.setting import Setting
from tools.plans.times import Due
from tools.plans.writer import capital


@dataclass(frozen=True, slots=True)
class Goal:
    """A target's kind: indicator, the words before (or `{}` around) the amount, unit as said and as in the table.

    `way` is up, down, count or range; `low`, `high`, `step` bound the value.
    """

    indicator: str
    words: str
    way: str
    low: float
    high: float
    step: float
    said: str
    unit: str
    name: str = ""

    def value(self, rng: Random) -> float:
        """A value on the grid."""
        steps = round((self.high - self.low) / self.step)
        return round(self.low + self.step * rng.randint(0, steps), 2)


COMMUNE = (
    Goal("income_per_capita", "thu nhập bình quân đầu người", "up", 38, 72, 0.5, "triệu đồng/người/năm", "triệu đồng/người/năm"),
    Goal("poverty_rate", "tỷ lệ hộ nghèo đa chiều", "down", 0.8, 6, 0.1, "%", "%"),
    Goal("poverty_rate", "tỷ lệ hộ nghèo", "down", 0.8, 6, 0.1, "%", "%"),
    Goal("health_insurance_rate", "tỷ lệ người dân tham gia bảo hiểm y tế", "up", 85, 98, 0.5, "%", "%"),
    Goal("health_insurance_rate", "tỷ lệ bao phủ bảo hiểm y tế toàn dân", "up", 85, 98, 1, "%", "%"),
    Goal("clean_water_rate", "tỷ lệ hộ được sử dụng nước sạch từ hệ thống cấp nước tập trung", "up", 25, 80, 1, "%", "%"),
    Goal("clean_water_rate", "tỷ lệ hộ sử dụng nước sạch theo quy chuẩn", "up", 55, 95, 1, "%", "%"),
    Goal("other", "tỷ lệ lao động qua đào tạo", "up", 45, 75, 1, "%", "%"),
    Goal("other", "tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý theo quy định", "up", 80, 98, 1, "%", "%"),
    Goal("other", "tỷ lệ hộ gia đình đạt danh hiệu gia đình văn hóa", "up", 85, 95, 1, "%", "%"),
    Goal("other", "tỷ lệ đường trục thôn được cứng hóa", "up", 80, 100, 1, "%", "%"),
    Goal("other", "tỷ lệ hộ có nhà ở kiên cố hoặc bán kiên cố", "up", 80, 98, 1, "%", "%"),
)  # fmt: skip
COMMUNE_COUNTS = (
    Goal("ntm_hamlet_model", "có {} được công nhận thôn nông thôn mới kiểu mẫu", "count", 1, 4, 1, "thôn", "thôn", "thôn được công nhận thôn nông thôn mới kiểu mẫu"),
    Goal("ntm_hamlet_model", "xây dựng thành công {} nông thôn mới kiểu mẫu", "count", 1, 3, 1, "thôn", "thôn", "thôn nông thôn mới kiểu mẫu"),
    Goal("ocop_products", "có {} OCOP đạt từ 3 sao", "count", 1, 4, 1, "sản phẩm", "sản phẩm", "sản phẩm OCOP đạt từ 3 sao"),
    Goal("cooperatives_new", "thành lập mới {} nông nghiệp", "count", 1, 2, 1, "HTX", "HTX", "hợp tác xã nông nghiệp thành lập mới"),
    Goal("other", "xây dựng {} mẫu", "count", 2, 15, 1, "vườn", "vườn", "vườn mẫu"),
    Goal("other", "xóa {} dột nát cho hộ nghèo", "count", 2, 9, 1, "nhà", "nhà", "nhà dột nát cho hộ nghèo"),
)  # fmt: skip
DISTRICT = (
    Goal("ntm_commune_advanced", "có thêm {} đạt chuẩn nông thôn mới nâng cao", "count", 1, 4, 1, "xã", "xã", "xã đạt chuẩn nông thôn mới nâng cao"),
    Goal("ntm_commune_model", "có {} đạt chuẩn nông thôn mới kiểu mẫu", "count", 1, 3, 1, "xã", "xã", "xã đạt chuẩn nông thôn mới kiểu mẫu"),
    Goal("ntm_hamlet_model", "có {} đạt chuẩn khu dân cư nông thôn mới kiểu mẫu", "count", 4, 30, 1, "thôn", "thôn", "thôn đạt chuẩn khu dân cư nông thôn mới kiểu mẫu"),
    Goal("ntm_hamlet", "công nhận thêm {} đạt chuẩn nông thôn mới", "count", 5, 25, 1, "thôn, bản", "thôn", "thôn, bản đạt chuẩn nông thôn mới"),
    Goal("criteria_per_commune", "bình quân toàn huyện", "up", 14, 18.9, 0.1, "tiêu chí/xã", "tiêu chí/xã", "bình quân tiêu chí/xã"),
    Goal("criteria_per_commune", "số tiêu chí bình quân đạt chuẩn", "up", 13.5, 18.8, 0.1, "tiêu chí/xã", "tiêu chí/xã"),
    Goal("criteria_gain_per_commune", "mỗi xã tăng thêm {}", "count", 1, 3, 1, "tiêu chí", "tiêu chí/xã", "mỗi xã tăng thêm tiêu chí"),
    Goal("income_per_capita", "thu nhập bình quân đầu người khu vực nông thôn", "up", 36, 65, 0.5, "triệu đồng/người/năm", "triệu đồng/người/năm"),
    Goal("poverty_rate", "tỷ lệ hộ nghèo toàn huyện", "down", 1, 9, 0.1, "%", "%"),
    Goal("health_insurance_rate", "tỷ lệ người dân tham gia bảo hiểm y tế", "up", 88, 97, 0.5, "%", "%"),
    Goal("clean_water_rate", "tỷ lệ hộ dân nông thôn được sử dụng nước sạch theo quy chuẩn", "up", 35, 80, 1, "%", "%"),
    Goal("ocop_products", "phát triển mới {} OCOP", "range", 4, 10, 1, "sản phẩm", "sản phẩm", "sản phẩm OCOP phát triển mới"),
    Goal("cooperatives_new", "thành lập mới {}", "count", 2, 7, 1, "HTX", "HTX", "hợp tác xã thành lập mới"),
    Goal("cooperatives_effective_rate", "tỷ lệ hợp tác xã nông nghiệp hoạt động hiệu quả", "up", 55, 85, 1, "%", "%"),
    Goal("other", "tỷ lệ đường trục xã được nhựa hóa, bê tông hóa", "up", 90, 100, 1, "%", "%"),
)  # fmt: skip
ADDED = ("có thêm", "phát triển mới", "thành lập mới", "mỗi xã tăng thêm", "công nhận thêm", "cấp mới", "xây dựng mới")


def goal(s: Setting, kind: Goal, due: Due | None = None, padded: bool = True, lower: bool = False) -> tuple[str, Fact]:
    """A target's clause without end mark, and its row; `due` is the heading's or the neighbour's time."""
    rng = s.rng
    amount = _amount(rng, kind, padded)
    words = kind.words.format(amount.text) if "{}" in kind.words else f"{kind.words} {amount.text}"
    basis = "additional" if kind.words.startswith(ADDED) else amount.basis
    if kind.indicator == "criteria_gain_per_commune":
        basis = "additional"
    fact = target(
        kind.indicator, kind.name or kind.words, s.area, amount.value, kind.unit, due or s.own,
        comparator=amount.comparator, high=amount.high, basis=basis,
    )  # fmt: skip
    return (words if lower else capital(words)), fact


def _amount(rng: Random, kind: Goal, padded: bool) -> Amount:
    value = kind.value(rng)
    if kind.way == "up":
        return rising(rng, value, kind.said)
    if kind.way == "down":
        return falling(rng, value, kind.said)
    if kind.way == "range" and rng.random() < 0.6:
        return between(rng, value, value + rng.randint(1, 5), kind.said)
    return counted(rng, int(value), kind.said, padded)


def goals(s: Setting, kinds: Sequence[Goal], count: int) -> list[Goal]:
    """Some kinds, each indicator once, in the order of the list."""
    drawn = set(s.rng.sample(range(len(kinds)), min(count, len(kinds))))
    found: list[Goal] = []
    for index, kind in enumerate(kinds):
        if index in drawn and all(kind.indicator == "other" or kind.indicator != other.indicator for other in found):
            found.append(kind)
    return found


def listed(s: Setting, put: Callable[..., None], kinds: Sequence[Goal], stated: Sequence[Due]) -> None:
    """Targets as bullets: one or two a bullet, some with a time before or behind."""
    rng = s.rng
    padded = rng.random() < 0.7
    rest = list(kinds)
    while rest:
        together = 2 if len(rest) > 1 and rng.random() < 0.3 else 1
        chosen, rest = rest[:together], rest[together:]
        due = rng.choice(stated) if stated and rng.random() < 0.4 else None
        put(clause(s, chosen, due, padded))


def clause(s: Setting, kinds: Sequence[Goal], due: Due | None, padded: bool = True) -> Sentence:
    """A sentence of one or more targets, parted by `;`."""
    rng = s.rng
    front = due is not None and rng.random() < 0.6
    parts, facts = [], []
    for index, kind in enumerate(kinds):
        text, fact = goal(s, kind, due, padded, lower=index > 0 or front)
        parts.append(text)
        facts.append(fact)
    joined = "; ".join(parts)
    if due is None:
        opening = rng.choice(("", "", "", "Phấn đấu "))
        joined = opening + (joined[0].lower() + joined[1:] if opening else joined)
    elif front:
        joined = f"{rng.choice(('', 'Phấn đấu '))}{due.text}, {joined}"
    else:
        joined = f"{joined} {due.text}" if len(kinds) == 1 else f"{due.text}, {joined}"
    return Sentence(capital(joined) + rng.choice((".", ".", ";")), tuple(facts))


def percent_and_count(
    s: Setting, words: str, indicator: str, share: float, number: int, unit: str, of: int, due: Due
) -> Sentence:
    """`30% số thôn, tương đương 54 thôn`: two rows."""
    text = f"{capital(words)} đạt {vi(share)}%, tương đương {vi(number)}/{vi(of)} {unit}, {due.text}."
    facts = (
        target(indicator, words, s.area, share, "%", due),
        target(indicator, words, s.area, number, unit, due, of=of),
    )
    return Sentence(text, facts)
