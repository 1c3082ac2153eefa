"""A province's plan for a period of five years: wholes and parts by year, districts, rates, departments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from tools.plans import prose, tasks, works
from tools.plans.amounts import count, vi
from tools.plans.facts import assignments, deadline, target
from tools.plans.families.xa_ntm import reporting
from tools.plans.legal import NATIONAL, Law, local, preamble
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due
from tools.plans.writer import Writer, capital

TOPIC = "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"
LEADS = (
    "agri",
    "invest",
    "finance",
    "works",
    "build",
    "land",
    "school",
    "health",
    "labour",
    "media",
    "tourism",
    "coordination",
)
OTHERS = ("front", "farmers", "women", "youth", "coop", "districts")


def setting(rng: Random, split: str) -> Setting:
    """A province's period 2021-2025, planned in 2022 or 2023."""
    return drawn(rng, split, "tỉnh", (2022, 2023), long=1)


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    span = f"{s.first.year}{rng.choice((' - ', '-'))}{s.last.year}"
    title = rng.choice((
        f"Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh {s.province} giai đoạn {span}",
        f"Xây dựng nông thôn mới trên địa bàn tỉnh {s.province}, giai đoạn {span}",
    ))  # fmt: skip
    w = writer(s, title, rng.choice(("KTN", "NN", "KT")))
    w.open()
    laws: list[Law] = rng.sample([NATIONAL["ntm21"], NATIONAL["xa21"], NATIONAL["huyen21"], NATIONAL["nd27"]], 2)
    laws = [law for law in laws if law.on < s.issued]
    laws.append(local(rng, "Nghị quyết", f"HĐND tỉnh {s.province}", "/NQ-HĐND", s.issued,
                      f"Chương trình xây dựng nông thôn mới tỉnh {s.province} giai đoạn {span}"))  # fmt: skip
    request = local(rng, "Tờ trình", s.agencies["agri"], "/TTr-SNN", s.issued, "") if rng.random() < 0.5 else None
    preamble(w, s.citer, laws, request, rng.choice((
        f"UBND tỉnh {s.province} ban hành Kế hoạch thực hiện Chương trình giai đoạn {span} như sau:",
        f"Ủy ban nhân dân tỉnh {s.province} xây dựng Kế hoạch thực hiện, cụ thể:",
    )))  # fmt: skip
    prose.purpose(w, s, TOPIC)
    plan = _yearly_numbers(s)
    _targets(w, s, plan)
    _tasks(w, s)
    prose.money(w, s)
    annex = rng.random() < 0.7
    _organisation(w, s, annex)
    w.sign()
    if annex:
        _annex(w, s)
    return w.plan(family, seed, s.printing)


def _yearly_numbers(s: Setting) -> dict[int, int]:
    return {year: s.rng.randint(3, 9) for year in range(s.issued.year, s.last.year + 1)}


def _targets(w: Writer, s: Setting, plan: dict[int, int]) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("MỤC TIÊU", "MỤC TIÊU THỰC HIỆN")))
    w.heading(1, "Mục tiêu chung")
    w.body("Tiếp tục nâng cao đời sống vật chất, tinh thần của người dân nông thôn, thúc đẩy bình đẳng giới.")
    due = Due(f"đến năm {s.last.year}", "by", None, s.last, "year")
    if rng.random() < 0.5:
        w.heading(1, f"Mục tiêu cụ thể {due.text}")
        s = replace(s, stated=due)
    else:
        w.heading(1, "Mục tiêu cụ thể")
    total = rng.randint(90, 140)
    base = total - sum(plan.values()) - rng.randint(1, 10)
    _whole(w, s, plan, base, total)
    _districts(w, s)
    done = rng.randint(35, 60)
    w.bullet(_advanced(s, done, due))
    for sentence in rng.sample(
        [_income(s), _poverty(s), _water(s), _cooperatives(s), _none_below(s), _per_year(s)], rng.randint(3, 5)
    ):
        w.bullet(sentence)


def _whole(w: Writer, s: Setting, plan: dict[int, int], base: int, total: int) -> None:
    """The whole with its parts by year: separate rows."""
    rng = s.rng
    added = sum(plan.values())
    whole = Due(f"đến hết năm {s.last.year}", "by", None, s.last, "year")
    facts: list[Fact] = [
        target("ntm_commune", "xã đạt chuẩn nông thôn mới", s.area, base + added, "xã", whole, of=total)
    ]
    first = f"Phấn đấu {whole.text}, toàn tỉnh có {base + added}/{total} xã đạt chuẩn nông thôn mới"
    if rng.random() < 0.5:
        share = round(100 * (base + added) / total, 1)
        facts.append(target("ntm_commune", "tỷ lệ xã đạt chuẩn", s.area, share, "%", whole))
        first += f", đạt {vi(share)}%"
    parts = []
    for year, number in plan.items():
        parts.append(f"năm {year}: {count(number, True)} xã")
        due = Due(f"năm {year}", "within", date(year, 1, 1), date(year, 12, 31), "year")
        facts.append(target("ntm_commune", "xã đạt chuẩn nông thôn mới", s.area, number, "xã", due, basis="additional"))
    facts.append(target("ntm_commune", "xã đạt chuẩn tăng thêm", s.area, added, "xã", whole, basis="additional"))
    text = f"{first}, tăng thêm {added} xã (trong đó: {', '.join(parts)})."
    w.bullet(Sentence(text, tuple(facts)))


