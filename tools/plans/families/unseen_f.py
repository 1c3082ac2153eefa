"""Kept for the measure; see tools.plans.unseen."""

from __future__ import annotations

from random import Random

from tools.plans.amounts import vi
from tools.plans.facts import assignments, deadline, target
from tools.plans.legal import Law
from tools.plans.model import Plan, Sentence
from tools.plans.times import Due
from tools.plans.unseen import aims, duties, filler
from tools.plans.unseen.aims import Aim
from tools.plans.unseen.cites import LAWS, Paper, grounds, local
from tools.plans.unseen.duties import Jobs
from tools.plans.unseen.respell import respelt
from tools.plans.unseen.scene import Scene, drawn, written
from tools.plans.writer import Writer, capital

_TOPIC = "phát triển kinh tế tập thể, hợp tác xã"
_RATES = (
    Aim("cooperatives_effective_rate", "up", "tỷ lệ hợp tác xã xếp loại khá, tốt", 40, 80, 2, who="số hợp tác xã xếp loại khá, tốt"),
    Aim("cooperatives_linked_rate", "up", "tỷ lệ hợp tác xã liên kết với doanh nghiệp theo chuỗi giá trị", 15, 60, 5,
        who="số hợp tác xã liên kết với doanh nghiệp theo chuỗi giá trị"),
    Aim("other", "up", "tỷ lệ cán bộ quản lý hợp tác xã qua đào tạo", 35, 85, 5, who="cán bộ quản lý hợp tác xã qua đào tạo"),
    Aim("other", "up", "thu nhập bình quân của lao động thường xuyên trong hợp tác xã", 30, 95, 5, "triệu đồng/người/năm", "triệu đồng/người/năm"),
    Aim("other", "up", "doanh thu bình quân của một hợp tác xã", 700, 2400, 50, "triệu đồng/năm", "triệu đồng/năm"),
    Aim("other", "down", "tỷ lệ hợp tác xã ngừng hoạt động", 2, 9, 0.5),
    Aim("other", "up", "tỷ lệ hợp tác xã nông nghiệp ứng dụng công nghệ cao", 5, 30, 1),
    Aim("other", "up", "tỷ lệ đóng góp của kinh tế tập thể trong GRDP", 1, 5, 0.1),
)  # fmt: skip
_COUNTS = (
    Aim("cooperatives_new", "more", "", 8, 40, 1, "hợp tác xã", "hợp tác xã", verb="thành lập mới"),
    Aim("other", "more", "", 15, 70, 5, "tổ hợp tác", "tổ hợp tác", verb="thành lập mới"),
    Aim("other", "more", "", 1, 3, 1, "liên hiệp hợp tác xã", "liên hiệp hợp tác xã", verb="thành lập mới"),
    Aim("other", "more", "mới vào các hợp tác xã", 200, 1500, 50, "thành viên", "thành viên", verb="kết nạp thêm"),
    Aim("other", "least", "bồi dưỡng cho cán bộ, thành viên", 4, 20, 1, "lớp", "lớp", verb="mở"),
    Aim("ocop_products", "least", "OCOP của hợp tác xã", 5, 25, 1, "sản phẩm", "sản phẩm", verb="có"),
)  # fmt: skip
_TASKS = (
    ("coop invest", "tuyên truyền, phổ biến Luật Hợp tác xã đến thành viên"), ("coop", "tư vấn, hướng dẫn thủ tục thành lập hợp tác xã"),
    ("invest", "rà soát, xử lý các hợp tác xã đã ngừng hoạt động"), ("agri", "lựa chọn hợp tác xã nông nghiệp để xây dựng mô hình điểm"),
    ("trade", "hỗ trợ các hợp tác xã tham gia hội chợ trong và ngoài tỉnh"), ("science", "hướng dẫn đăng ký nhãn hiệu, truy xuất nguồn gốc"),
    ("finance", "bổ sung vốn điều lệ cho Quỹ hỗ trợ phát triển hợp tác xã"), ("land", "giải quyết thủ tục giao đất, cho thuê đất làm trụ sở, nhà kho"),
    ("labour home", "đào tạo nghề cho lao động làm việc trong hợp tác xã"), ("tax", "hướng dẫn chính sách miễn, giảm thuế thu nhập doanh nghiệp"),
    ("bank policybank", "chỉ đạo các tổ chức tín dụng cho vay phát triển sản xuất"), ("press media", "xây dựng chuyên mục kinh tế tập thể trên sóng phát thanh"),
    ("farmers women", "vận động hội viên tham gia tổ hợp tác"), ("youth", "hỗ trợ thanh niên khởi nghiệp từ mô hình hợp tác xã"),
    ("statistics invest", "tổng hợp, công bố số liệu về kinh tế tập thể"), ("districts", "củng cố phòng chuyên môn theo dõi hợp tác xã"),
    ("districts", "bố trí quỹ đất cho các hợp tác xã thuê"), ("coop", "tổ chức đoàn tham quan, học tập ở tỉnh bạn"),
    ("agri trade", "kết nối tiêu thụ nông sản vào hệ thống siêu thị"), ("home", "khen thưởng các hợp tác xã điển hình tiên tiến"),
    ("*", "ban hành kế hoạch của ngành, địa phương"), ("*", "lồng ghép các nguồn vốn hỗ trợ hợp tác xã"),
)  # fmt: skip
_DOERS = (
    "coop",
    "invest",
    "agri",
    "trade",
    "science",
    "finance",
    "land",
    "labour",
    "tax",
    "bank",
    "statistics",
    "home",
)
_HELP = ("coop", "invest", "agri", "finance", "farmers", "women", "youth", "districts")


