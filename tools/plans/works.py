"""Ways to say who does what until when (the seen families' wording)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.plans.agencies import series
from tools.plans.facts import assignments, deadline
from tools.plans.model import Sentence
from tools.plans.setting import Setting
from tools.plans.times import Due
from tools.plans.writer import Writer, capital

_Forms = tuple[tuple[str, str], ...]

# {a} lead, {b} others, {t} task, {w} time, {up} the body advised
_LED: _Forms = (
    ("{a} chủ trì, phối hợp với {b} {t}, hoàn thành {w}.", "lead"),
    ("{a} chủ trì, phối hợp với {b} {t}; thời gian hoàn thành {w}.", "lead"),
    ("Giao {a} chủ trì, phối hợp với {b} {t}, xong {w}.", "lead"),
    ("{T}. Giao {a} chủ trì, phối hợp với {b} thực hiện, hoàn thành {w}.", "lead"),
    ("{W}, {a} chủ trì, phối hợp với {b} {t}.", "lead"),
    ("{T} ({a} chủ trì, {b} phối hợp, hoàn thành {w}).", "lead"),
)
_ALONE: _Forms = (
    ("{a} {t}, hoàn thành {w}.", "execute"),
    ("Giao {a} {t} xong {w}.", "execute"),
    ("{T} ({a} thực hiện, hoàn thành {w}).", "execute"),
    ("{a} chủ trì {t}, hoàn thành {w}.", "lead"),
    ("{W}, {a} {t}.", "execute"),
    ("{a} tham mưu {up} {t}, hoàn thành {w}.", "advise"),
    ("{a} có trách nhiệm {t}, chậm trễ phải chịu trách nhiệm trước Chủ tịch {up}; thời gian xong {w}.", "execute"),
    ("Yêu cầu {a} {t} {w}.", "execute"),
)
_UNDATED: _Forms = (
    ("{a} chủ trì, phối hợp với {b} {t}.", "lead"),
    ("{a} {t}.", "execute"),
    ("Đề nghị {a} {t}.", "execute"),
    ("{a} tham mưu {up} {t}.", "advise"),
)
_BULLETS: _Forms = (
    ("{T}, hoàn thành {w}.", "execute"),
    ("{T} xong {w}.", "execute"),
    ("Chủ trì {t}, hoàn thành {w}.", "lead"),
    ("Chủ trì, phối hợp với {b} {t}, hoàn thành {w}.", "lead"),
    ("Tham mưu {up} {t}, xong {w}.", "advise"),
    ("{W} {t}.", "execute"),
)
_PLAIN_BULLETS: _Forms = (
    ("{T}.", "execute"),
    ("Chủ trì {t}.", "lead"),
    ("Chủ trì, phối hợp với {b} {t}.", "lead"),
    ("Tham mưu {up} {t}.", "advise"),
    ("Phối hợp với {b} {t}.", "coordinate"),
)


def led(s: Setting, task: str, lead: str, others: Sequence[str], due: Due | None) -> Sentence:
    """A task of a lead agency with others (or alone), dated or not."""
    rng = s.rng
    pool = _UNDATED if due is None else _LED if others else _ALONE
    if not others:
        pool = tuple(form for form in pool if "{b}" not in form[0])
    return phrase(s, rng.choice(pool), task, (lead,), others, due)


def phrase(
    s: Setting, form: tuple[str, str], task: str, leads: Sequence[str], others: Sequence[str], due: Due | None
) -> Sentence:
    """The sentence of a form and its rows; a heading may name the lead instead of the sentence."""
    template, role = form
    text = template.format(
        a=series(leads), b=series(others), t=task, T=capital(task), up=s.body,
        w=due.text if due else "", W=capital(due.text) if due else "",
    )  # fmt: skip
    shown = others if "{b}" in template else ()
    facts = assignments(leads, role, task)
    if role != "coordinate":
        facts += assignments(shown, "coordinate", task)
    if due is not None:
        facts = (deadline(task, due, leads, shown), *facts)
    return Sentence(capital(text), facts)


def duty(s: Setting, task: str, agency: Sequence[str], others: Sequence[str], due: Due | None) -> Sentence:
    """A bullet under a heading that names the agency."""
    pool = _BULLETS if due else _PLAIN_BULLETS
    if not others:
        pool = tuple(form for form in pool if "{b}" not in form[0])
    if due is not None and not due.text.startswith(
        ("trước", "trong", "chậm", "đến", "muộn", "từ", "hằng", "hàng", "định")
    ):
        pool = tuple(form for form in pool if "{W}" not in form[0])
    return phrase(s, s.rng.choice(pool), task, agency, others, due)


def separate(w: Writer, s: Setting, task: str, lead: str, others: Sequence[str], due: Due, depth: int = 1) -> None:
    """A task, then its time and its agencies as bullets (or sentences) of their own."""
    rng = s.rng
    time = Sentence(rng.choice(("Thời gian thực hiện: {}.", "Thời gian hoàn thành: {}.", "Thời gian: {}.")).format(
        capital(due.text) if rng.random() < 0.6 else due.text), (deadline(task, due, (lead,), others),))  # fmt: skip
    first = rng.choice(("Cơ quan chủ trì: {}.", "Đơn vị chủ trì: {}.", "Chủ trì: {}."))
    who = [Sentence(first.format(lead), assignments((lead,), "lead", task))]
    if others:
        second = rng.choice(("Cơ quan phối hợp: {}.", "Đơn vị phối hợp: {}.", "Phối hợp: {}."))
        who.append(Sentence(second.format(", ".join(others)), assignments(others, "coordinate", task)))
    parts = [*who, time] if rng.random() < 0.5 else [time, *who]
    if rng.random() < 0.4:
        w.bullet(f"{capital(task)}.", *parts)
        return
    w.bullet(f"{capital(task)}:")
    for part in parts:
        w.bullet(part, depth=depth)


def calendar(w: Writer, s: Setting, tasks: Iterable[tuple[str, ...]], agency: str, dues: Iterable[Due]) -> None:
    """A schedule: `Quý I: …; ….`; the agency comes from the heading."""
    rng = s.rng
    mark = rng.choice((":", ":", "."))
    for group, due in zip(tasks, dues, strict=False):
        head = due.headed(inferred=False)
        joined = "; ".join([capital(group[0]) if mark == "." else group[0], *group[1:]])
        facts = tuple(deadline(task, head, (agency,) if agency else ()) for task in group)
        if agency:
            facts += tuple(f for task in group for f in assignments((agency,), "execute", task))
        w.bullet(Sentence(f"{head.text}{mark} {joined}.", facts))


def schedule_table(w: Writer, s: Setting, rows: Sequence[tuple[str, str, Sequence[str], Due]]) -> None:
    """The annex of tasks: number, task, lead, others, time."""
    heads = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
    if s.rng.random() < 0.4:
        heads = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
    lines = []
    for number, (task, lead, others, due) in enumerate(rows, 1):
        cell = capital(due.text)
        facts = (deadline(task, due, (lead,), others), *assignments((lead,), "lead", task),
                 *assignments(others, "coordinate", task))  # fmt: skip
        lines.append(((str(number), capital(task), capital(lead), ", ".join(others), cell), facts))
    w.table(heads, lines, (0.07, 0.36, 0.2, 0.2, 0.17))
