"""A province's plan of the programme One Commune One Product: product targets, dated steps, departments."""

from __future__ import annotations

from datetime import date
from random import Random

from tools.plans import prose, tasks, works
from tools.plans.agencies import series
from tools.plans.amounts import between, count, vi
from tools.plans.facts import assignments, deadline, target
from tools.plans.families.xa_ntm import reporting
from tools.plans.legal import NATIONAL, Law, local, preamble
from tools.plans.model import Plan, Sentence
from tools.plans.setting import Setting, drawn, writer
from tools.plans.times import Due, month_end
from tools.plans.writer import Writer, capital

TOPIC = "Chương trình Mỗi xã một sản phẩm (OCOP)"
LEADS = ("agri", "trade", "science", "tourism", "health", "media", "coop", "invest", "coordination")
OTHERS = ("finance", "land", "farmers", "women", "youth", "front", "districts")


def setting(rng: Random, split: str) -> Setting:
    """A province in 2019-2024."""
    return drawn(rng, split, "tỉnh", (2019, 2024))


def build(s: Setting, family: str, seed: int) -> Plan:
    """The plan."""
    rng = s.rng
    title = rng.choice((
        f"Triển khai thực hiện Chương trình Mỗi xã một sản phẩm (OCOP) tỉnh {s.province} năm {s.year}",
        f"Thực hiện Chương trình “Mỗi xã một sản phẩm” trên địa bàn tỉnh {s.province} năm {s.year}",
        f"Phát triển sản phẩm OCOP năm {s.year}",
    ))  # fmt: skip
    w = writer(s, title, rng.choice(("NN", "KTN", "NNMT")))
    w.open()
    _preamble(w, s)
    prose.purpose(w, s, TOPIC)
    _targets(w, s)
    _steps(w, s)
    _tasks(w, s)
    if rng.random() < 0.5:
        prose.money(w, s)
    _organisation(w, s)
    w.sign()
    if rng.random() < 0.6:
        _annex(w, s)
    return w.plan(family, seed, s.printing)


def _preamble(w: Writer, s: Setting) -> None:
    rng = s.rng
    late = s.issued >= date(2022, 9, 1)
    laws: list[Law] = [NATIONAL["ocop21"]] if late else [NATIONAL["ocop18"], NATIONAL["ocop19"]][: 1 + (s.year > 2019)]
    laws.append(local(rng, "Quyết định", f"UBND tỉnh {s.province}", "/QĐ-UBND", s.issued,
                      "phê duyệt Đề án Chương trình Mỗi xã một sản phẩm trên địa bàn tỉnh", ""))  # fmt: skip
    request = local(rng, "Tờ trình", s.agencies["agri"], "/TTr-SNN", s.issued, "") if rng.random() < 0.6 else None
    preamble(w, s.citer, laws, request, rng.choice((
        f"UBND tỉnh {s.province} ban hành Kế hoạch thực hiện Chương trình OCOP năm {s.year} với những nội dung sau:",
        f"Ủy ban nhân dân tỉnh {s.province} xây dựng Kế hoạch triển khai như sau:",
    )))  # fmt: skip


def _targets(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("MỤC TIÊU", "MỤC TIÊU CỤ THỂ", f"MỤC TIÊU NĂM {s.year}")))
    new = rng.randint(12, 45)
    lines = [_new_products(s, new), _upgraded(s), _five_star(s), _tourism(s), _cooperatives(s), _share(s)]
    for sentence in rng.sample(lines, rng.randint(4, 6)):
        w.bullet(sentence)
    if rng.random() < 0.5 and s.region:
        first, second = rng.sample(sorted(s.region.districts), 2)
        a, b = rng.randint(2, 9), rng.randint(2, 9)
        facts = tuple(target("ocop_products", "sản phẩm được đánh giá, phân hạng", f"huyện {name}", n, "sản phẩm", s.own)
                      for name, n in ((first, a), (second, b)))  # fmt: skip
        w.bullet(Sentence(f"Huyện {first} có {count(a, True)} sản phẩm được đánh giá, phân hạng; huyện {second} có "
                          f"{count(b, True)} sản phẩm.", facts))  # fmt: skip