def setting(rng: Random, split: str) -> Scene:
    """A province, for one year or several."""
    if rng.random() < 0.5:
        return drawn(rng, split, "tỉnh", (), ((2011, 2015), (2013, 2015), (2016, 2020), (2021, 2025), (2023, 2025)))
    return drawn(rng, split, "tỉnh", (2013, 2014, 2016, 2018, 2019, 2021, 2022, 2024, 2025))


def build(x: Scene, family: str, seed: int) -> Plan:
    """The plan."""
    rng = x.rng
    title = rng.choice((
        f"Phát triển kinh tế tập thể, hợp tác xã {x.span}", f"Phát triển kinh tế tập thể tỉnh {x.province} {x.span}",
        f"Phát triển hợp tác xã trên địa bàn tỉnh {x.province} {x.span}",
    ))  # fmt: skip
    w = written(x, title, rng.choice(("KTTH", "KT", "TH")))
    w.open()
    _grounds(x, w)
    if rng.random() < 0.5:
        filler.purposes(x, w, _TOPIC)
    if rng.random() < 0.7:
        _state(x, w)
    _goals(x, w)
    _tasks(x, w)
    if rng.random() < 0.4:
        filler.money(x, w)
    _duties(x, w)
    filler.close(x, w, f"{_TOPIC} {x.span}", rng.choice((
        ("các sở, ban, ngành", x.bodies["districts"]), (x.bodies["coop"], "các đơn vị có liên quan"), ("Giám đốc các sở, ngành", "Chủ tịch UBND các huyện, thành phố"),
    )))  # fmt: skip
    w.sign()
    if rng.random() < 0.45:
        _annex(x, w)
    return respelt(w.plan(family, seed, x.printing), rng)


def _grounds(x: Scene, w: Writer) -> None:
    rng = x.rng
    keys = [
        key
        for key in ("p13", "p20", "coop12", "coop23", "nd193", "coop14", "coop20", "coop21")
        if LAWS[key].on < x.issued
    ]
    gone = {"p13": 2022, "coop12": 2024, "nd193": 2024, "coop14": 2021}
    keys = [key for key in keys if x.issued.year < gone.get(key, 2100)]
    papers: list[Law | Paper] = [LAWS[key] for key in rng.sample(keys, min(len(keys), rng.randint(1, 3)))]
    if rng.random() < 0.7:
        papers.append(
            local(rng, "Chương trình", f"Tỉnh ủy {x.province}", "-CTr/TU", x.issued, "phát triển kinh tế tập thể")
        )
    if rng.random() < 0.5 or len(papers) == 1:
        papers.append(
            local(
                rng,
                "Công văn",
                "Bộ Kế hoạch và Đầu tư",
                "/BKHĐT-HTX",
                x.issued,
                f"hướng dẫn xây dựng kế hoạch phát triển kinh tế tập thể {x.span}",
                "về việc",
            )
        )
    request = (
        local(rng, "Tờ trình", x.bodies["invest"], "/TTr-SKHĐT", x.issued, "")
        if rng.random() < 0.4 and x.issued.year < 2025
        else None
    )
    grounds(w, x.cite, papers, rng.choice((
        f"UBND tỉnh {x.province} ban hành Kế hoạch {_TOPIC} {x.span} như sau:", f"Ủy ban nhân dân tỉnh {x.province} xây dựng Kế hoạch với những nội dung chủ yếu sau:",
    )), request)  # fmt: skip


