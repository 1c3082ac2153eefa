"""A district's plan of poverty reduction: rates by year and commune, sharing of poor households, agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from tools.plans import prose, tasks, works
from tools.plans.amounts import between, falling, rising, vi
from tools.plans.facts import assignments, deadline, target
from tools.plans.families.xa_ntm import reporting
from tools.plans.legal import NATIONAL, Law, local, preamble
from tools.plans.model import Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.writer import Writer, capital

TOPIC = "công tác giảm nghèo bền vững"
LEADS = ("labour", "agri", "finance", "school", "health", "works", "culture", "bank")
OTHERS = ("front", "farmers", "women", "youth", "service", "communes")


def setting(rng: Random, split: str) -> Setting:
    """A district in 2018-2024."""
    return drawn(rng, split, "huyện", (2018, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan; now and then its issuer is the steering board, under the People's Committee."""
    rng = s.rng
    title = rng.choice((
        f"Thực hiện công tác giảm nghèo bền vững huyện {s.name} năm {s.year}",
        f"Giảm nghèo năm {s.year} trên địa bàn huyện {s.name}",
        f"Thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, "LĐTBXH")
    board = rng.random() < 0.35
    if board:
        _board(w, s)
    w.open()
    _preamble(w, s, board)
    prose.purpose(w, s, TOPIC)
    _targets(w, s)
    _tasks(w, s)
    prose.money(w, s)
    _organisation(w, s)
    w.sign()
    return w.plan(family, seed, s.printing)


def _board(w: Writer, s: Setting) -> None:
    h = w.header
    w.header = replace(
        h, head_left=("ỦY BAN NHÂN DÂN", f"HUYỆN {s.name.upper()}", "BAN CHỈ ĐẠO GIẢM NGHÈO"),
        issuer=f"Ban Chỉ đạo giảm nghèo huyện {s.name}", parent=f"Ủy ban nhân dân huyện {s.name}",
        number=h.number.replace("KH-UBND", "KH-BCĐ"), signing=("TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND HUYỆN"),
        signer_title="Trưởng ban", signed_for="",
    )  # fmt: skip


def _preamble(w: Writer, s: Setting, board: bool) -> None:
    rng = s.rng
    late = s.issued >= date(2022, 5, 1)
    laws: list[Law] = rng.sample([NATIONAL["poor21"], NATIONAL["nd27"], NATIONAL["nd07"]], 2) if late else (
        [NATIONAL["poor16"]] if s.year <= 2021 else [NATIONAL["nd07"]])  # fmt: skip
    laws.append(local(rng, "Kế hoạch", f"UBND tỉnh {s.province}", "/KH-UBND", s.issued,
                      f"thực hiện công tác giảm nghèo năm {s.year}", rng.choice(("", "về", "về việc"))))  # fmt: skip
    laws.append(local(rng, "Nghị quyết", f"HĐND huyện {s.name}", "/NQ-HĐND", s.issued,
                      f"nhiệm vụ phát triển kinh tế - xã hội năm {s.year}"))  # fmt: skip
    who = "Ban Chỉ đạo giảm nghèo huyện" if board else f"UBND huyện {s.name}"
    preamble(w, s.citer, laws, None, f"{who} xây dựng Kế hoạch thực hiện công tác giảm nghèo năm {s.year} như sau:")


def _targets(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("MỤC TIÊU", "MỤC TIÊU, CHỈ TIÊU", "CHỈ TIÊU")))
    w.heading(
        1, "Mục tiêu tổng quát:", "Cải thiện và từng bước nâng cao điều kiện sống của người nghèo, hạn chế tái nghèo."
    )
    w.heading(1, "Chỉ tiêu cụ thể:")
    for sentence in rng.sample(
        [_rate(s), _yearly(s), _households(s), _insured(s), _loans(s), _jobs(s), _houses(s), _communes(s)], 5
    ):
        w.bullet(sentence)


def _rate(s: Setting) -> Sentence:
    value = s.rng.randint(15, 120) / 10
    amount, due = falling(s.rng, value), s.times.by_year(s.year)
    fact = target(
        "poverty_rate",
        "tỷ lệ hộ nghèo toàn huyện",
        s.area,
        value,
        "%",
        due,
        comparator=amount.comparator,
        basis=amount.basis,
    )
    form = s.rng.choice(("{D} tỷ lệ hộ nghèo toàn huyện {a}.", "Phấn đấu {d}, tỷ lệ hộ nghèo toàn huyện {a}."))
    return Sentence(form.format(D=capital(due.text), d=due.text, a=amount.text), (fact,))


def _yearly(s: Setting) -> Sentence:
    rng = s.rng
    low = rng.randint(10, 30) / 10
    if rng.random() < 0.5:
        high = low + 0.5
        amount = between(rng, low, high, "%")
        fact = target(
            "poverty_rate",
            "tỷ lệ hộ nghèo giảm bình quân",
            s.area,
            low,
            "%",
            s.own,
            comparator="range",
            high=high,
            basis="per_year",
        )
        return Sentence(f"Tỷ lệ hộ nghèo giảm bình quân {amount.text}/năm.", (fact,))
    fact = target("poverty_rate", "giảm tỷ lệ hộ nghèo", s.area, low, "%", s.own, comparator="ge", basis="additional")
    return Sentence(
        rng.choice((f"Giảm tỷ lệ hộ nghèo ít nhất {vi(low)}%.", f"Tỷ lệ hộ nghèo giảm từ {vi(low)}% trở lên.")), (fact,)
    )


def _households(s: Setting) -> Sentence:
    poor, near = s.rng.randint(120, 1450), s.rng.randint(80, 700)
    facts = (
        target("other", "hộ nghèo giảm", s.area, poor, "hộ", s.own, basis="additional"),
        target("other", "hộ cận nghèo giảm", s.area, near, "hộ", s.own, basis="additional"),
    )
    return Sentence(f"Trong năm giảm {vi(poor)} hộ nghèo và {vi(near)} hộ cận nghèo.", tuple(
        replace(f, values={**f.values, "due_text": "Trong năm"}) for f in facts))  # fmt: skip


def _insured(s: Setting) -> Sentence:
    fact = target(
        "health_insurance_rate", "người nghèo, người cận nghèo được cấp thẻ bảo hiểm y tế", s.area, 100, "%", s.own
    )
    return Sentence("100% người thuộc hộ nghèo, hộ cận nghèo được cấp thẻ bảo hiểm y tế.", (fact,))


def _loans(s: Setting) -> Sentence:
    share = s.rng.randrange(80, 100, 5)
    amount = rising(s.rng, share, "%")
    fact = target(
        "other",
        "tỷ lệ hộ nghèo có nhu cầu được vay vốn ưu đãi",
        s.area,
        share,
        "%",
        s.own,
        comparator=amount.comparator,
    )
    return Sentence(f"Tỷ lệ hộ nghèo có nhu cầu được vay vốn ưu đãi {amount.text};", (fact,))


def _jobs(s: Setting) -> Sentence:
    number, abroad = s.rng.randrange(500, 2500, 50), s.rng.randrange(50, 300, 10)
    facts = (
        target("other", "lao động được giải quyết việc làm mới", s.area, number, "lao động", s.own),
        target("other", "lao động đi làm việc ở nước ngoài", s.area, abroad, "lao động", s.own),
    )
    return Sentence(
        f"Giải quyết việc làm mới cho {vi(number)} lao động; đưa {vi(abroad)} lao động đi làm việc ở nước ngoài.", facts
    )


def _houses(s: Setting) -> Sentence:
    number = s.rng.randint(15, 180)
    fact = target("other", "nhà ở cho hộ nghèo được xây mới, sửa chữa", s.area, number, "nhà", s.own)
    return Sentence(f"Hỗ trợ xây mới, sửa chữa {vi(number)} nhà ở cho hộ nghèo.", (fact,))


def _communes(s: Setting) -> Sentence:
    named = s.communes(s.rng.randint(2, 3))
    rates = [s.rng.randint(20, 60) / 10 for _ in named]
    parts = [f"xã {name} giảm {vi(rate)}%" for name, rate in zip(named, rates, strict=True)]
    facts = tuple(target("poverty_rate", "tỷ lệ hộ nghèo giảm", f"xã {name}", rate, "%", s.own, basis="additional")
                  for name, rate in zip(named, rates, strict=True))  # fmt: skip
    return Sentence(f"Tỷ lệ hộ nghèo của các xã đặc biệt khó khăn giảm mạnh, cụ thể: {', '.join(parts)}.", facts)


def _tasks(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("NỘI DUNG VÀ GIẢI PHÁP", "NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU")))
    chosen = rng.sample(tasks.POVERTY, rng.randint(5, 8))
    names = rng.sample(("Chính sách tín dụng ưu đãi", "Hỗ trợ phát triển sản xuất, đa dạng hóa sinh kế", "Hỗ trợ về y tế, giáo dục",
                        "Đào tạo nghề, giải quyết việc làm", "Công tác điều tra, rà soát"), 3)  # fmt: skip
    for index, name in enumerate(names):
        w.heading(1, name)
        if rng.random() < 0.4:
            w.body(rng.choice(prose.measures(rng, TOPIC, 2)))
        for task in chosen[index::3]:
            others = s.agencies.some(OTHERS, 1, 3)
            due = s.times.finish() if rng.random() < 0.7 else None
            if due and rng.random() < 0.2:
                works.separate(w, s, task, s.agencies[rng.choice(LEADS)], others, due)
            else:
                w.bullet(works.led(s, task, s.agencies[rng.choice(LEADS)], others if rng.random() < 0.5 else (), due))
    if rng.random() < 0.5:
        _help(w, s)


