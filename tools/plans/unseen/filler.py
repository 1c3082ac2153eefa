"""Sentences around the facts: purposes, results of the past, money, closes; and times that are no deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tools.plans.amounts import vi
from tools.plans.facts import assignments
from tools.plans.model import Sentence
from tools.plans.unseen.bodies import together
from tools.plans.unseen.scene import Scene
from tools.plans.writer import Writer, capital

_AIMS = (
    "Quán triệt sâu sắc và tổ chức thực hiện có hiệu quả {topic} trên địa bàn {area}.",
    "Xác định rõ nội dung, lộ trình, trách nhiệm của từng cơ quan, đơn vị trong việc thực hiện {topic}.",
    "Tạo sự chuyển biến mạnh mẽ trong nhận thức và hành động của cán bộ, công chức và các tầng lớp nhân dân.",
    "Phát huy dân chủ ở cơ sở, khơi dậy tinh thần tự lực, tự cường của cộng đồng dân cư.",
    "Khắc phục những tồn tại, hạn chế đã được chỉ ra trong quá trình thực hiện những năm trước.",
)
_DEMANDS = (
    "Các cơ quan, đơn vị chủ động, sáng tạo, không trông chờ, ỷ lại vào cấp trên.",
    "Nội dung công việc phải gắn với nhiệm vụ chính trị của từng ngành, từng địa phương.",
    "Việc thực hiện phải thường xuyên, đồng bộ, có trọng tâm, trọng điểm, tránh phô trương, lãng phí.",
    "Gắn trách nhiệm của người đứng đầu với kết quả thực hiện nhiệm vụ được giao.",
    "Công tác phối hợp phải chặt chẽ, kịp thời, không đùn đẩy, né tránh trách nhiệm.",
)
_TRAPS = (
    "Hồ sơ, thủ tục được giải quyết trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.",
    "Khi có tình huống phát sinh phải báo cáo ngay trong ngày để được chỉ đạo kịp thời.",
    "Những nội dung đã được quy định tại các văn bản trước đây không trái với Kế hoạch này thì tiếp tục thực hiện.",
    "Việc thanh toán, quyết toán thực hiện theo quy định của Luật Ngân sách nhà nước và các văn bản hướng dẫn.",
    "Các nội dung nêu trên phải được triển khai ngay sau khi Kế hoạch được ban hành.",
    "Chế độ thông tin, báo cáo được duy trì nghiêm túc, đúng thời gian quy định.",
    "Kết quả thực hiện là một trong những căn cứ để bình xét thi đua cuối năm của từng đơn vị.",
)
_MONEY = (
    "Kinh phí thực hiện Kế hoạch được bảo đảm từ nguồn ngân sách {level} và các nguồn vốn lồng ghép khác.",
    "Huy động sự đóng góp tự nguyện của các tổ chức, doanh nghiệp và nhân dân.",
    "Ngoài phần hỗ trợ của cấp trên, kinh phí còn lại do ngân sách {level} cân đối theo khả năng.",
    "Việc lập, phân bổ và giao dự toán thực hiện theo phân cấp quản lý ngân sách hiện hành.",
)


def purposes(x: Scene, w: Writer, topic: str) -> None:
    """Why the plan is made and what it asks for, in one of five layouts."""
    rng = x.rng
    aims = [text.format(topic=topic, area=x.area) for text in rng.sample(_AIMS, rng.randint(1, 3))]
    demands = rng.sample(_DEMANDS, rng.randint(1, 3))
    way = rng.randrange(5)
    if way == 0:
        w.heading(0, "MỤC ĐÍCH")
        for text in aims:
            w.bullet(text)
        w.heading(0, "YÊU CẦU")
        for text in demands:
            w.bullet(text)
        return
    w.heading(0, rng.choice(("MỤC ĐÍCH VÀ YÊU CẦU", "MỤC ĐÍCH, YÊU CẦU", "QUAN ĐIỂM, YÊU CẦU", "MỤC ĐÍCH - YÊU CẦU")))
    if way == 1:
        w.body(*aims)
        w.body(*demands)
    elif way == 2:
        for text in (*aims, *demands):
            w.heading(1, text)
    else:
        w.heading(1, rng.choice(("Mục đích", "Mục đích:")))
        if way == 3:
            w.body(*aims)
        for text in aims if way == 4 else ():
            w.bullet(text)
        w.heading(1, rng.choice(("Yêu cầu", "Yêu cầu:")))
        for text in demands:
            w.bullet(text)


def trap(x: Scene) -> str:
    """A sentence with a time or a frequency that makes no deadline."""
    return x.rng.choice(_TRAPS)


def past(x: Scene, event: str) -> str:
    """A past event with its day; no deadline."""
    rng = x.rng
    on = date(x.issued.year - 1, rng.randint(2, 11), rng.randint(2, 27))
    return rng.choice((f"{capital(event)} đã được tổ chức ngày {x.cite.day(on)}.",
                       f"{capital(event)} diễn ra trong tháng {on.month}/{on.year} đạt kết quả tốt.",
                       f"Từ tháng {on.month}/{on.year} đến nay, {event} đã được triển khai đến cơ sở."))  # fmt: skip


def results(x: Scene, w: Writer, rates: Sequence[tuple[str, float, float]], events: Sequence[str]) -> None:
    """Last year's figures (subject, low, high of its rate) and events: no goals, no deadlines."""
    rng, year = x.rng, x.first.year - 1
    said: list[str] = []
    reached = "đã đạt" if x.issued.year > year else "ước đạt"
    for subject, low, high in rng.sample(list(rates), min(len(rates), rng.randint(1, 3))):
        level = round(rng.uniform(low, high), 1)
        said.append(rng.choice((
            f"năm {year}, {subject} {reached} {vi(level)}%", f"{subject} năm {year} {reached} {vi(level)}%",
            f"{subject} năm {year} {reached} {vi(level)}%, tăng {vi(round(rng.uniform(0.4, 3.1), 1))}% so với cùng kỳ",
        )))  # fmt: skip
    sentences = [f"{capital(text)}." for text in said]
    sentences.append(past(x, rng.choice(events)))
    rng.shuffle(sentences)
    w.body(*sentences)