def _state(x: Scene, w: Writer) -> None:
    """How many cooperatives there are: figures of the past."""
    rng, year = x.rng, x.first.year - 1
    w.heading(
        0,
        rng.choice(
            (
                f"TÌNH HÌNH KINH TẾ TẬP THỂ NĂM {year}",
                "THỰC TRẠNG PHÁT TRIỂN HỢP TÁC XÃ",
                f"KẾT QUẢ ĐẠT ĐƯỢC ĐẾN NĂM {year}",
            )
        ),
    )
    number = rng.randint(120, 480)
    day = f"ngày 31/12/{year}" if x.issued.year > year else f"hết tháng 10/{year}"
    w.body(*rng.sample((
        f"Đến {day}, toàn tỉnh có {number} hợp tác xã, trong đó {round(number * 0.6)} hợp tác xã nông nghiệp.",
        f"Trong năm {year} đã thành lập mới {rng.randint(5, 30):02} hợp tác xã, giải thể {rng.randint(2, 9):02} hợp tác xã.",
        f"Doanh thu bình quân năm {year} của một hợp tác xã ước đạt {vi(rng.randint(500, 2200))} triệu đồng.",
        filler.past(x, "diễn đàn kinh tế hợp tác của tỉnh"),
    ), rng.randint(2, 4)))  # fmt: skip


def _goals(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("MỤC TIÊU", "MỤC TIÊU PHÁT TRIỂN", f"CÁC CHỈ TIÊU {x.span.upper()}")))
    long = x.first.year != x.last.year
    dated, scene = "", x
    if rng.random() < 0.6:
        w.heading(
            1,
            "Mục tiêu chung:",
            "Phát triển kinh tế tập thể năng động, hiệu quả, bền vững, trở thành thành phần quan trọng của nền kinh tế.",
        )
        dated = rng.choice(("", f" đến năm {x.year}", f" đến hết năm {x.year}")) if long else ""
        w.heading(1, f"Mục tiêu cụ thể{dated}{rng.choice(('', ':'))}")
    if dated:
        scene = x.until(Due(dated.strip(), "by", None, x.last, "year"))
    picked, counts = aims.chosen(scene, _RATES, rng.randint(3, 6)), aims.chosen(scene, _COUNTS, rng.randint(2, 4))
    if long and rng.random() < 0.45:
        aims.by_years(
            x, w, Aim("cooperatives_new", "more", "", 1, 9, 1, "hợp tác xã", "hợp tác xã", verb="thành lập mới"), ""
        )
        counts = [aim for aim in counts if aim.indicator != "cooperatives_new"]
    if rng.random() < 0.5:
        _yearly(x, w, long)
    if rng.random() < 0.35:
        rates = [aim for aim in picked if aim.said in {"%", "triệu đồng/người/năm"}]
        aims.sheet(
            x, w, rates, range(x.first.year, x.last.year + 1) if long and x.last.year - x.first.year < 3 else (x.year,)
        )
        picked = [aim for aim in picked if aim not in rates]
    both = [*counts, *picked] if rng.random() < 0.5 else [*picked, *counts]
    aims.bullets(scene, w, both, () if dated else (x.times.asked(x.year), x.times.asked(x.year)))


