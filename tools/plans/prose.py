"""Sentences without facts: purposes, requirements, solutions; also times that are no deadlines."""

from __future__ import annotations

from random import Random

from tools.plans.setting import Setting
from tools.plans.writer import Writer

PURPOSES = (
    "Cụ thể hóa các mục tiêu, nhiệm vụ của {topic}, phù hợp với điều kiện thực tế của địa phương.",
    "Nâng cao nhận thức, trách nhiệm của cán bộ, đảng viên và nhân dân trong thực hiện {topic}.",
    "Huy động sự vào cuộc của cả hệ thống chính trị và sự đồng thuận của người dân.",
    "Làm cơ sở để các ngành, các đơn vị xây dựng kế hoạch và triển khai thực hiện.",
    "Tạo chuyển biến rõ nét, thực chất và bền vững trong quá trình thực hiện {topic}.",
    "Nâng cao đời sống vật chất, tinh thần của người dân trên địa bàn.",
    "Phát huy vai trò chủ thể của người dân, sự tham gia của doanh nghiệp và cộng đồng.",
)
REQUIREMENTS = (
    "Việc triển khai phải thiết thực, hiệu quả, tiết kiệm, tránh hình thức, không chạy theo thành tích.",
    "Xác định rõ nội dung công việc, tiến độ và trách nhiệm của từng tập thể, cá nhân.",
    "Bảo đảm sự phối hợp chặt chẽ, thường xuyên giữa các cơ quan, đơn vị.",
    "Kịp thời tháo gỡ khó khăn, vướng mắc phát sinh trong quá trình thực hiện.",
    "Lồng ghép có hiệu quả các nguồn vốn, không để xảy ra thất thoát, lãng phí.",
    "Thực hiện công khai, dân chủ theo phương châm “dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng”.",
    "Bám sát hướng dẫn của cấp trên, hoàn thành nhiệm vụ đúng thời gian quy định.",
)
MEASURES = (
    "Tăng cường sự lãnh đạo, chỉ đạo của cấp ủy, chính quyền; đề cao trách nhiệm người đứng đầu.",
    "Đa dạng hóa hình thức tuyên truyền, chú trọng tuyên truyền trực quan và qua mạng xã hội.",
    "Đẩy mạnh phong trào thi đua, nhân rộng các mô hình hay, cách làm sáng tạo ở cơ sở.",
    "Huy động tối đa các nguồn lực, trong đó nguồn lực của nhân dân và doanh nghiệp là quan trọng.",
    "Duy trì chế độ kiểm tra, giám sát; kịp thời chấn chỉnh những nơi làm chưa tốt.",
    "Gắn thực hiện {topic} với phát triển kinh tế - xã hội, giữ vững quốc phòng, an ninh.",
    "Khuyến khích người dân hiến đất, góp ngày công làm đường, chỉnh trang khuôn viên nhà ở.",
    "Ưu tiên bố trí vốn cho các công trình thiết yếu, phục vụ trực tiếp sản xuất và dân sinh.",
    "Chú trọng đào tạo, bồi dưỡng đội ngũ cán bộ trực tiếp tham mưu thực hiện ở cơ sở.",
    "Thực hiện tốt công tác khen thưởng đối với tập thể, cá nhân có thành tích xuất sắc.",
)
NO_DEADLINES = (
    "Các nội dung trên được triển khai thường xuyên, liên tục trong suốt quá trình thực hiện.",
    "Hồ sơ thanh quyết toán được thực hiện theo quy định hiện hành.",
    "Những vấn đề vượt thẩm quyền được báo cáo kịp thời để xem xét, giải quyết.",
    "Việc bình xét bảo đảm đúng trình tự, trước khi trình cấp có thẩm quyền phải được niêm yết công khai.",
)
MONEY = (
    "Kinh phí thực hiện được bố trí từ nguồn ngân sách nhà nước theo phân cấp và các nguồn huy động hợp pháp khác.",
    "Lồng ghép nguồn vốn của các chương trình, dự án khác trên địa bàn để thực hiện Kế hoạch.",
    "Khuyến khích các tổ chức, cá nhân, con em xa quê đóng góp, ủng hộ kinh phí thực hiện.",
)


def purpose(w: Writer, s: Setting, topic: str) -> None:
    """`MỤC ĐÍCH, YÊU CẦU`, in one of three layouts."""
    rng = s.rng
    aims = [t.format(topic=topic) for t in rng.sample(PURPOSES, rng.randint(1, 3))]
    demands = rng.sample(REQUIREMENTS, rng.randint(1, 3))
    w.heading(0, rng.choice(("MỤC ĐÍCH, YÊU CẦU", "MỤC ĐÍCH - YÊU CẦU", "MỤC ĐÍCH, YÊU CẦU:")))
    if rng.random() < 0.5:
        for name, lines in (("Mục đích", aims), ("Yêu cầu", demands)):
            w.heading(1, name + rng.choice(("", ":")))
            for line in lines:
                w.bullet(line)
    elif rng.random() < 0.5:
        w.heading(1, "Mục đích:", " ".join(aims))
        w.heading(1, "Yêu cầu:", " ".join(demands))
    else:
        for number, line in enumerate(aims + demands, 1):
            w.heading(1, line) if number > 99 else w.bullet(line)


def measures(rng: Random, topic: str, count: int) -> list[str]:
    """Some solutions without facts."""
    return [t.format(topic=topic) for t in rng.sample(MEASURES, count)]


def money(w: Writer, s: Setting) -> None:
    """`KINH PHÍ THỰC HIỆN`."""
    w.heading(0, s.rng.choice(("KINH PHÍ THỰC HIỆN", "NGUỒN KINH PHÍ", "KINH PHÍ")))
    for line in s.rng.sample(MONEY, s.rng.randint(1, 2)):
        w.body(line) if s.rng.random() < 0.5 else w.bullet(line)
