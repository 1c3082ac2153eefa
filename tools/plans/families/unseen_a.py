"""Kept for the measure; see tools.plans.unseen."""

from __future__ import annotations

from random import Random

from tools.plans.facts import deadline, progress, target
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

_TOPIC = "xây dựng nông thôn mới"
_RATES = (
    Aim("income_per_capita", "up", "thu nhập bình quân đầu người", 16, 65, 0.5, "triệu đồng/người/năm", "triệu đồng/người/năm"),
    Aim("poverty_rate", "down", "tỷ lệ hộ nghèo", 0.9, 12, 0.1),
    Aim("health_insurance_rate", "up", "tỷ lệ người dân có thẻ bảo hiểm y tế", 65, 97, 0.5, who="người dân có thẻ bảo hiểm y tế"),
    Aim("clean_water_rate", "up", "tỷ lệ hộ sử dụng nước sạch", 30, 85, who="hộ gia đình sử dụng nước sạch"),
    Aim("other", "up", "tỷ lệ hộ có nhà tiêu hợp vệ sinh", 60, 98, who="hộ gia đình có nhà tiêu hợp vệ sinh"),
    Aim("other", "up", "tỷ lệ lao động qua đào tạo", 25, 70, who="lao động trong độ tuổi được đào tạo"),
    Aim("other", "up", "tỷ lệ thôn đạt tiêu chuẩn thôn văn hóa", 60, 100, 5, who="số thôn đạt tiêu chuẩn thôn văn hóa"),
    Aim("other", "up", "tỷ lệ rác thải sinh hoạt được thu gom", 50, 95, who="lượng rác thải sinh hoạt được thu gom"),
    Aim("other", "up", "tỷ lệ đường trục thôn được cứng hóa", 50, 100, 5),
    Aim("other", "down", "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng", 6, 16, 0.5),
    Aim("other", "up", "tỷ lệ học sinh tốt nghiệp trung học cơ sở tiếp tục học lên", 80, 99, who="học sinh tốt nghiệp trung học cơ sở tiếp tục học lên"),
)  # fmt: skip
_COUNTS = (
    Aim("cooperatives_new", "more", "dịch vụ nông nghiệp", 1, 2, 1, "HTX", "HTX", verb="thành lập mới"),
    Aim("other", "more", "sản xuất có hiệu quả kinh tế cao", 1, 4, 1, "mô hình", "mô hình", verb="xây dựng thêm"),
    Aim("other", "least", "tự quản về môi trường", 2, 6, 1, "đoạn đường", "đoạn đường", verb="duy trì"),
    Aim("ntm_hamlet_model", "least", "đạt chuẩn nông thôn mới kiểu mẫu", 1, 3, 1, "thôn", "thôn", verb="có"),
)  # fmt: skip
_WORK = (
    "bê tông hóa {k} km đường trục thôn", "nạo vét, kiên cố hóa {k} km kênh mương", "xây mới {n} phòng học trường mầm non",
    "sửa chữa {n} nhà văn hóa thôn", "nâng cấp {k} km đường giao thông nội đồng", "lắp đặt {n} bộ đèn chiếu sáng công cộng",
    "xây dựng {n} bể chứa vỏ bao bì thuốc bảo vệ thực vật", "cải tạo sân thể thao trung tâm xã", "xây dựng tường rào trạm y tế",
    "làm mới {n} cống qua đường",
)  # fmt: skip
_TASKS = (
    ("hamlets front", "vận động các hộ dân hiến đất mở rộng đường làng"), ("land", "rà soát, hoàn chỉnh đồ án quy hoạch xã"),
    ("hamlets farmers women", "cải tạo vườn tạp, di dời chuồng trại ra xa nhà ở"), ("farmers land women", "hướng dẫn các hộ làm thủ tục vay vốn phát triển chăn nuôi"),
    ("office board", "tổ chức học tập kinh nghiệm tại các xã bạn"), ("social front hamlets", "đăng ký danh hiệu gia đình văn hóa, thôn văn hóa"),
    ("social land hamlets", "lập danh sách các hộ có nhà ở xuống cấp cần hỗ trợ"), ("farmers land", "mở lớp chuyển giao kỹ thuật trồng trọt cho nông dân"),
    ("youth women hamlets", "phát động phong trào làm sạch đường làng vào ngày nghỉ cuối tuần"), ("finance board", "kê khai, lập hồ sơ công trình đề nghị hỗ trợ xi măng"),
    ("finance board hamlets", "niêm yết công khai các khoản đóng góp của nhân dân"), ("police", "củng cố tổ hòa giải và tổ an ninh nhân dân ở các thôn"),
    ("office land", "chỉnh lý sổ sách theo dõi từng tiêu chí"), ("*", "tập hợp tài liệu, hình ảnh làm hồ sơ minh chứng"),
    ("finance", "thẩm tra hồ sơ thanh toán khối lượng công trình"), ("social office", "phát thanh các gương điển hình trong xây dựng nông thôn mới"),
    ("police", "xây dựng mô hình tự quản về an ninh trật tự tại các thôn"), ("health social", "lập sổ theo dõi sức khỏe cho người cao tuổi"),
    ("health hamlets", "vận động người dân mua thẻ bảo hiểm y tế tự nguyện"), ("front women", "giám sát việc huy động sức dân xây dựng công trình công cộng"),
    ("*", "tuyên truyền mục đích, ý nghĩa của chương trình trong các buổi sinh hoạt"), ("*", "kiểm điểm kết quả thực hiện các nội dung được phân công"),
)  # fmt: skip
_DOERS = ("land", "finance", "social", "office", "board", "health", "police")
_HELP = ("front", "farmers", "women", "youth", "veterans", "hamlets")