def _yearly(x: Scene, w: Writer, long: bool) -> None:
    """A sum with its parts, or an amount for each year."""
    rng = x.rng
    words = "hợp tác xã đang hoạt động"
    whole = rng.randint(180, 600)
    share = rng.choice((55, 60, 65, 70))
    due = x.times.asked(x.year)
    sum_up = target("other", words, x.area, whole, "hợp tác xã", due, basis="cumulative")
    part = target("other", "hợp tác xã nông nghiệp", x.area, round(whole * share / 100), "hợp tác xã", due)
    text = f"Lũy kế {due.text} toàn tỉnh có {whole} hợp tác xã đang hoạt động, trong đó có {round(whole * share / 100)} hợp tác xã nông nghiệp."
    if not long or rng.random() < 0.6:
        w.bullet(Sentence(text, (sum_up, part)))
        return
    low = rng.randint(6, 15)
    each = target(
        "cooperatives_new",
        "thành lập mới",
        x.area,
        low,
        "hợp tác xã",
        x.own,
        comparator="range",
        high=low + 5,
        basis="per_year",
    )
    w.bullet(
        Sentence(
            rng.choice(
                (
                    f"Mỗi năm thành lập mới từ {low} - {low + 5} hợp tác xã.",
                    f"Bình quân mỗi năm thành lập mới {low}-{low + 5} hợp tác xã.",
                )
            ),
            (each,),
        )
    )


def _tasks(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("NHIỆM VỤ VÀ GIẢI PHÁP", "NỘI DUNG, GIẢI PHÁP", "NHIỆM VỤ CHỦ YẾU")))
    jobs = Jobs.of(x, _TASKS)
    style = rng.random()
    for number in range(rng.randint(4, 7)):
        key, what = jobs.take(_DOERS)
        others = x.bodies.some(_HELP, 1, 3, key) if rng.random() < 0.6 else []
        due = x.times.finish() if rng.random() < 0.85 else None
        if due and style < 0.3:
            duties.labelled(x, w, what, (x.bodies[key],), others, due, heading=1)
        elif style < 0.6:
            w.heading(1, *duties.task(x, what, (x.bodies[key],), others, due))
        elif due and rng.random() < 0.15:
            w.bullet(*duties.task(x, what, (), (), due))
        else:
            w.bullet(*duties.task(x, what, (x.bodies[key],), others, due), filler.trap(x) if number == 2 else "")


def _duties(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG THỰC HIỆN")))
    jobs = Jobs.of(x, _TASKS)
    for key in [*rng.sample(_DOERS, rng.randint(3, 5)), "districts"]:
        name = x.bodies[key]
        whats = jobs.mine(key, rng.randint(1, 2))
        dues = [x.times.finish() if rng.random() < 0.5 else None for _ in whats]
        if rng.random() < 0.3:
            w.heading(1, f"{name}:", duties.chain(x, name, [capital(whats[0]), *whats[1:]], dues))
            continue
        w.heading(1, name + rng.choice(("", ":")))
        for what, due in zip(whats, dues, strict=True):
            w.bullet(duties.own(x, what, name, x.bodies.some(_HELP[:7], 1, 2, key), due))
        if rng.random() < 0.4:
            w.bullet(duties.reports(x, name, f"UBND tỉnh (qua {x.bodies['invest']})"))
    if rng.random() < 0.5:
        _standing_body(x, w)


def _standing_body(x: Scene, w: Writer) -> None:
    """The body that keeps watch over the plan: a lead, and its report."""
    what, often = "theo dõi, đôn đốc việc thực hiện Kế hoạch", x.times.often()
    name, then = x.bodies["invest"], "tổng hợp báo cáo UBND tỉnh"
    joined = " và ".join(due.text for due in often)
    first = Sentence(f"Giao {name} là cơ quan thường trực, chủ trì {what}.", assignments((name,), "lead", what))
    second = Sentence(f"{capital(joined)} {then}.", tuple(deadline(then, due, (name,)) for due in often))
    w.body(first, second)


def _annex(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.annex(
        rng.choice(("PHỤ LỤC", "PHỤ LỤC SỐ 01")),
        rng.choice(("Phân công nhiệm vụ thực hiện Kế hoạch", "Các nhiệm vụ trọng tâm và tiến độ thực hiện")),
    )
    jobs, entries = Jobs.of(x, _TASKS), []
    for _ in range(rng.randint(4, 7)):
        key, what = jobs.take(_DOERS)
        entries.append((what, (x.bodies[key],), x.bodies.some(_HELP, 1, 2, key), x.times.label()))
    duties.plan_table(x, w, entries)