def _districts(w: Writer, s: Setting) -> None:
    rng = s.rng
    if s.region is None:
        return
    names = rng.sample(sorted(s.region.districts), 3)
    years = sorted(rng.sample(range(s.issued.year, s.last.year + 1), 2))
    facts: list[Fact] = [
        target("ntm_district", "huyện đạt chuẩn nông thôn mới", s.area, len(names), "huyện", s.own, named=names)
    ]
    parts = []
    for year, group in zip(years, (names[:1], names[1:]), strict=True):
        due = Due(f"năm {year}", "within", date(year, 1, 1), date(year, 12, 31), "year")
        parts.append(f"{' và '.join('huyện ' + name for name in group)} năm {year}")
        facts.append(
            target("ntm_district", "huyện đạt chuẩn nông thôn mới", s.area, len(group), "huyện", due, named=group)
        )
    w.bullet(
        Sentence(f"Có {count(len(names), True)} huyện đạt chuẩn nông thôn mới, gồm: {', '.join(parts)}.", tuple(facts))
    )


def _advanced(s: Setting, share: int, due: Due) -> Sentence:
    low = s.rng.randint(5, 12)
    facts = (
        target(
            "ntm_commune_advanced", "số xã đạt chuẩn nông thôn mới nâng cao", s.area, share, "%", due, comparator="ge"
        ),
        target("ntm_commune_model", "xã đạt chuẩn nông thôn mới kiểu mẫu", s.area, low, "xã", due, comparator="ge"),
    )
    return Sentence(f"{capital(due.text)}, có ít nhất {share}% số xã đạt chuẩn nông thôn mới nâng cao; tối thiểu {count(low, True)} xã đạt "
                    "chuẩn nông thôn mới kiểu mẫu.", facts)  # fmt: skip


def _income(s: Setting) -> Sentence:
    due = s.times.by_year(s.last.year)
    value = s.rng.randint(55, 85)
    fact = target(
        "income_per_capita",
        "thu nhập bình quân đầu người khu vực nông thôn",
        s.area,
        value,
        "triệu đồng/người/năm",
        due,
    )
    return Sentence(
        f"Thu nhập bình quân đầu người khu vực nông thôn đạt {value} triệu đồng/người/năm {due.text}.", (fact,)
    )


def _poverty(s: Setting) -> Sentence:
    low = s.rng.randint(10, 20) / 10
    fact = target("poverty_rate", "tỷ lệ hộ nghèo đa chiều giảm bình quân", s.area, low, "%", s.own, comparator="range",
                  high=low + 0.5, basis="per_year")  # fmt: skip
    return Sentence(f"Tỷ lệ hộ nghèo đa chiều giảm bình quân {vi(low)} - {vi(low + 0.5)}%/năm;", (fact,))


def _water(s: Setting) -> Sentence:
    value, due = s.rng.randint(55, 85), s.times.by_year(s.last.year)
    fact = target(
        "clean_water_rate",
        "tỷ lệ dân số nông thôn sử dụng nước sạch đạt quy chuẩn",
        s.area,
        value,
        "%",
        due,
        comparator="gt",
    )
    return Sentence(f"Tỷ lệ dân số nông thôn sử dụng nước sạch đạt quy chuẩn trên {value}% {due.text}.", (fact,))


def _cooperatives(s: Setting) -> Sentence:
    share, linked = s.rng.randint(60, 80), s.rng.randint(25, 45)
    facts = (
        target(
            "cooperatives_effective_rate",
            "hợp tác xã nông nghiệp hoạt động hiệu quả",
            s.area,
            share,
            "%",
            s.own,
            comparator="gt",
        ),
        target(
            "cooperatives_linked_rate", "hợp tác xã tham gia liên kết theo chuỗi giá trị", s.area, linked, "%", s.own
        ),
    )
    return Sentence(
        f"Trên {share}% hợp tác xã nông nghiệp hoạt động hiệu quả; {linked}% hợp tác xã tham gia liên kết theo chuỗi giá trị.",
        facts,
    )


