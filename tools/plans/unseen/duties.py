"""Who does what until when, in the words of the families kept for the measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.plans.facts import assignments, deadline
from tools.plans.model import Fact, Sentence
from tools.plans.times import Due
from tools.plans.unseen.bodies import together
from tools.plans.unseen.moments import opening
from tools.plans.unseen.scene import Scene
from tools.plans.writer import Writer, capital

Forms = tuple[tuple[str, str], ...]

# {a} who leads, {b} who helps, {t} the task, {w} its time, {up} the body advised; a large letter: at the head
_LED: Forms = (
    ("{A} chủ trì phối hợp với {b} {t}; thời gian thực hiện: {w}.", "lead"),
    ("Giao {a} chủ trì, phối hợp cùng {b} {t}; hoàn thành {f}.", "lead"),
    ("{T}; cơ quan chủ trì: {a}; cơ quan phối hợp: {b}; thời hạn: {w}.", "lead"),
    ("{T} (chủ trì: {a}; phối hợp: {b}; thời gian: {w}).", "lead"),
    ("{W} {a} chủ trì, {b} phối hợp {t}.", "lead"),
    ("{A} là cơ quan chủ trì, phối hợp với {b} {t}, xong {f}.", "lead"),
    ("Phân công {a} chủ trì, {b} phối hợp {t}, hoàn thành {f}.", "lead"),
    ("{T} - {a} chủ trì, {b} phối hợp - {w}.", "lead"),
)
_ALONE: Forms = (
    ("{A} có trách nhiệm {t}, hoàn thành {f}.", "execute"),
    ("Giao cho {a} {t}, thời hạn {f}.", "execute"),
    ("Giao nhiệm vụ cho {a} {t}; thời gian xong {f}.", "execute"),
    ("{A} {t} ({w}).", "execute"),
    ("{A} khẩn trương {t}, kết thúc {f}.", "execute"),
    ("Việc {t} do {a} đảm nhiệm, hoàn thành {f}.", "execute"),
    ("{W} {a} phải {t}.", "execute"),
    ("{W} {a} hoàn thành việc {t}.", "execute"),
    ("{A} tham mưu cho {up} {t} {f}.", "advise"),
    ("{A} chủ trì {t}; thời gian hoàn thành: {w}.", "lead"),
    ("{T}: {a} thực hiện {f}.", "execute"),
    ("Đề nghị {a} {t}, xong {f}.", "execute"),
)
_NOBODY: Forms = (
    ("{T}, hoàn thành {f}.", ""),
    ("{T} ({w}).", ""),
    ("{W} {t}.", ""),
    ("{T} xong {f}.", ""),
    ("{T}. Thời gian: {w}.", "split"),
    ("{T}; thời gian thực hiện: {w}.", ""),
)
_UNDATED: Forms = (
    ("{A} chủ trì, phối hợp với {b} {t}.", "lead"),
    ("{A} có trách nhiệm {t}.", "execute"),
    ("Giao {a} {t}.", "execute"),
    ("{A} chịu trách nhiệm {t} theo quy định.", "execute"),
    ("{A} tham mưu {up} {t}.", "advise"),
    ("Đề nghị {a} {t}.", "execute"),
    ("{A} thường xuyên {t}.", "execute"),
)
_OWN: Forms = (
    ("{T}, hoàn thành {f}.", "execute"),
    ("{T}; thời gian xong {f}.", "execute"),
    ("{T} ({w}).", "execute"),
    ("{W} {t}.", "execute"),
    ("Chủ trì {t}, hoàn thành {f}.", "lead"),
    ("Chủ trì, phối hợp với {b} {t}; hoàn thành {f}.", "lead"),
    ("Là cơ quan chủ trì {t}, xong {f}.", "lead"),
    ("Tham mưu {up} {t} {f}.", "advise"),
    ("Có trách nhiệm {t}, phải xong {f}.", "execute"),
)
_OWN_UNDATED: Forms = (
    ("{T}.", "execute"),
    ("Chủ trì phối hợp với {b} {t}.", "lead"),
    ("Phối hợp với {b} {t}.", "coordinate"),
    ("Tham mưu cho {up} {t}.", "advise"),
    ("Chịu trách nhiệm {t} theo chức năng, nhiệm vụ được giao.", "execute"),
    ("Thường xuyên {t}.", "execute"),
)


def _fit(forms: Forms, others: Sequence[str], finish: Due | None) -> Forms:
    """The forms that these agencies and this time fit: `hoàn thành` takes no `ngày`, no `từ … đến …`."""
    found = forms if others else tuple(form for form in forms if "{b}" not in form[0])
    if finish is not None and (finish.relation in {"on", "from"} or finish.relation == "recurring"):
        found = tuple(form for form in found if "{f}" not in form[0])
    return found


def _render(template: str, x: Scene, task: str, leads: Sequence[str], others: Sequence[str], due: Due | None) -> str:
    who = together(leads, x.rng)
    time = due.text if due else ""
    head = opening(due).text + x.rng.choice((",", ",", "")) if due else ""
    text = template.format(
        a=who, A=capital(who), b=together(others, x.rng), t=task, T=capital(task), up=x.body, f=time,
        w=capital(time) if x.rng.random() < 0.3 and "(" not in template else time, W=head,
    )  # fmt: skip
    return capital(text)


def rows(
    task: str, role: str, leads: Sequence[str], others: Sequence[str], due: Due | None, unit: str = ""
) -> tuple[Fact, ...]:
    """The rows of a task: its deadline, and one for each agency."""
    facts: tuple[Fact, ...] = assignments(leads, role, task) if role else ()
    if role and role != "coordinate":
        facts += assignments(others, "coordinate", task)
    return ((deadline(task, due, leads, others, unit), *facts)) if due else facts


def task(
    x: Scene, what: str, leads: Sequence[str] = (), others: Sequence[str] = (), due: Due | None = None, unit: str = ""
) -> tuple[Sentence, ...]:
    """A task's sentence or two; without leads nobody is named."""
    pool = (_LED if others else _ALONE) if leads else _NOBODY
    if due is None:
        pool = _UNDATED
    template, role = x.rng.choice(_fit(pool, others, due))
    shown = others if "{b}" in template else ()
    text = _render(template, x, what, leads, shown, due)
    if role == "split":
        first, _, second = text.partition(". ")
        return Sentence(f"{first}."), Sentence(second, rows(what, "", leads, shown, due, unit))
    return (Sentence(text, rows(what, role, leads, shown, due, unit)),)