def _help(w: Writer, s: Setting) -> None:
    """Who helps which commune."""
    w.heading(1, "Phân công giúp đỡ các xã khó khăn:")
    due = s.times.year()
    for name in s.communes(s.rng.randint(2, 3)):
        lead = s.agencies[s.rng.choice(LEADS)]
        task = f"giúp đỡ xã {name} thực hiện chỉ tiêu giảm nghèo"
        w.bullet(Sentence(f"{lead} {task} {due.text}.",
                          (deadline(task, due, (lead,), (), name), *assignments((lead,), "execute", task))))  # fmt: skip


def _organisation(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, "TỔ CHỨC THỰC HIỆN")
    for key in ["labour", *rng.sample(LEADS[1:], rng.randint(1, 3)), "communes"]:
        name = s.agencies[key]
        w.heading(1, name + rng.choice(("", ":")))
        for task in rng.sample(tasks.POVERTY + tasks.GENERAL, rng.randint(1, 2)):
            due = s.times.finish() if rng.random() < 0.5 else None
            others = s.agencies.some(OTHERS[:4], 1, 2) if rng.random() < 0.4 else ()
            w.bullet(works.duty(s, task.format(level="huyện"), (name,), others, due))
        if rng.random() < 0.5:
            w.bullet(reporting(s, name, f"{s.agencies['labour']}"))
    if rng.random() < 0.5:
        w.heading(1, "Đề nghị Ủy ban MTTQ Việt Nam và các đoàn thể huyện")
        names = ("Ủy ban MTTQ Việt Nam", "các đoàn thể huyện")
        task = "tăng cường giám sát, phản biện xã hội việc thực hiện các chính sách giảm nghèo"
        w.bullet(Sentence(f"{capital(task)}.", assignments(names, "execute", task)))
    w.close_body()
    w.body(f"Trên đây là Kế hoạch thực hiện công tác giảm nghèo năm {s.year} trên địa bàn huyện {s.name}./.")
