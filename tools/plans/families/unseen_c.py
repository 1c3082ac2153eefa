"""Kept for the measure; see tools.plans.unseen."""

from __future__ import annotations

from random import Random

from tools.plans.amounts import vi
from tools.plans.facts import assignments, deadline, progress, target
from tools.plans.legal import Law
from tools.plans.model import Plan, Sentence
from tools.plans.times import Due
from tools.plans.unseen import aims, duties, filler, standing
from tools.plans.unseen.aims import Aim
from tools.plans.unseen.cites import LAWS, Paper, grounds, local
from tools.plans.unseen.duties import Jobs
from tools.plans.unseen.moments import opening
from tools.plans.unseen.respell import respelt
from tools.plans.unseen.scene import Scene, drawn, written
from tools.plans.writer import Writer, capital

_TOPIC = "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"
_RATES = (
    Aim("criteria_per_commune", "up", "bình quân số tiêu chí đạt chuẩn của các xã", 12, 18.6, 0.1, "tiêu chí/xã", "tiêu chí/xã"),
    Aim("income_per_capita", "up", "thu nhập bình quân của cư dân nông thôn", 22, 68, 0.5, "triệu đồng/người/năm", "triệu đồng/người/năm"),
    Aim("poverty_rate", "down", "tỷ lệ hộ nghèo khu vực nông thôn", 1.4, 12, 0.1),
    Aim("clean_water_rate", "up", "tỷ lệ dân số nông thôn sử dụng nước sạch đạt quy chuẩn", 40, 85, who="dân số nông thôn sử dụng nước sạch đạt quy chuẩn"),
    Aim("health_insurance_rate", "up", "tỷ lệ bao phủ bảo hiểm y tế ở nông thôn", 75, 97, 0.5),
    Aim("cooperatives_linked_rate", "up", "tỷ lệ hợp tác xã có liên kết tiêu thụ nông sản", 20, 60, 5),
    Aim("other", "up", "tỷ lệ xã đạt tiêu chí môi trường", 40, 95, 5, who="số xã đạt tiêu chí môi trường"),
    Aim("other", "up", "tỷ lệ cán bộ làm công tác nông thôn mới được bồi dưỡng", 80, 100, 5, who="cán bộ làm công tác nông thôn mới được bồi dưỡng"),
)  # fmt: skip
_COUNTS = (
    Aim("ocop_products", "more", "OCOP", 10, 40, 1, "sản phẩm", "sản phẩm", verb="công nhận mới"),
    Aim("ocop_five_star", "least", "OCOP 5 sao", 1, 3, 1, "sản phẩm", "sản phẩm", verb="có"),
    Aim("ntm_commune_model", "more", "đạt chuẩn nông thôn mới kiểu mẫu", 1, 5, 1, "xã", "xã", verb="có thêm"),
    Aim("cooperatives_new", "more", "trong lĩnh vực nông nghiệp", 8, 30, 1, "hợp tác xã", "hợp tác xã", verb="thành lập mới"),
    Aim("other", "least", "thôn thông minh", 2, 9, 1, "mô hình", "mô hình", verb="xây dựng"),
)  # fmt: skip
_TASKS = (
    ("coordination agri", "thẩm định kế hoạch của các địa phương đăng ký đạt chuẩn"), ("agri", "hướng dẫn xây dựng vùng nguyên liệu gắn với chế biến"),
    ("invest finance", "xây dựng phương án phân bổ vốn đầu tư phát triển"), ("finance", "cân đối, bố trí nguồn vốn sự nghiệp thực hiện Chương trình"),
    ("transport", "xây dựng hướng dẫn quản lý, bảo trì đường giao thông nông thôn"), ("trade", "phát triển hạ tầng thương mại, chợ nông thôn"),
    ("build", "hướng dẫn lập, điều chỉnh quy hoạch chung xây dựng xã"), ("land", "xây dựng mô hình phân loại chất thải tại nguồn"),
    ("culture", "nâng cao chất lượng hoạt động của hệ thống nhà văn hóa"), ("medical", "kiểm tra, công nhận xã đạt tiêu chí quốc gia về y tế"),
    ("school", "rà soát hiện trạng trường lớp ở các xã đăng ký về đích"), ("labour home", "tổng hợp kết quả rà soát hộ nghèo của các địa phương"),
    ("media press", "xây dựng phóng sự tuyên truyền về những cách làm hay"), ("science", "chuyển giao tiến bộ kỹ thuật phục vụ sản xuất nông nghiệp"),
    ("home coordination", "trình Chủ tịch UBND tỉnh khen thưởng các điển hình tiên tiến"), ("statistics", "công bố số liệu thu nhập bình quân của các xã"),
    ("front", "khảo sát, đánh giá sự hài lòng của người dân"), ("women farmers", "nhân rộng mô hình gia đình 5 không, 3 sạch"),
    ("youth", "tổ chức các đội hình thanh niên tình nguyện về nông thôn"), ("districts", "giao chỉ tiêu cụ thể cho từng xã"),
    ("districts", "chỉ đạo các xã hoàn thiện hồ sơ đề nghị thẩm định"), ("*", "thẩm định mức độ đạt chuẩn các tiêu chí thuộc lĩnh vực quản lý"),
    ("*", "ban hành hướng dẫn thực hiện các tiêu chí do ngành phụ trách"),
)  # fmt: skip
_DOERS = (
    "coordination",
    "agri",
    "invest",
    "finance",
    "transport",
    "trade",
    "build",
    "land",
    "culture",
    "medical",
    "school",
    "home",
    "statistics",
)
_HELP = ("agri", "finance", "coordination", "land", "front", "women", "farmers", "districts")


