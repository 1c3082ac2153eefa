"""A province's plan to widen health insurance: rates by district and year, groups, hospitals, schools."""

from __future__ import annotations

from datetime import date
from random import Random

from tools.plans.agencies import series
from tools.plans.amounts import vi
from tools.plans.facts import assignments, deadline, target
from tools.plans.legal import Law, local
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due
from tools.plans.writer import Writer, capital

INSURANCE = "Bảo hiểm xã hội tỉnh"
WORKS = (
    "rà soát, lập danh sách người chưa tham gia bảo hiểm y tế", "mở hội nghị tư vấn, đối thoại với người dân",
    "hỗ trợ mức đóng cho hộ làm nông nghiệp có mức sống trung bình", "thu bảo hiểm y tế học sinh, sinh viên ngay đầu năm học",
    "mở rộng mạng lưới tổ chức dịch vụ thu", "thanh tra, kiểm tra doanh nghiệp chậm đóng",
    "nâng cao chất lượng khám bệnh, chữa bệnh tại trạm y tế", "giao chỉ tiêu cho từng xã, phường",
    "dành thời lượng phát sóng để tuyên truyền chính sách", "cấp thẻ cho người dân vùng đặc biệt khó khăn",
    "đồng bộ dữ liệu bảo hiểm với cơ sở dữ liệu dân cư",
)  # fmt: skip
DOERS = ("health", "finance", "labour", "school", "media", "home", "districts")