def own(x: Scene, what: str, agency: str, others: Sequence[str] = (), due: Due | None = None) -> Sentence:
    """A bullet under a heading that names the agency."""
    pool = _OWN if due else _OWN_UNDATED
    template, role = x.rng.choice(_fit(pool, others, due))
    shown = others if "{b}" in template else ()
    text = _render(template, x, what, (agency,), shown, due)
    facts = rows(what, role, (agency,), () if role == "coordinate" else shown, due)
    return Sentence(text, facts)


def chain(x: Scene, agency: str, whats: Sequence[str], dues: Sequence[Due | None]) -> Sentence:
    """One sentence of several duties parted by `;`, of the agency that its head or its heading names."""
    parts: list[str] = []
    facts: list[Fact] = []
    for what, due in zip(whats, dues, strict=True):
        tail = (
            ""
            if due is None
            else x.rng.choice((f" {due.text}", f", xong {due.text}", f" ({due.text})", f", hoàn thành {due.text}"))
        )
        parts.append(what + tail)
        facts += rows(what, "execute", (agency,), (), due)
    return Sentence("; ".join(parts) + ".", tuple(facts))


def reports(x: Scene, agency: str, to: str, headed: bool = True) -> Sentence:
    """Reports by frequency; by their heading's agency, or by the one that opens the sentence."""
    often = x.times.often()
    what = x.rng.choice((f"báo cáo kết quả thực hiện về {to}", f"tổng hợp, báo cáo {to}", f"gửi báo cáo về {to}",
                         f"báo cáo tiến độ thực hiện cho {to}"))  # fmt: skip
    joined = " và ".join(due.text for due in often)
    first = opening(often[0])
    forms = [f"{capital(what)} {joined}.", f"{capital(joined)}, {what}.", f"{capital(what)} ({joined})."]
    if len(often) == 1 and often[0].text.startswith(("hằng", "hàng", "định kỳ", "mỗi")):
        forms.append(f"{first.text} {what}.")
    text = x.rng.choice(forms)
    if not headed:
        text = x.rng.choice((f"{capital(agency)} {what} {joined}.", f"{capital(joined)}, {agency} {what}.",
                             f"Giao {agency} {what} ({joined})."))  # fmt: skip
    facts = tuple(deadline(what, due, (agency,)) for due in often)
    return Sentence(text, (*facts, *assignments((agency,), "execute", what)))