def money(x: Scene, w: Writer) -> None:
    """Where the money comes from."""
    rng = x.rng
    w.heading(0, rng.choice(("KINH PHÍ THỰC HIỆN", "KINH PHÍ", "NGUỒN LỰC THỰC HIỆN", "DỰ TOÁN KINH PHÍ")))
    lines = [text.format(level=x.level) for text in rng.sample(_MONEY, rng.randint(1, 3))]
    if rng.random() < 0.5:
        w.body(*lines)
    else:
        for text in lines:
            w.bullet(text)


def close(x: Scene, w: Writer, words: str, who: Sequence[str]) -> None:
    """`Trên đây là …`: who is to carry the plan out."""
    rng = x.rng
    w.close_body()
    first = rng.choice((
        f"Trên đây là Kế hoạch {words} của UBND {x.area}.", f"Trên đây là Kế hoạch {words} trên địa bàn {x.area}.", "",
    ))  # fmt: skip
    what, role = rng.choice((
        ("nghiêm túc triển khai thực hiện", "execute"), ("triển khai thực hiện đạt kết quả", "execute"),
        ("căn cứ chức năng, nhiệm vụ tổ chức thực hiện", "execute"), ("phối hợp thực hiện tốt Kế hoạch này", "coordinate"),
    ))  # fmt: skip
    asked = rng.choice(("Yêu cầu", "Đề nghị", f"UBND {x.level} yêu cầu"))
    second = Sentence(f"{asked} {together(who, rng)} {what}{rng.choice(('.', './.'))}", assignments(who, role, what))
    if rng.random() < 0.4:
        third = rng.choice(("Trong quá trình thực hiện nếu có khó khăn, vướng mắc, phản ánh về cơ quan thường trực để xem xét, giải quyết./.",
                            "Quá trình thực hiện nếu có vấn đề phát sinh sẽ được điều chỉnh, bổ sung cho phù hợp./."))  # fmt: skip
        second = Sentence(second.text.replace("./.", "."), second.facts)
        w.body(*(part for part in (first, second, third) if part))
        return
    w.body(*(part for part in (first, second) if part))