def setting(rng: Random, split: str) -> Scene:
    """A province, for one year or several."""
    if rng.random() < 0.55:
        return drawn(rng, split, "tỉnh", (), ((2017, 2020), (2018, 2020), (2023, 2025), (2019, 2020)))
    return drawn(rng, split, "tỉnh", (2014, 2015, 2019, 2020, 2023, 2024, 2025))


def build(x: Scene, family: str, seed: int) -> Plan:
    """The plan."""
    rng = x.rng
    title = rng.choice((
        f"Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh {x.province} {x.span}", f"Xây dựng nông thôn mới {x.span}",
        f"Triển khai Chương trình xây dựng nông thôn mới trên địa bàn tỉnh {x.province} {x.span}",
    ))  # fmt: skip
    w = written(x, title, rng.choice(("NNTN", "KT", "NL")))
    w.open()
    _grounds(x, w)
    if rng.random() < 0.5:
        filler.purposes(x, w, _TOPIC)
    assert x.region is not None
    order = rng.sample(sorted(x.region.districts), len(x.region.districts))
    if rng.random() < 0.75:
        _state(x, w, order)
    _goals(x, w, order)
    _tasks(x, w)
    if rng.random() < 0.4:
        filler.money(x, w)
    _duties(x, w)
    filler.close(x, w, f"xây dựng nông thôn mới {x.span}", rng.choice((
        ("các sở, ban, ngành", x.bodies["districts"]), ("Thủ trưởng các sở, ngành", "Chủ tịch UBND các huyện, thành phố"),
    )))  # fmt: skip
    w.sign()
    if rng.random() < 0.45:
        _annex(x, w)
    return respelt(w.plan(family, seed, x.printing), rng)