def _new_products(s: Setting, new: int) -> Sentence:
    rng = s.rng
    if rng.random() < 0.4:
        amount = between(rng, new, new + 5, "sản phẩm")
        fact = target("ocop_products", "sản phẩm OCOP mới được công nhận", s.area, new, "sản phẩm", s.own, comparator="range",
                      high=new + 5, basis="additional")  # fmt: skip
        return Sentence(f"Phát triển mới {amount.text} OCOP đạt từ 3 sao trở lên.", (fact,))
    due = s.times.in_year(s.year)
    total = new + rng.randint(30, 120)
    facts = (
        target(
            "ocop_products",
            "sản phẩm OCOP được công nhận mới",
            s.area,
            new,
            "sản phẩm",
            due,
            comparator="ge",
            basis="additional",
        ),
        target("ocop_products", "tổng số sản phẩm OCOP toàn tỉnh", s.area, total, "sản phẩm", due, basis="cumulative"),
    )
    return Sentence(
        f"{capital(due.text)} công nhận mới ít nhất {new} sản phẩm OCOP, lũy kế toàn tỉnh {total} sản phẩm.", facts
    )


def _upgraded(s: Setting) -> Sentence:
    number = s.rng.randint(3, 9)
    fact = target("ocop_upgraded", "sản phẩm được nâng hạng sao", s.area, number, "sản phẩm", s.own)
    form = s.rng.choice(
        ("Nâng hạng sao cho {n} sản phẩm đã được công nhận.", "Có {n} sản phẩm được nâng hạng từ 3 sao lên 4 sao.")
    )
    return Sentence(form.format(n=count(number, True)), (fact,))


def _five_star(s: Setting) -> Sentence:
    number = s.rng.randint(1, 3)
    fact = target(
        "ocop_five_star", "sản phẩm đạt hạng 5 sao cấp quốc gia", s.area, number, "sản phẩm", s.own, comparator="ge"
    )
    form = s.rng.choice(("Phấn đấu có ít nhất {n} sản phẩm đạt hạng 5 sao cấp quốc gia;",
                         "Đề nghị Trung ương đánh giá, công nhận tối thiểu {n} sản phẩm 5 sao."))  # fmt: skip
    return Sentence(form.format(n=count(number, True)), (fact,))


def _tourism(s: Setting) -> Sentence:
    number = s.rng.randint(1, 4)
    due = s.times.by_year(s.year)
    fact = target(
        "ocop_tourism", "điểm du lịch cộng đồng được công nhận sản phẩm OCOP", s.area, number, "điểm du lịch", due
    )
    return Sentence(
        f"{capital(due.text)}, có {count(number, True)} điểm du lịch cộng đồng được công nhận sản phẩm OCOP.", (fact,)
    )


def _cooperatives(s: Setting) -> Sentence:
    number = s.rng.randint(3, 15)
    fact = target("cooperatives_new", "hợp tác xã tham gia Chương trình thành lập mới", s.area, number, "HTX", s.own,
                  comparator="ge", basis="additional")  # fmt: skip
    return Sentence(
        f"Củng cố các chủ thể hiện có, thành lập mới ít nhất {count(number, True)} HTX tham gia Chương trình.",
        (fact,),
    )


def _share(s: Setting) -> Sentence:
    share, due = s.rng.randrange(60, 100, 5), s.times.by_year(s.year)
    words = s.rng.choice(("chủ thể OCOP được tập huấn kiến thức về kinh doanh", "sản phẩm OCOP được đưa lên sàn thương mại điện tử",
                          "cán bộ làm công tác OCOP cấp xã được bồi dưỡng nghiệp vụ"))  # fmt: skip
    fact = target("other", words, s.area, share, "%", due, comparator="gt" if share < 95 else "eq")
    said = f"trên {vi(share)}%" if share < 95 else f"{vi(share)}%"
    return Sentence(f"{capital(due.text)}: {said} {words}.", (fact,))


def _steps(w: Writer, s: Setting) -> None:
    """The yearly cycle: district and province rounds of appraisal."""
    rng = s.rng
    w.heading(0, rng.choice(("CHU TRÌNH VÀ THỜI GIAN THỰC HIỆN", "TIẾN ĐỘ THỰC HIỆN", "CÁC BƯỚC TRIỂN KHAI")))
    month = min(11, s.issued.month + rng.randint(1, 3))
    plan = (
        ("các chủ thể đăng ký sản phẩm tham gia Chương trình", ("các chủ thể",)),
        ("Hội đồng cấp huyện tổ chức đánh giá, phân hạng sản phẩm", ("Hội đồng cấp huyện",)),
        ("hoàn thiện hồ sơ trình Hội đồng cấp tỉnh", ()),
        ("Hội đồng cấp tỉnh đánh giá, xếp hạng và trình Chủ tịch UBND tỉnh công nhận", ("Hội đồng cấp tỉnh",)),
    )
    for task, who in plan[: rng.randint(2, 4)]:
        month = min(12, month + rng.randint(1, 2))
        due, text = _step(s, month, task)
        facts = (deadline(task, due, who), *assignments(who, "execute", task))
        w.bullet(Sentence(text, facts))