def labelled(
    x: Scene, w: Writer, what: str, leads: Sequence[str], others: Sequence[str], due: Due, heading: int | None = None
) -> None:
    """A task, and its agencies and time on lines of their own."""
    rng = x.rng
    first = rng.choice(("Cơ quan chủ trì: {}", "Đơn vị chủ trì: {}", "Chủ trì thực hiện: {}", "Chủ trì: {}"))
    second = rng.choice(("Cơ quan phối hợp: {}", "Đơn vị phối hợp: {}", "Phối hợp thực hiện: {}"))
    third = rng.choice(("Thời gian thực hiện: {}", "Thời gian hoàn thành: {}", "Thời hạn: {}", "Tiến độ: {}"))
    end = rng.choice((".", ";", ""))
    said = capital(due.text) if rng.random() < 0.7 else due.text
    parts = [Sentence(first.format(together(leads, rng)) + end, assignments(leads, "lead", what))]
    if others:
        parts.append(Sentence(second.format(", ".join(others)) + end, assignments(others, "coordinate", what)))
    time = Sentence(third.format(said) + ("." if end else ""), (deadline(what, due, leads, others),))
    parts = [*parts, time] if rng.random() < 0.6 else [Sentence(time.text.rstrip(".") + end, time.facts), *parts]
    if heading is None:
        w.bullet(capital(what) + rng.choice((".", ":", "")))
    else:
        w.heading(heading, capital(what) + rng.choice((".", "", ":")))
    for part in parts:
        w.bullet(part, depth=1 if heading is None else 0)


def plan_table(x: Scene, w: Writer, entries: Sequence[tuple[str, Sequence[str], Sequence[str], Due]]) -> None:
    """The tasks as a table, ruled or as lines of text as dumps have them."""
    rng = x.rng
    heads = rng.choice((
        ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"), ("TT", "Nhiệm vụ, công việc", "Đơn vị thực hiện",
         "Đơn vị phối hợp", "Thời hạn hoàn thành"), ("Số TT", "Nội dung", "Cơ quan chủ trì thực hiện", "Cơ quan phối hợp", "Tiến độ"),
    ))  # fmt: skip
    lead_role = "execute" if heads[2] == "Đơn vị thực hiện" else "lead"
    lines = []
    for number, (what, leads, others, due) in enumerate(entries, 1):
        label = rng.choice((str(number), str(number))) if heads[0] != "Số TT" else f"{number:02}"
        cells = (label, capital(what), capital(together(leads, rng)), ", ".join(others), capital(due.text))
        facts = (deadline(what, due, leads, others), *assignments(leads, lead_role, what),
                 *assignments(others, "coordinate", what))  # fmt: skip
        lines.append((cells, facts))
    if rng.random() < 0.7:
        w.table(heads, lines, (0.08, 0.36, 0.2, 0.2, 0.16))
        return
    flat(w, heads, lines, rng.choice((" ", " | ", " | ")))


def flat(w: Writer, heads: Sequence[str], lines: Sequence[tuple[Sequence[str], tuple[Fact, ...]]], bar: str) -> None:
    """A table as lines of text, with or without bars between the cells."""
    edge = "|" if "|" in bar else ""
    for cells, facts in [(heads, ()), *lines]:
        text = bar.join(cell for cell in cells if cell or edge)
        w.body(Sentence(f"{edge} {text} {edge}".strip() if edge else text, facts))


@dataclass(slots=True)
class Jobs:
    """Tasks not yet given away, each with the keys of the agencies that may do it (`*`: any)."""

    x: Scene
    left: list[tuple[str, str]]

    @classmethod
    def of(cls, x: Scene, pool: Sequence[tuple[str, str]]) -> Jobs:
        """The pool in a drawn order."""
        return cls(x, x.rng.sample(list(pool), len(pool)))

    def take(self, keys: Sequence[str]) -> tuple[str, str]:
        """A task with the key of an agency of `keys` that does it."""
        index = next((i for i, (who, _) in enumerate(self.left) if who == "*" or set(who.split()) & set(keys)), 0)
        who, what = self.left.pop(index)
        fit = [key for key in who.split() if key in keys]
        return (self.x.rng.choice(fit) if fit else self.x.rng.choice(list(keys))), what

    def mine(self, key: str, count: int) -> list[str]:
        """Up to `count` tasks of one agency, at least one."""
        found = [pair for pair in self.left if key in pair[0].split()]
        found += [pair for pair in self.left if pair[0] == "*"]
        for pair in found[:count]:
            self.left.remove(pair)
        return [what for _, what in found[:count]]