def _none_below(s: Setting) -> Sentence:
    limit, due = s.rng.choice((13, 15)), s.times.by_year(s.last.year - 1)
    fact = target("communes_below_criteria", f"xã đạt dưới {limit} tiêu chí", s.area, 0, "xã", due, basis="reduce_to")
    return Sentence(f"{capital(due.text)}, không còn xã đạt dưới {limit} tiêu chí.", (fact,))


def _per_year(s: Setting) -> Sentence:
    fact = target(
        "criteria_gain_per_commune",
        "mỗi xã đạt thêm tiêu chí",
        s.area,
        1,
        "tiêu chí/xã",
        s.own,
        comparator="range",
        high=2,
        basis="per_year",
    )
    return Sentence("Mỗi năm, mỗi xã chưa đạt chuẩn đạt thêm 1-2 tiêu chí.", (fact,))


def _tasks(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM", "NỘI DUNG VÀ NHIỆM VỤ")))
    chosen = rng.sample(tasks.RURAL + tasks.PRODUCT, rng.randint(4, 7))
    names = rng.sample(("Công tác quy hoạch và hạ tầng", "Phát triển sản xuất, nâng cao thu nhập", "Văn hóa, giáo dục, y tế",
                        "Bảo vệ môi trường nông thôn", "Nâng cao năng lực bộ máy"), 3)  # fmt: skip
    for index, name in enumerate(names):
        w.heading(1, name)
        for task in chosen[index::3]:
            others = s.agencies.some(OTHERS, 1, 3)
            due = s.times.any() if rng.random() < 0.2 else s.times.finish() if rng.random() < 0.6 else None
            if due and rng.random() < 0.3:
                works.separate(w, s, task, s.agencies[rng.choice(LEADS)], others, due)
            else:
                late = due if due is None or due.relation != "from" else s.times.finish()
                w.bullet(works.led(s, task, s.agencies[rng.choice(LEADS)], others if rng.random() < 0.6 else (), late))
        w.bullet(prose.measures(rng, TOPIC, 1)[0])


def _organisation(w: Writer, s: Setting, annex: bool) -> None:
    rng = s.rng
    w.heading(0, "TỔ CHỨC THỰC HIỆN")
    for key in ["agri", *rng.sample(LEADS[1:], rng.randint(2, 4)), "districts"]:
        name = s.agencies[key]
        w.heading(1, name + rng.choice(("", ":")))
        for task in rng.sample(tasks.RURAL + tasks.GENERAL, rng.randint(1, 2)):
            due = s.times.year(rng.randint(s.issued.year, s.last.year)) if rng.random() < 0.4 else None
            others = s.agencies.some(OTHERS[:4], 1, 2) if rng.random() < 0.5 else ()
            w.bullet(works.duty(s, task.format(level="tỉnh"), (name,), others, due))
        if rng.random() < 0.5:
            w.bullet(reporting(s, name, f"UBND tỉnh (qua {s.agencies['coordination']})"))
    if rng.random() < 0.6:
        due = s.times.before_day()
        task = "xây dựng kế hoạch cụ thể của địa phương, đơn vị"
        who = ("các sở, ngành", "UBND các huyện")
        w.body(Sentence(f"Các sở, ngành, UBND các huyện {task} {due.text}.",
                        (deadline(task, due, who), *assignments(who, "execute", task))))  # fmt: skip
    if annex:
        w.body("(Chi tiết chỉ tiêu các huyện tại Biểu kèm theo)")
    w.close_body()
    w.body(
        f"Trên đây là Kế hoạch thực hiện Chương trình giai đoạn {s.first.year} - {s.last.year} của tỉnh {s.province}./."
    )


def _annex(w: Writer, s: Setting) -> None:
    rng = s.rng
    if s.region is None:
        return
    years = list(range(s.issued.year, s.last.year + 1))
    w.annex(
        rng.choice(("BIỂU 01", "Biểu số 01")), "Số xã đạt chuẩn nông thôn mới theo năm của các huyện", "Đơn vị tính: xã"
    )
    rows = []
    for position, name in enumerate(sorted(s.region.districts)[:8], 1):
        numbers = [rng.randint(0, 3) for _ in years]
        facts = tuple(
            target("ntm_commune", "số xã đạt chuẩn nông thôn mới", f"huyện {name}", number, "xã",
                   Due(f"Năm {year}", "within", date(year, 1, 1), date(year, 12, 31), "year"), basis="additional")
            for year, number in zip(years, numbers, strict=True) if number
        )  # fmt: skip
        rows.append(((str(position), f"Huyện {name}", *(str(n) if n else "-" for n in numbers)), facts))
    share = 0.62 / len(years)
    w.table(("TT", "Tên huyện", *(f"Năm {year}" for year in years)), rows, (0.08, 0.3, *(share for _ in years)))