def setting(rng: Random, split: str) -> Scene:
    """A commune in a year before or after the reform of the criteria."""
    return drawn(rng, split, "xã", (2012, 2013, 2014, 2015, 2018, 2019, 2020, 2023, 2024))


def build(x: Scene, family: str, seed: int) -> Plan:
    """The plan."""
    rng = x.rng
    title = rng.choice((
        f"Xây dựng nông thôn mới năm {x.year}", f"Thực hiện các tiêu chí nông thôn mới xã {x.commune} năm {x.year}",
        f"Phát triển kinh tế - xã hội gắn với xây dựng nông thôn mới năm {x.year}",
        f"Triển khai thực hiện nhiệm vụ xây dựng nông thôn mới trên địa bàn xã năm {x.year}",
    ))  # fmt: skip
    w = written(x, title, rng.choice(("NTM", "ĐCNN", "")))
    w.open()
    _grounds(x, w)
    parts = [_state, _goals, _jobs]
    if rng.random() < 0.6:
        filler.purposes(x, w, _TOPIC)
    if rng.random() < 0.25:
        parts = [_goals, _state, _jobs]
    for part in parts:
        part(x, w)
    if rng.random() < 0.5:
        filler.money(x, w)
    _duties(x, w)
    filler.close(x, w, f"xây dựng nông thôn mới năm {x.year}", rng.choice((
        ("các ban, ngành, đoàn thể xã", "các thôn"), ("cán bộ, công chức xã", "Trưởng các thôn"), ("các tổ chức đoàn thể", "Ban nhân dân các thôn"),
    )))  # fmt: skip
    w.sign()
    if rng.random() < 0.4:
        _annex(x, w)
    return respelt(w.plan(family, seed, x.printing), rng)


def _grounds(x: Scene, w: Writer) -> None:
    rng = x.rng
    assert x.district is not None
    keys = (
        ("ntm09", "ntm10", "xa13", "p26")
        if x.issued.year < 2016
        else ("ntm16", "xa16")
        if x.issued.year < 2022
        else ("ntm21", "xa21")
    )
    known = [LAWS[key] for key in keys if LAWS[key].on < x.issued]
    papers: list[Law | Paper] = [*rng.sample(known, rng.randint(1, 2))]
    papers.append(local(rng, "Quyết định", f"UBND tỉnh {x.province}", "/QĐ-UBND", x.issued,
                        "giao chỉ tiêu kế hoạch xây dựng nông thôn mới", "về việc"))  # fmt: skip
    papers.append(
        local(
            rng,
            "Kế hoạch",
            f"UBND huyện {x.district.name}",
            "/KH-UBND",
            x.issued,
            f"xây dựng nông thôn mới năm {x.year}",
        )
    )
    if rng.random() < 0.6:
        papers.append(local(rng, "Nghị quyết", rng.choice(("HĐND xã", f"Hội đồng nhân dân xã {x.commune}")), "/NQ-HĐND", x.issued,
                            f"nhiệm vụ phát triển kinh tế - xã hội năm {x.year}"))  # fmt: skip
    request = (
        Paper("Tờ trình", f"{rng.randint(2, 30):02}/TTr-BQL", None, "Ban Quản lý xã", "")
        if rng.random() < 0.2
        else None
    )
    grounds(w, x.cite, papers, rng.choice((
        f"UBND xã {x.commune} xây dựng kế hoạch thực hiện như sau:", f"Ủy ban nhân dân xã lập Kế hoạch xây dựng nông thôn mới năm {x.year} với nội dung sau:",
    )), request)  # fmt: skip