def _grounds(x: Scene, w: Writer) -> None:
    rng = x.rng
    keys = ("ntm09", "ntm10", "xa13") if x.issued.year < 2016 else ("ntm16", "xa16", "huyen16") if x.issued.year < 2022 else (
        "ntm21", "xa21", "huyen21", "nd27", "ocop21")  # fmt: skip
    papers: list[Law | Paper] = [LAWS[key] for key in rng.sample(keys, rng.randint(1, 3)) if LAWS[key].on < x.issued]
    issuer = rng.choice((f"HĐND tỉnh {x.province}", "Hội đồng nhân dân tỉnh"))
    papers.append(
        local(rng, "Nghị quyết", issuer, "/NQ-HĐND", x.issued, f"mục tiêu, nhiệm vụ xây dựng nông thôn mới {x.span}")
    )
    if rng.random() < 0.5:
        papers.append(
            local(
                rng, "Nghị quyết", "Ban Chấp hành Đảng bộ tỉnh", "-NQ/TU", x.issued, "phát triển nông nghiệp, nông thôn"
            )
        )
    request = local(rng, "Tờ trình", x.bodies["agri"], "/TTr-SNN", x.issued, "") if rng.random() < 0.5 else None
    grounds(w, x.cite, papers, rng.choice((
        f"UBND tỉnh {x.province} ban hành Kế hoạch thực hiện Chương trình như sau:", "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:",
    )), request)  # fmt: skip


def _state(x: Scene, w: Writer, order: list[str]) -> None:
    """Districts recognised, and the counts of the others, where districts are judged at all."""
    rng, code = x.rng, standing.district_set(x.issued)
    w.heading(
        0,
        rng.choice(
            (f"KẾT QUẢ ĐẠT ĐƯỢC ĐẾN NĂM {x.first.year - 1}", "THỰC TRẠNG XÂY DỰNG NÔNG THÔN MỚI", "TÌNH HÌNH CHUNG")
        ),
    )
    filler.results(x, w, (("tỷ lệ xã có đường ô tô đến trung tâm", 90, 99), ("tỷ lệ hộ nghèo nông thôn", 5, 15), ("tỷ lệ lao động qua đào tạo", 25, 60)),
                   ("hội nghị sơ kết Chương trình", "hội nghị giao ban vùng về xây dựng nông thôn mới"))  # fmt: skip
    if not code:
        return
    done, others = order[:1], order[1 : 1 + rng.randint(2, 3)]
    w.bullet(standing.recognised(x, "huyện", code, done))
    way = rng.randrange(3)
    if way == 0:
        counts = [rng.randint(3, 8) for _ in others]
        said = "; ".join(f"{name} {count}/9 tiêu chí" for name, count in zip(others, counts, strict=True))
        facts = tuple(
            progress("huyện", name, code, count, 9, x.issued) for name, count in zip(others, counts, strict=True)
        )
        w.bullet(Sentence(f"Kết quả thực hiện tiêu chí cấp huyện của các huyện còn lại: {said}.", facts))
        return
    for name in others:
        count = rng.randint(4, 8)
        if way == 1 or x.last.year == 2025:
            w.bullet(standing.expectation(x, "huyện", code, name, count, 9, x.times.asked(x.year)))
        else:
            fact = progress("huyện", name, code, count, 9, x.issued)
            w.bullet(Sentence(f"Huyện {name}: đã đạt {count}/9 tiêu chí huyện nông thôn mới.", (fact,)))


def _goals(x: Scene, w: Writer, order: list[str]) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("MỤC TIÊU", f"MỤC TIÊU {x.span.upper()}", "CÁC MỤC TIÊU CHỦ YẾU", "MỤC TIÊU, CHỈ TIÊU")))
    heads = rng.random() < 0.6
    if heads:
        w.heading(
            1,
            "Mục tiêu tổng quát:",
            "Xây dựng nông thôn phát triển toàn diện, bền vững, từng bước hiện đại; môi trường xanh, sạch, đẹp.",
        )
        w.heading(1, rng.choice(("Mục tiêu cụ thể", "Mục tiêu cụ thể:", f"Mục tiêu cụ thể đến năm {x.year}")))
    dated = heads and f"đến năm {x.year}" in w.paragraphs[-1].text
    due = Due(f"đến năm {x.year}", "by", None, x.last, "year")
    scene = x.until(due) if dated else x
    total = sum(len(names) for names in (x.region.districts.values() if x.region else ()))
    if x.first.year != x.last.year and rng.random() < 0.75:
        aim = Aim("ntm_commune", "more", "đạt chuẩn nông thôn mới", 1, 9, 1, "xã", "xã", verb="phấn đấu có thêm")
        aims.by_years(x, w, aim, "đạt chuẩn nông thôn mới")
    else:
        w.bullet(_whole(scene, total))
    _district_goal(scene, w, order)
    counts = _COUNTS if x.issued.year > 2018 else _COUNTS[3:4]
    dues = (x.times.asked(x.year), x.times.asked(x.first.year))
    picked = aims.chosen(scene, _RATES, rng.randint(3, 6))
    if x.first.year != x.last.year and rng.random() < 0.5:
        aims.sheet(x, w, picked, range(x.first.year, x.last.year + 1))
        picked = []
    aims.bullets(scene, w, [*picked, *aims.chosen(scene, counts, rng.randint(1, 3))], () if dated else dues)
    if rng.random() < 0.6:
        _shares(x, w, order)