def _step(s: Setting, month: int, task: str) -> tuple[Due, str]:
    year, first, last = s.year, date(s.year, month, 1), month_end(s.year, month)
    forms = (
        (Due(f"Tháng {month}/{year}", "within", first, last, "month"), "{d}: {t}."),
        (Due(f"Tháng {month}", "within", first, last, "month", True), "{d}: {t}."),
        (Due(f"trước ngày 25/{month}/{year}", "before", None, date(year, month, 25), "day"), "{t} {d}."),
        (Due(f"tháng {month}/{year}", "within", first, last, "month", False, True), "dự kiến {d}, {t}."),
        (Due(f"chậm nhất ngày 20/{month}", "by", None, date(year, month, 20), "day", True), "{t} ({d})."),
    )
    due, form = s.rng.choice(forms)
    shown = capital(task) if form.startswith("{t}") else task
    return due, capital(form.format(d=due.text, t=shown))


def _tasks(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("NHIỆM VỤ, GIẢI PHÁP", "NỘI DUNG THỰC HIỆN")))
    groups = rng.sample(
        ("Công tác tuyên truyền, tập huấn", "Phát triển sản phẩm", "Xúc tiến thương mại", "Kiểm tra, giám sát"), 3
    )
    chosen = rng.sample(tasks.PRODUCT, rng.randint(5, 8))
    for index, name in enumerate(groups):
        w.heading(1, name)
        for task in chosen[index::3]:
            others = s.agencies.some(OTHERS, 1, 3)
            due = s.times.finish() if rng.random() < 0.75 else None
            lead = s.agencies[rng.choice(LEADS)]
            if due and rng.random() < 0.2:
                works.separate(w, s, task, lead, others, due)
            else:
                w.bullet(works.led(s, task, lead, others if rng.random() < 0.6 else (), due))
        for line in prose.measures(rng, TOPIC, 1):
            w.bullet(line)


def _organisation(w: Writer, s: Setting) -> None:
    rng = s.rng
    w.heading(0, rng.choice(("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG TRÁCH NHIỆM")))
    for key in ["agri", *rng.sample(LEADS[1:], rng.randint(2, 4)), "districts"]:
        name = s.agencies[key]
        w.heading(1, name + rng.choice(("", ":", ":")))
        for task in rng.sample(tasks.PRODUCT + tasks.GENERAL, rng.randint(1, 2)):
            due = s.times.finish() if rng.random() < 0.4 else None
            others = s.agencies.some(OTHERS[:5], 1, 2) if rng.random() < 0.5 else ()
            w.bullet(works.duty(s, task.format(level="tỉnh"), (name,), others, due))
        if rng.random() < 0.4:
            w.bullet(reporting(s, name, f"UBND tỉnh (qua {s.agencies['agri']})"))
    w.close_body()
    who = rng.choice((("các sở, ban, ngành, đoàn thể tỉnh", "UBND các huyện, thành phố"), ("các đơn vị, địa phương",)))
    task = "triển khai thực hiện nghiêm túc Kế hoạch này"
    w.body(Sentence(f"UBND tỉnh yêu cầu {series(who)} {task}./.", assignments(who, "execute", task)))


def _annex(w: Writer, s: Setting) -> None:
    rng = s.rng
    if s.region is None:
        return
    w.annex("BIỂU TỔNG HỢP", f"Chỉ tiêu phát triển sản phẩm OCOP năm {s.year} của các huyện")
    rows = []
    for position, name in enumerate(sorted(s.region.districts)[:9], 1):
        new, better = rng.randint(1, 8), rng.randint(1, 3)
        facts = (
            target("ocop_products", "sản phẩm mới", f"huyện {name}", new, "sản phẩm", s.own, basis="additional"),
            target("ocop_upgraded", "sản phẩm nâng hạng", f"huyện {name}", better, "sản phẩm", s.own),
        )
        rows.append(((str(position), f"Huyện {name}", str(new), str(better)), facts))
    w.table(("TT", "Đơn vị", "Số sản phẩm mới", "Số sản phẩm nâng hạng"), rows, (0.1, 0.4, 0.25, 0.25))