def _state(x: Scene, w: Writer) -> None:
    rng, code = x.rng, standing.commune_set(x.issued)
    missing = standing.lacking(x, code, 2, 6)
    words, on = standing.as_of(x)
    w.heading(0, rng.choice((f"KẾT QUẢ THỰC HIỆN NĂM {x.first.year - 1}", "HIỆN TRẠNG XÂY DỰNG NÔNG THÔN MỚI", "TÌNH HÌNH THỰC HIỆN CÁC TIÊU CHÍ",
                             "ĐÁNH GIÁ THỰC TRẠNG")))  # fmt: skip
    if rng.random() < 0.6:
        filler.results(x, w, (("tỷ lệ hộ nghèo", 5, 14), ("tỷ lệ hộ dùng điện", 92, 99), ("tỷ lệ gia đình văn hóa", 70, 90)),
                       ("hội nghị tổng kết phong trào xây dựng nông thôn mới", "đợt phát động thi đua chung sức xây dựng nông thôn mới"))  # fmt: skip
    way = rng.randrange(6)
    if way == 0:
        standing.verdicts(x, w, code, x.commune, missing, on)
    elif way == 1:
        met = 19 - len(missing)
        text = rng.choice(
            (
                f"{words}, xã đạt {met}/19 tiêu chí, chi tiết theo biểu sau:",
                f"{words}, xã {x.commune} đã đạt {met}/19 tiêu chí, cụ thể:",
            )
        )
        w.body(Sentence(text, (progress("xã", x.commune, code, met, 19, on),)))
        standing.ledger(x, w, code, x.commune, missing, on)
    elif way == 2:
        standing.by_name(x, w, code, x.commune, missing, on, words)
    elif way == 3:
        standing.by_group(x, w, code, x.commune, missing, on, words)
    elif way == 4:
        w.body(standing.brief(x, code, x.commune, missing, on, words), filler.trap(x))
    else:
        met = 19 - len(missing)
        w.heading(1, Sentence(f"{words} xã đã đạt {met}/19 tiêu chí:", (progress("xã", x.commune, code, met, 19, on),)))
        standing.verdicts(x, w, code, x.commune, missing, on)


def _goals(x: Scene, w: Writer) -> None:
    rng = x.rng
    dated = rng.random() < 0.3
    w.heading(
        0,
        rng.choice(
            (f"MỤC TIÊU, NHIỆM VỤ NĂM {x.year}", "MỤC TIÊU PHẤN ĐẤU", "CÁC CHỈ TIÊU CHỦ YẾU", "MỤC TIÊU CỤ THỂ")
        ),
    )
    due = Due(f"năm {x.year}", "within", x.first, x.last, "year")
    if dated:
        w.body(f"Phấn đấu thực hiện các chỉ tiêu trong năm {x.year} như sau:")
    scene = x.until(due) if dated else x
    number = rng.randint(1, 3)
    said, comparator = rng.choice(((f"{number:02}", "eq"), (f"ít nhất {number:02}", "ge"), (f"thêm {number:02}", "eq")))
    fact = target("criteria_met", "tiêu chí hoàn thành", x.area, number, "tiêu chí", scene.own, comparator=comparator,
                  basis="additional")  # fmt: skip
    text = {"eq": f"Hoàn thành {said} tiêu chí trong số các tiêu chí chưa đạt." if "thêm" not in said else f"Hoàn thành {said} tiêu chí so với năm {x.year - 1}.",
            "ge": f"Phấn đấu hoàn thành thêm {said} tiêu chí."}[comparator]  # fmt: skip
    w.bullet(Sentence(text, (fact,)))
    picked = aims.chosen(scene, _RATES, rng.randint(3, 7))
    counts = aims.chosen(scene, _COUNTS if x.issued.year > 2017 else _COUNTS[:3], rng.randint(1, 2))
    if rng.random() < 0.25:
        aims.sheet(x, w, picked, (x.year,))
        aims.bullets(scene, w, counts)
    else:
        aims.bullets(scene, w, [*picked, *counts], (x.times.asked(x.year), x.times.year_end(x.year)))


def _work(x: Scene) -> str:
    return x.rng.choice(_WORK).format(
        k=f"{x.rng.randint(3, 48) / 10:g}".replace(".", ","), n=f"{x.rng.randint(2, 9):02}"
    )