def _whole(x: Scene, total: int) -> Sentence:
    """The number of communes that have arrived, by count and share."""
    rng = x.rng
    reached = rng.randint(total // 3, total - 2)
    words, due = "xã đạt chuẩn nông thôn mới", x.times.asked(x.year)
    if x.stated:
        due = x.stated
    share = round(100 * reached / total, 1)
    rows = (
        target("ntm_commune", words, x.area, reached, "xã", due, of=total),
        target("ntm_commune", words, x.area, share, "%", due),
    )
    head = "" if x.stated else f"{opening(due).text}, "
    text = rng.choice((f"{head}toàn tỉnh có {reached}/{total} xã đạt chuẩn nông thôn mới, chiếm {vi(share)}% số xã.",
                       f"{head}có {reached}/{total} xã (đạt {vi(share)}%) được công nhận đạt chuẩn nông thôn mới."))  # fmt: skip
    return Sentence(capital(text), rows)


def _district_goal(x: Scene, w: Writer, order: list[str]) -> None:
    rng = x.rng
    named = order[-rng.randint(1, 2) :]
    words = "huyện đạt chuẩn nông thôn mới"
    extra = target("ntm_district", words, x.area, len(named), "huyện", x.own, basis="additional", named=named)
    each = target("other", "mô hình khu dân cư kiểu mẫu", x.area, 1, "mô hình/huyện", x.own, comparator="ge")
    low = rng.choice((0.5, 1.0, 1.5))
    yearly = target(
        "criteria_gain_per_commune",
        "bình quân mỗi xã tăng",
        x.area,
        low,
        "tiêu chí/xã",
        x.own,
        comparator="range",
        high=low + 0.5,
        basis="per_year",
    )
    if rng.random() < 0.6:
        w.bullet(Sentence(f"Có thêm {len(named):02} huyện đạt chuẩn nông thôn mới ({', '.join(named)}).", (extra,)))
    if rng.random() < 0.4:
        w.bullet(Sentence("Mỗi huyện xây dựng ít nhất 01 mô hình khu dân cư kiểu mẫu.", (each,)))
    if rng.random() < 0.3:
        w.bullet(Sentence(f"Mỗi năm bình quân mỗi xã tăng thêm {vi(low)} - {vi(low + 0.5)} tiêu chí.", (yearly,)))


def _shares(x: Scene, w: Writer, order: list[str]) -> None:
    """What each district is to add, with its communes by name."""
    rng = x.rng
    assert x.region is not None
    year = rng.choice((x.first.year, x.last.year))
    due = Due(f"năm {year}", "within", x.first.replace(year=year), x.last.replace(year=year), "year")
    w.heading(1, rng.choice((f"Giao chỉ tiêu xã đạt chuẩn nông thôn mới năm {year} cho các huyện:", f"Danh sách các xã phấn đấu đạt chuẩn nông thôn mới năm {year}:",
                             f"Các xã đăng ký đạt chuẩn nông thôn mới trong năm {year} gồm:")))  # fmt: skip
    form = rng.randrange(3)
    for district in order[: rng.randint(3, 5)]:
        free = x.region.districts[district]
        named = sorted(rng.sample(free, rng.randint(1, min(3, len(free)))))
        text = (f"Huyện {district}: {len(named):02} xã ({', '.join(named)}).", f"Huyện {district} {len(named)} xã, gồm: {', '.join(named)}.",
                f"{district}: {len(named):02} xã là {', '.join(named)}.")[form]  # fmt: skip
        fact = target(
            "ntm_commune",
            "xã đạt chuẩn nông thôn mới",
            f"huyện {district}",
            len(named),
            "xã",
            due,
            basis="additional",
            named=named,
        )
        w.bullet(Sentence(text, (fact,)))


def _tasks(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU", "NỘI DUNG THỰC HIỆN", "NHIỆM VỤ TRỌNG TÂM")))
    jobs = Jobs.of(x, _TASKS)
    style = rng.random()
    for _ in range(rng.randint(3, 6)):
        key, what = jobs.take(_DOERS)
        others = x.bodies.some(_HELP, 1, 3, key)
        due = x.times.finish()
        if style < 0.4:
            duties.labelled(x, w, what, (x.bodies[key],), others, due, heading=1)
        elif rng.random() < 0.8:
            w.bullet(*duties.task(x, what, (x.bodies[key],), others if rng.random() < 0.6 else [], due))
        else:
            w.bullet(*duties.task(x, what, (x.bodies[key],), others, None), filler.trap(x))


def _duties(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG NHIỆM VỤ")))
    jobs = Jobs.of(x, _TASKS)
    for key in [*rng.sample(_DOERS, rng.randint(3, 5)), "districts"]:
        name = x.bodies[key]
        whats = jobs.mine(key, rng.randint(1, 2))
        dues = [x.times.finish() if rng.random() < 0.5 else None for _ in whats]
        if rng.random() < 0.4:
            w.heading(1, f"{name}:", duties.chain(x, name, [capital(whats[0]), *whats[1:]], dues))
            continue
        w.heading(1, name + rng.choice(("", ":", " có trách nhiệm:")))
        for what, due in zip(whats, dues, strict=True):
            w.bullet(duties.own(x, what, name, x.bodies.some(_HELP[:6], 1, 2, key), due))
        if rng.random() < 0.5:
            w.bullet(duties.reports(x, name, "UBND tỉnh"))
    if rng.random() < 0.5:
        w.heading(1, rng.choice(("Chế độ báo cáo", "Thông tin, báo cáo:")))
        w.body(duties.reports(x, x.bodies["districts"], f"UBND tỉnh (qua {x.bodies['coordination']})", headed=False))
    if x.first.year != x.last.year and rng.random() < 0.5:
        _reviews(x, w)


def _reviews(x: Scene, w: Writer) -> None:
    """The first and the last review of a plan of several years, in one sentence."""
    lead = x.bodies["coordination"]
    middle = x.first.year + 1
    early = Due(
        f"quý IV/{middle}", "within", x.first.replace(year=middle, month=10), x.last.replace(year=middle), "quarter"
    )
    late = Due(f"trong quý IV/{x.year}", "within", x.first.replace(year=x.year, month=10), x.last, "quarter")
    text = f"{lead} tham mưu UBND tỉnh tổ chức sơ kết vào {early.text} và tổng kết {late.text}."
    facts = (
        deadline("tổ chức sơ kết", early, (lead,)),
        deadline("tổng kết", late, (lead,)),
        *assignments((lead,), "advise", "tổ chức sơ kết và tổng kết"),
    )
    w.body(Sentence(capital(text), facts))


def _annex(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.annex(
        rng.choice(("PHỤ LỤC", "Phụ lục II")),
        rng.choice(("Phân công nhiệm vụ và tiến độ thực hiện", "Danh mục nhiệm vụ cụ thể")),
    )
    jobs, entries = Jobs.of(x, _TASKS), []
    for _ in range(rng.randint(4, 7)):
        key, what = jobs.take(_DOERS)
        entries.append((what, (x.bodies[key],), x.bodies.some(_HELP, 1, 2, key), x.times.label()))
    duties.plan_table(x, w, entries)
