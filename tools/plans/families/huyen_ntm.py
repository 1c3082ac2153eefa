"""A district's plan: the state of each commune, recognitions expected, targets, district criteria, agencies."""

from __future__ import annotations

from datetime import date
from random import Random

from tools.plans import prose, tasks, works
from tools.plans.agencies import series
from tools.plans.amounts import count, vi
from tools.plans.criteria import NAMES
from tools.plans.facts import assignments, deadline, implied, progress, status, target
from tools.plans.families.xa_ntm import reporting
from tools.plans.goals import DISTRICT, goals, listed
from tools.plans.legal import NATIONAL, Law, local, preamble
from tools.plans.model import Fact, Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due
from tools.plans.writer import Writer, capital

TOPIC = "Chương trình xây dựng nông thôn mới"
LEADS = ("agri", "finance", "works", "land", "labour", "culture", "school", "coordination", "media")
OTHERS = ("front", "farmers", "women", "youth", "service", "communes")


def setting(rng: Random, split: str) -> Setting:
    """A district in some year from 2018 to 2024."""
    return drawn(rng, split, "huyện", (2018, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    title = rng.choice((
        f"Xây dựng nông thôn mới huyện {s.name} năm {s.year}",
        f"Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới trên địa bàn huyện {s.name} năm {s.year}",
        f"Triển khai Chương trình MTQG xây dựng nông thôn mới năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, rng.choice(("NN", "NTM", "VPĐP")))
    w.open()
    _preamble(w, s)
    if rng.random() < 0.7:
        prose.purpose(w, s, TOPIC)
    aims_first = rng.random() < 0.5
    if aims_first:
        _targets(w, s)
    _communes(w, s)
    if not aims_first:
        _targets(w, s)
    if rng.random() < 0.6:
        _district(w, s)
    _organisation(w, s)
    w.sign()
    if rng.random() < 0.4:
        _annex(w, s)
    return w.plan(family, seed, s.printing)


def _code(s: Setting, level: str = "xa") -> str:
    return f"{level}-2021-2025" if s.issued >= date(2022, 3, 8) else f"{level}-2016-2020"


def _preamble(w: Writer, s: Setting) -> None:
    rng = s.rng
    laws: list[Law] = [NATIONAL["local"]] if rng.random() < 0.25 else []
    late = s.issued >= date(2022, 4, 1)
    laws += rng.sample(
        [NATIONAL[k] for k in (("ntm21", "xa21", "huyen21") if late else ("ntm16", "xa16", "huyen16"))], 2
    )
    laws.append(local(rng, "Kế hoạch", f"UBND tỉnh {s.province}", "/KH-UBND", s.issued,
                      f"xây dựng nông thôn mới năm {s.year}"))  # fmt: skip
    request = None
    if rng.random() < 0.35:
        request = local(rng, "Tờ trình", s.agencies["agri"], "/TTr-NN", s.issued, "")
    purpose = rng.choice((
        f"UBND huyện {s.name} ban hành Kế hoạch xây dựng nông thôn mới năm {s.year} như sau:",
        f"Ủy ban nhân dân huyện {s.name} xây dựng Kế hoạch thực hiện với các nội dung sau:",
    ))  # fmt: skip
    preamble(w, s.citer, laws, request, purpose)


def _targets(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("MỤC TIÊU", f"MỤC TIÊU NĂM {s.year}", "MỤC TIÊU, CHỈ TIÊU")))
    if rng.random() < 0.4:
        w.heading(1, "Mục tiêu chung:", "Nâng cao đời sống vật chất và tinh thần của người dân nông thôn, xây dựng cảnh quan "
                  "xanh - sạch - đẹp.")  # fmt: skip
        w.heading(1, "Mục tiêu cụ thể:")
    assert s.district is not None
    total, more = len(s.district.communes), rng.randint(1, 3)
    named = s.communes(more)
    before = rng.randint(total // 3, total - more)
    w.bullet(_commune_target(s, more, before, total, named))
    stated = [s.times.in_year(s.year), s.times.by_year(s.year)]
    listed(s, w.bullet, goals(s, DISTRICT, rng.randint(4, 8)), stated)
    if rng.random() < 0.5:
        limit = rng.choice((10, 13, 15))
        text = f"Không còn xã dưới {limit} tiêu chí."
        w.bullet(Sentence(text, (target("communes_below_criteria", f"xã dưới {limit} tiêu chí", s.area, 0, "xã", s.own,
                                        basis="reduce_to"),)))  # fmt: skip


def _commune_target(s: Setting, more: int, before: int, total: int, named: list[str]) -> Sentence:
    rng = s.rng
    names = ", ".join(named)
    extra = target(
        "ntm_commune", "xã đạt chuẩn nông thôn mới", s.area, more, "xã", s.own, basis="additional", named=named
    )
    form = rng.randrange(4)
    if form == 0:
        text = f"Có thêm {count(more, True)} xã đạt chuẩn nông thôn mới ({names})."
        return Sentence(text, (extra,))
    reached = before + more
    if form == 1:
        due = s.times.by_year(s.year)
        whole = target("ntm_commune", "xã đạt chuẩn nông thôn mới", s.area, reached, "xã", due, of=total)
        return Sentence(f"Phấn đấu {due.text} có {reached}/{total} xã đạt chuẩn nông thôn mới.", (whole,))
    if form == 2:
        whole = target("ntm_commune", "số xã đạt chuẩn", s.area, reached, "xã", s.own, basis="cumulative")
        text = (
            f"Tăng thêm {count(more, True)} xã đạt chuẩn nông thôn mới (gồm: {names}), lũy kế {reached} xã đạt chuẩn."
        )
        return Sentence(text, (extra, whole))
    share = round(100 * reached / total, 1)
    whole = target("ntm_commune", "xã đạt chuẩn nông thôn mới", s.area, reached, "xã", s.own, of=total)
    rate = target("ntm_commune", "tỷ lệ xã đạt chuẩn nông thôn mới", s.area, share, "%", s.own)
    text = f"Toàn huyện có {reached}/{total} xã đạt chuẩn nông thôn mới, đạt tỷ lệ {vi(share)}%."
    return Sentence(text, (whole, rate))


def _communes(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("NỘI DUNG THỰC HIỆN", "LỘ TRÌNH THỰC HIỆN", "NHIỆM VỤ TRỌNG TÂM")))
    names = s.communes(rng.randint(3, 6))
    cut = rng.randint(1, 2)
    _recognised(w, s, names[:cut])
    w.heading(1, rng.choice(("Đối với các xã phấn đấu đạt chuẩn:", f"Các xã đăng ký đạt chuẩn nông thôn mới năm {s.year}:",
                             "Tiến độ của các xã chưa đạt chuẩn:")))  # fmt: skip
    style = rng.randrange(3)
    for name in names[cut:]:
        _commune(w, s, name, style)
    if rng.random() < 0.6:
        w.heading(1, "Nhiệm vụ chung:")
        for task in rng.sample(tasks.RURAL, rng.randint(2, 4)):
            others = s.agencies.some(OTHERS, 1, 2)
            due = s.times.finish() if rng.random() < 0.7 else None
            w.bullet(works.led(s, task, s.agencies[rng.choice(LEADS)], others if rng.random() < 0.5 else (), due))


def _recognised(w: Writer, s: Setting, names: list[str]) -> None:
    code = _code(s)
    joined = ", ".join(names)
    facts = tuple(progress("xã", name, code, None, None, s.issued, "recognised") for name in names)
    w.heading(1, s.rng.choice(("Đối với các xã đã đạt chuẩn:", "Các xã đã được công nhận:")))
    w.body(
        Sentence(f"Đến nay, xã {joined} đã được UBND tỉnh công nhận đạt chuẩn nông thôn mới.", facts),
        "Các xã này tiếp tục duy trì, nâng cao chất lượng các tiêu chí.",
    )


def _commune(w: Writer, s: Setting, name: str, style: int) -> None:
    rng, code = s.rng, _code(s)
    missing = sorted(rng.sample((2, 3, 5, 6, 10, 11, 13, 15, 17, 18), rng.randint(1, 4)))
    met = 19 - len(missing)
    numbers = ", ".join(map(str, missing))
    own = s.times.in_month() if rng.random() < 0.5 else s.times.finish()
    final = s.times.quarter("within") if rng.random() < 0.6 else s.times.in_month()
    early, late = sorted((own, final), key=lambda due: due.end or s.last)
    lead = (
        f"Xã {name}: Đến nay đạt {met}/19 tiêu chí",
        f"Xã {name} đã đạt {met}/19 tiêu chí",
        f"Xã {name}: Hiện đạt {met}/19 tiêu chí",
    )
    rest = (f"; còn {count(len(missing), True)} tiêu chí chưa đạt gồm: tiêu chí số {numbers}.",
            f", còn {count(len(missing), True)} tiêu chí chưa đạt (tiêu chí {numbers}).",
            f"; các tiêu chí chưa đạt: số {numbers}.")  # fmt: skip
    facts: list[Fact] = [progress("xã", name, code, met, 19, s.issued, "expected", late)]
    facts += [status("xã", name, code, n, False, s.issued, due=early) for n in missing]
    facts += implied("xã", name, code, 19, missing, s.issued)
    first = Sentence(lead[style] + rest[rng.randrange(3)], tuple(facts))
    own_task = "hoàn thành các tiêu chí còn lại"
    maybe = rng.random() < 0.3
    due = early.maybe() if maybe else early
    words = f"Dự kiến {early.text} xã {own_task}." if maybe else f"Xã phấn đấu {own_task} {early.text}."
    second = Sentence(words, (deadline(f"xã {own_task}", due, (f"xã {name}",), (), name),))
    third_task = "thẩm tra, trình UBND tỉnh thẩm định, công nhận"
    third = Sentence(
        f"UBND huyện {third_task} {late.text}.",
        (deadline(third_task, late, ("UBND huyện",), (), name), *assignments(("UBND huyện",), "execute", third_task)),
    )
    w.bullet(first, second, third)


def _district(w: Writer, s: Setting) -> None:
    rng, code = s.rng, _code(s, "huyen")
    missing = sorted(rng.sample(range(1, 10), rng.randint(1, 4)))
    met = [n for n in range(1, 10) if n not in missing]
    w.heading(0, rng.choice(("THỰC HIỆN BỘ TIÊU CHÍ HUYỆN NÔNG THÔN MỚI", "XÂY DỰNG HUYỆN NÔNG THÔN MỚI")))

    def names(numbers: list[int]) -> str:
        return "; ".join(f"tiêu chí số {n} về {NAMES[code][n - 1]}" for n in numbers)

    counted = progress("huyện", s.name, code, len(met), 9, s.issued)
    good = tuple(status("huyện", s.name, code, n, True, s.issued) for n in met)
    bad = tuple(status("huyện", s.name, code, n, False, s.issued) for n in missing)
    w.body(Sentence(f"Huyện {s.name} đã đạt {len(met)}/9 tiêu chí gồm: {names(met)}.", (counted, *good)))
    w.body(Sentence(f"Các tiêu chí chưa đạt là: {names(missing)}, cụ thể như sau:", bad))
    for number in missing[:2]:
        w.heading(1, f"Tiêu chí số {number} ({NAMES[code][number - 1]}):")
        for task in rng.sample(tasks.RURAL, rng.randint(1, 2)):
            works.separate(w, s, task, s.agencies[rng.choice(LEADS)], s.agencies.some(OTHERS, 1, 2), s.times.finish())


def _organisation(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, "TỔ CHỨC THỰC HIỆN")
    keys = [*rng.sample(LEADS, rng.randint(2, 4)), "communes"]
    for key in keys:
        name = s.agencies[key]
        w.heading(1, name + rng.choice(("", ":")))
        chosen = rng.sample(tasks.RURAL, 1) + rng.sample(tasks.GENERAL, 1)
        for task in chosen:
            due: Due | None = s.times.finish() if rng.random() < 0.55 else None
            others = s.agencies.some(OTHERS[:4], 1, 2) if rng.random() < 0.4 else ()
            w.bullet(works.duty(s, task.format(level="huyện"), (name,), others, due))
        if rng.random() < 0.5:
            w.bullet(reporting(s, name, f"UBND huyện (qua {s.agencies['agri']})"))
    w.close_body()
    bodies = (
        ("các phòng, ban, ngành, đoàn thể huyện", "UBND các xã"),
        ("Thủ trưởng các cơ quan, đơn vị", "Chủ tịch UBND các xã"),
    )
    who = rng.choice(bodies)
    task = "nghiêm túc tổ chức thực hiện"
    w.body(
        f"Trên đây là Kế hoạch xây dựng nông thôn mới năm {s.year} của huyện {s.name}.",
        Sentence(capital(f"yêu cầu {series(who)} {task}./."), assignments(who, "execute", task)),
    )


def _annex(w: Writer, s: Setting) -> None:
    rng, code = s.rng, _code(s)
    used = {f.values["unit"] for p in w.paragraphs for q in p.sentences for f in q.facts if f.table == "progress"}
    names = [name for name in (s.district.communes if s.district else ()) if name not in used][:8]
    w.annex(
        rng.choice(("Biểu số 01", "PHỤ LỤC I")), "Hiện trạng và lộ trình hoàn thành các tiêu chí của các xã còn lại"
    )
    rows = []
    for position, name in enumerate(names, 1):
        missing = sorted(rng.sample((2, 5, 6, 10, 11, 13, 17), rng.randint(1, 4)))
        due = s.times.quarter("within") if rng.random() < 0.5 else s.times.in_month()
        facts = (
            progress("xã", name, code, 19 - len(missing), 19, s.issued),
            *(status("xã", name, code, n, False, s.issued, due=due) for n in missing),
            *implied("xã", name, code, 19, missing, s.issued),
            deadline("hoàn thành các tiêu chí chưa đạt", due, (), (), name),
        )
        rows.append(
            ((str(position), name, f"{19 - len(missing)}/19", ", ".join(map(str, missing)), capital(due.text)), facts)
        )
    w.table(
        ("TT", "Tên xã", "Số tiêu chí đạt", "Tiêu chí chưa đạt", "Thời gian hoàn thành"),
        rows,
        (0.08, 0.26, 0.18, 0.22, 0.26),
    )