def _jobs(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(
        0,
        rng.choice(
            ("NHIỆM VỤ, GIẢI PHÁP", "NỘI DUNG KẾ HOẠCH", "CÁC NHIỆM VỤ CỤ THỂ", "NỘI DUNG VÀ TIẾN ĐỘ THỰC HIỆN")
        ),
    )
    names = rng.sample(
        ("Về hạ tầng kinh tế - xã hội", "Về phát triển sản xuất", "Về văn hóa, môi trường", "Về hệ thống chính trị"),
        rng.randint(2, 3),
    )
    jobs = Jobs.of(x, _TASKS)
    for name in names:
        w.heading(1, name + rng.choice(("", ":", ".")))
        for _ in range(rng.randint(2, 3)):
            _job(x, w, jobs, hard="hạ tầng" in name)
    if rng.random() < 0.5:
        _calendar(x, w, jobs)
    w.body(filler.trap(x))


def _job(x: Scene, w: Writer, jobs: Jobs, hard: bool) -> None:
    rng = x.rng
    if hard and rng.random() < 0.7:
        hamlet = rng.choice(("thôn Đông", "thôn Trung Tâm", "thôn Tân Lập", "thôn Hòa Bình"))
        work, limit = _work(x), x.times.finish()
        text = rng.choice((f"{capital(work)} tại {hamlet}, hoàn thành {limit.text}.", f"Tại {hamlet}: {work} ({limit.text}).",
                           f"{opening(limit).text} {work} ở {hamlet}."))  # fmt: skip
        w.bullet(Sentence(text, (deadline(work, limit, (), (), hamlet.removeprefix("thôn ")),)))
        return
    key, what = jobs.take(_DOERS)
    others = x.bodies.some(_HELP, 1, 2, key) if rng.random() < 0.5 else []
    due = x.times.finish() if rng.random() < 0.75 else None
    if due and rng.random() < 0.15:
        duties.labelled(x, w, what, (capital(x.bodies[key]),), others, due)
    elif due and rng.random() < 0.2:
        w.bullet(*duties.task(x, what, (), (), due))
    else:
        w.bullet(*duties.task(x, what, (x.bodies[key],), others, due))


def _calendar(x: Scene, w: Writer, jobs: Jobs) -> None:
    """Quarters or months as headings or as heads of bullets."""
    rng = x.rng
    w.heading(1, rng.choice(("Tiến độ thực hiện", "Lịch trình thực hiện trong năm:", "Phân kỳ thực hiện:")))
    dues = sorted((x.times.quarter("within") for _ in range(2)), key=lambda due: due.end or x.last)
    if dues[0].end == dues[1].end:
        dues.pop()
    for due in dues:
        head = opening(due)
        mine = [jobs.take(_DOERS)[1] for _ in range(rng.randint(1, 2))]
        facts = tuple(deadline(what, head) for what in mine)
        if rng.random() < 0.5:
            w.bullet(Sentence(f"{head.text}: {'; '.join(mine)}.", facts))
            continue
        w.bullet(f"{head.text}:")
        for what, fact in zip(mine, facts, strict=True):
            w.bullet(Sentence(capital(what) + ".", (fact,)), depth=1)


def _duties(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.heading(0, rng.choice(("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG TRÁCH NHIỆM", "PHÂN CÔNG THỰC HIỆN")))
    jobs = Jobs.of(x, _TASKS)
    for key in rng.sample(
        ("land", "finance", "social", "police", "front", "farmers", "women", "hamlets"), rng.randint(3, 5)
    ):
        name = capital(x.bodies[key])
        if rng.random() < 0.35:
            whats = jobs.mine(key, rng.randint(1, 3))
            dues = [x.times.finish() if rng.random() < 0.4 else None for _ in whats]
            w.heading(1, f"{name}:", duties.chain(x, name, [capital(whats[0]), *whats[1:]], dues))
            continue
        w.heading(1, name + rng.choice(("", ":")))
        for what in jobs.mine(key, rng.randint(1, 2)):
            due = x.times.finish() if rng.random() < 0.45 else None
            w.bullet(duties.own(x, what, name, x.bodies.some(_HELP[:4], 1, 2, key), due))
        if rng.random() < 0.4:
            w.bullet(duties.reports(x, name, "Ban Quản lý xã"))


def _annex(x: Scene, w: Writer) -> None:
    rng = x.rng
    w.annex(
        rng.choice(("PHỤ LỤC", "BIỂU CHI TIẾT")),
        rng.choice(("Danh mục công việc và phân công thực hiện", "Tiến độ thực hiện các nội dung của Kế hoạch")),
    )
    entries = []
    jobs = Jobs.of(x, _TASKS)
    for _ in range(rng.randint(3, 6)):
        key, what = jobs.take(_DOERS)
        entries.append((what, (x.bodies[key],), x.bodies.some(_HELP[:5], 1, 2, key), x.times.label()))
    duties.plan_table(x, w, entries)