def setting(rng: Random, split: str) -> Setting:
    """A province in 2019-2024."""
    return drawn(rng, split, "tỉnh", (2019, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    title = rng.choice((
        f"Phát triển đối tượng tham gia bảo hiểm y tế tỉnh {s.province} năm {s.year}",
        f"Thực hiện bảo hiểm y tế toàn dân trên địa bàn tỉnh {s.province} năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, "KGVX")
    w.open()
    laws = [
        Law("Luật", "", date(2014, 6, 13), "", "sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế"),
        Law("Nghị định", "146/2018/NĐ-CP", date(2018, 10, 17), "Chính phủ",
            "quy định chi tiết và hướng dẫn biện pháp thi hành một số điều của Luật Bảo hiểm y tế"),
        local(rng, "Nghị quyết", "Hội đồng nhân dân tỉnh", "/NQ-HĐND", s.issued, f"nhiệm vụ năm {s.year}", "về"),
    ]  # fmt: skip
    for law in laws[rng.randint(0, 1) :]:
        w.body(s.citer.sentence("Căn cứ", law, ";"))
    ask = local(rng, "Công văn", INSURANCE, "/BHXH-QLT", s.issued, "")
    w.body(_asked(s, ask))
    w.body(f"Ủy ban nhân dân tỉnh {s.province} ban hành Kế hoạch với các nội dung chính như sau:")
    _goals(w, s)
    _groups(w, s)
    _works(w, s)
    _answers(w, s)
    w.sign()
    return w.plan(family, seed, s.printing)


def _asked(s: Setting, law: Law) -> Sentence:
    from tools.plans.facts import citation  # noqa: PLC0415

    number = f"{law.kind} số {law.number} ngày {s.citer.day(law.on)}"
    return Sentence(
        f"Xét đề nghị của {law.issuer} tại {number},",
        (citation(number, law.kind, law.number, law.on, law.issuer, "", "mention"),),
    )


def _goals(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("MỤC TIÊU, YÊU CẦU", "MỤC TIÊU")))
    rate = rng.randrange(880, 960) / 10
    whole = Due(f"đến 31/12/{s.year}", "by", None, s.last, "day")
    fact = target("health_insurance_rate", "dân số tham gia bảo hiểm y tế", s.area, rate, "%", whole,
                  comparator=rng.choice(("ge", "eq")))  # fmt: skip
    least = "ít nhất " if fact.values["comparator"] == "ge" else ""
    w.bullet(Sentence(f"Phấn đấu {whole.text}, {least}{vi(rate)}% dân số tham gia bảo hiểm y tế.", (fact,)))
    people = rng.randrange(12000, 90000, 500)
    extra = target(
        "other", "người tham gia bảo hiểm y tế tăng thêm", s.area, people, "người", s.own, basis="additional"
    )
    w.bullet(Sentence(f"Vận động thêm {vi(people)} người tham gia so với năm trước;", (extra,)))
    months = [3, 6, 9]
    shown = rng.sample(months, 2)
    facts: list[Fact] = []
    parts = []
    for month in sorted(shown):
        if month <= s.issued.month:
            continue
        step = round(rate - (12 - month) * 0.3, 1)
        due = Due(f"hết tháng {month}", "by", None, date(s.year, month, 30 if month != 3 else 31), "month", True)
        parts.append(f"{due.text} đạt {vi(step)}%")
        facts.append(target("health_insurance_rate", "tỷ lệ bao phủ", s.area, step, "%", due))
    if parts:
        w.bullet(Sentence(f"Tỷ lệ bao phủ theo từng mốc: {'; '.join(parts)}.", tuple(facts)))
    if s.region:
        names = rng.sample(sorted(s.region.districts), 3)
        rates = [rng.randrange(850, 985) / 10 for _ in names]
        each = tuple(
            target("health_insurance_rate", "tỷ lệ bao phủ bảo hiểm y tế", f"huyện {n}", r, "%", s.own)
            for n, r in zip(names, rates, strict=True)
        )
        w.bullet(
            Sentence(
                f"Giao chỉ tiêu cho các huyện: {', '.join(f'{n} {vi(r)}%' for n, r in zip(names, rates, strict=True))}.",
                each,
            )
        )


def _groups(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, "CHỈ TIÊU THEO NHÓM ĐỐI TƯỢNG")
    groups = (("Học sinh, sinh viên", 100, "eq"), ("Người lao động trong doanh nghiệp", rng.randrange(90, 99), "ge"),
              ("Hộ gia đình làm nông nghiệp", rng.randrange(55, 80, 5), "gt"), ("Người cao tuổi", rng.randrange(95, 100), "ge"))  # fmt: skip
    for name, rate, how in rng.sample(groups, rng.randint(2, 4)):
        words = {"eq": "{n}: {v}%.", "ge": "{n}: từ {v}% trở lên.", "gt": "{n}: trên {v}%."}[how].format(n=name, v=rate)
        fact = target(
            "health_insurance_rate", f"{name.lower()} tham gia bảo hiểm y tế", s.area, rate, "%", s.own, comparator=how
        )
        w.bullet(Sentence(words, (fact,)))


def _works(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("GIẢI PHÁP THỰC HIỆN", "NỘI DUNG CÔNG VIỆC")))
    form = rng.random()
    for number, task in enumerate(rng.sample(WORKS, rng.randint(4, 7)), 1):
        due = rng.choice((s.times.in_month, s.times.before_day, s.times.quarter, s.times.by_month))()
        who = INSURANCE if rng.random() < 0.4 else s.agencies[rng.choice(DOERS)]
        if form < 0.5:
            w.heading(1, f"{capital(task)}:")
            w.bullet(Sentence(f"Đơn vị thực hiện: {who}.", assignments((who,), "execute", task)))
            w.bullet(Sentence(f"Hoàn thành: {due.text}.", (deadline(task, due, (who,)),)))
        else:
            other = s.agencies[rng.choice(("front", "farmers", "women"))]
            text = rng.choice(
                (
                    f"({number}) {who} cùng {other} {task} ({due.text}).",
                    f"({number}) {capital(task)}: {who} chủ trì, {other} phối hợp; {due.text}.",
                )
            )
            role = "lead" if "chủ trì" in text else "execute"
            second = "coordinate" if "phối hợp" in text else "execute"
            w.body(Sentence(text, (deadline(task, due, (who,) if role == "lead" else (who, other), (other,) if role == "lead" else ()),
                                   *assignments((who,), role, task), *assignments((other,), second, task))))  # fmt: skip


def _answers(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("TỔ CHỨC TRIỂN KHAI", "PHÂN CÔNG NHIỆM VỤ")))
    for name in [INSURANCE, *(s.agencies[key] for key in rng.sample(DOERS, rng.randint(2, 3)))]:
        task = rng.choice(WORKS)
        role, text = rng.choice((
            ("execute", f"{name} {task}."), ("lead", f"{name} là cơ quan chủ trì, {task}."),
            ("advise", f"{name} tham mưu cho UBND tỉnh {task}."), ("execute", f"Đề nghị {name} quan tâm {task}."),
        ))  # fmt: skip
        w.heading(1, Sentence(text, assignments((name,), role, task)))
    rule, said, precision = rng.choice((("FREQ=MONTHLY;BYMONTHDAY=5", "trước ngày 05 hằng tháng", "day"),
                                        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần", "period"), ("FREQ=YEARLY", "hằng năm", "year")))  # fmt: skip
    due = Due(said, "recurring", None, None, precision, recurrence=rule)
    who = ("các sở, ngành", "UBND các huyện, thành phố")
    task = "báo cáo UBND tỉnh kết quả thực hiện"
    w.body(
        Sentence(
            f"{capital(series(who))} {task} {said}.", (deadline(task, due, who), *assignments(who, "execute", task))
        )
    )
    w.close_body()
    w.body("Trên đây là Kế hoạch phát triển đối tượng tham gia bảo hiểm y tế của tỉnh./.")
