"""Annexes that list works with agencies and times."""

from __future__ import annotations

from tools.annexes.model import Annex, Cell, Row, row
from tools.annexes.parts import attached, labelled
from tools.annexes.values import INDEX_WORDS
from tools.plans import tasks
from tools.plans.facts import assignments, deadline
from tools.plans.setting import Setting
from tools.plans.writer import ROMANS, capital

TASK_WORDS = ("Nội dung công việc", "Nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung thực hiện", "Tên nhiệm vụ")
TITLES = ("Biểu phân công nhiệm vụ và tiến độ thực hiện", "Danh mục nhiệm vụ triển khai Kế hoạch")
KEYS = ("agri", "finance", "works", "land", "culture", "school", "home", "justice", "coordination", "media")


def schedule(s: Setting) -> Annex:
    """Works, who leads, who helps, until when; in groups, a lead or a time that several rows share."""
    rng = s.rng
    works = rng.sample(tasks.RURAL + tasks.DIGITAL, rng.randint(6, 14))
    done_by = rng.choice((("Cơ quan chủ trì", "lead"), ("Đơn vị chủ trì", "lead"), ("Chủ trì", "lead"),
                          ("Đơn vị thực hiện", "execute"), ("Cơ quan thực hiện", "execute")))  # fmt: skip
    with_product, grouped, merged = rng.random() < 0.4, rng.random() < 0.5, rng.random() < 0.4
    body: list[Row] = []
    lead, shared = "", 0
    for at, wanted in enumerate(works, 1):
        if grouped and at in (1, len(works) // 2):
            group = rng.choice(("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "Nhóm nhiệm vụ về hạ tầng", "Nhiệm vụ trọng tâm"))
            body.append(Row((Cell(ROMANS[0 if at == 1 else 1]), Cell(group, 4 + with_product, align="left")), (), "b"))
            shared = 0
        task = wanted.format(level=s.level)
        new = not shared
        if new:
            lead = s.agencies[rng.choice(KEYS)]
            until = len(works) // 2 - at if grouped and at < len(works) // 2 else len(works) + 1 - at
            shared = min(rng.choice((1, 1, 2, 3)), until) if merged else 1
        due = s.times.any() if rng.random() < 0.85 else s.times.recurring()
        taken = {name for key in KEYS for name in s.agencies.table[key] if lead in s.agencies.table[key]}
        others = [each for each in s.agencies.some([*KEYS, "communes"], 1, 2) if each not in taken]
        facts = (deadline(task, due, (lead,), others), *assignments((lead,), done_by[1], task),
                 *assignments(others, "coordinate", task))  # fmt: skip
        cells = [Cell(str(at)), Cell(capital(task), align="left")]
        cells += [Cell(lead, rows=shared, align="left")] if new else []
        cells += [Cell(", ".join(others), align="left"), Cell(capital(due.text), align="left")]
        cells += [Cell(rng.choice(("Kế hoạch", "Báo cáo", "Hồ sơ", "Văn bản")))] if with_product else []
        body.append(Row(tuple(cells), facts))
        shared -= 1
    heads = [rng.choice(INDEX_WORDS), rng.choice(TASK_WORDS),
             done_by[0], rng.choice(("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp")),
             rng.choice(("Thời gian hoàn thành", "Thời gian thực hiện", "Tiến độ hoàn thành", "Thời hạn"))]  # fmt: skip
    heads += [rng.choice(("Sản phẩm", "Kết quả/sản phẩm"))] if with_product else []
    widths = (0.07, 0.33, 0.2, 0.22, 0.18) if not with_product else (0.06, 0.3, 0.18, 0.2, 0.15, 0.11)
    return Annex(
        labelled(rng), (rng.choice(TITLES), attached(s)),
        (row(*heads, left=(), emphasis="b"),), tuple(body), widths, landscape=rng.random() < 0.5,
    )  # fmt: skip
