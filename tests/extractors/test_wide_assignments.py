# ruff: noqa: E501 - one example a line
"""Assignments in all orders, one a line."""

from __future__ import annotations

import pytest

from extractors.assignments import find
from tests.extractors.small_plans import cells, in_tasks, lines, rows

# words | role: agency / role: agency …
TASKS = """
Giao Sở Y tế, Công an tỉnh hướng dẫn minh chứng các tiêu chí 15, 17, 19. | execute: Sở Y tế / execute: Công an tỉnh
UBND xã yêu cầu các bộ phận, các thôn nghiêm túc thực hiện. | execute: các bộ phận / execute: các thôn
Công ty Điện lực Trà Vinh kéo điện cho 640 hộ còn lại. | execute: Công ty Điện lực Trà Vinh
UBND xã Thăng Bình bàn giao 02 nhà văn hóa thôn. | execute: UBND xã Thăng Bình
Các thôn, làng đưa chuồng trại ra xa nhà ở. | execute: các thôn, làng
Trưởng các thôn, làng nộp báo cáo tiến độ cho Ban Quản lý. | execute: Trưởng các thôn, làng
Giao đồng chí Rơ Mah Hlen chủ trì họp Ban Quản lý vào ngày 25 hằng tháng. | lead: Rơ Mah Hlen
Giao Phòng Y tế chủ trì, phối hợp với Trung tâm Y tế, Phòng Giáo dục và Đào tạo tổ chức tiêm chủng. | lead: Phòng Y tế / coordinate: Trung tâm Y tế / coordinate: Phòng Giáo dục và Đào tạo
Trung tâm Quản lý chợ và Khu du lịch chủ trì, phối hợp Công an thị trấn sắp xếp điểm bán hàng. | lead: Trung tâm Quản lý chợ và Khu du lịch / coordinate: Công an thị trấn
Phòng Y tế là cơ quan thường trực của Ban Chỉ đạo. | lead: Phòng Y tế
Phòng Y tế là cơ quan thường trực, có trách nhiệm tổng hợp số liệu. | execute: Phòng Y tế
Hội Nông dân xã trồng 1,2 km đường hoa. | execute: Hội Nông dân xã
Các xóm hằng tháng kiểm tra hệ thống đèn đường. | execute: các xóm
Xí nghiệp Thủy nông Sông Chanh mở nước phục vụ gieo cấy. | execute: Xí nghiệp Thủy nông Sông Chanh
Giao Hạt Kiểm lâm chủ trì, phối hợp các cơ quan liên quan hướng dẫn kỹ thuật trồng rừng. | lead: Hạt Kiểm lâm / coordinate: các cơ quan liên quan
Đề nghị Huyện đoàn phối hợp vận động đoàn viên trồng cây. | coordinate: Huyện đoàn
Đề nghị Ủy ban MTTQ huyện và các đoàn thể tuyên truyền, vận động nhân dân tham gia bảo hiểm y tế. | execute: Ủy ban MTTQ huyện / execute: các đoàn thể
Công an huyện có trách nhiệm kiểm tra an toàn phòng cháy, chữa cháy. | execute: Công an huyện
Bảo hiểm xã hội huyện chịu trách nhiệm cấp thẻ bảo hiểm y tế kịp thời. | execute: Bảo hiểm xã hội huyện
Phòng Nội vụ tham mưu UBND huyện ban hành kế hoạch cải cách hành chính. | advise: Phòng Nội vụ
Các đồng chí thành viên Ban Chỉ đạo bám sát địa bàn được phân công. | execute: các đồng chí thành viên Ban Chỉ đạo
Chủ trì: Sở Nông nghiệp và PTNT; phối hợp: Sở Tài chính, UBND các huyện. | lead: Sở Nông nghiệp và PTNT / coordinate: Sở Tài chính / coordinate: UBND các huyện
Văn phòng HĐND - UBND huyện theo dõi, đôn đốc việc thực hiện kế hoạch. | execute: Văn phòng HĐND - UBND huyện
Hội Liên hiệp Phụ nữ huyện phối hợp với Phòng Văn hóa và Thông tin xây dựng tuyến đường hoa. | coordinate: Hội Liên hiệp Phụ nữ huyện
Trung tâm Dịch vụ nông nghiệp huyện cung ứng giống cây trồng. | execute: Trung tâm Dịch vụ nông nghiệp huyện
Trung tâm Kiểm soát bệnh tật tỉnh hướng dẫn chuyên môn. | execute: Trung tâm Kiểm soát bệnh tật tỉnh
Kho bạc Nhà nước huyện kiểm soát chi, giải ngân kịp thời. | execute: Kho bạc Nhà nước huyện
Ngân hàng Chính sách xã hội huyện cho vay vốn ưu đãi. | execute: Ngân hàng Chính sách xã hội huyện
Đồn Biên phòng Trà Cổ phối hợp tuần tra, bảo vệ rừng. | coordinate: Đồn Biên phòng Trà Cổ
Điện lực huyện kiểm tra hệ thống điện tại các cơ sở. | execute: Điện lực huyện
Ban Quản lý rừng phòng hộ chăm sóc, bảo vệ diện tích rừng được giao. | execute: Ban Quản lý rừng phòng hộ
Yêu cầu Hiệu trưởng các trường tổ chức thu bảo hiểm y tế học sinh. | execute: Hiệu trưởng các trường
Phân công Văn phòng Điều phối nông thôn mới huyện làm đầu mối tổng hợp. | execute: Văn phòng Điều phối nông thôn mới huyện
UBND các xã, thị trấn: Rà soát, lập danh sách đối tượng. | execute: UBND các xã, thị trấn
Ban Tuyên giáo Huyện ủy định hướng công tác tuyên truyền. | execute: Ban Tuyên giáo Huyện ủy
Hội Nông dân, Hội Cựu chiến binh, Đoàn Thanh niên xã vận động hội viên trồng cây. | execute: Hội Nông dân / execute: Hội Cựu chiến binh / execute: Đoàn Thanh niên xã
Trạm Y tế xã tổ chức tiêm vắc xin theo lịch. | execute: Trạm Y tế xã
Chi cục Thuế khu vực rà soát các khoản thu. | execute: Chi cục Thuế khu vực
Công chức Văn hóa - Xã hội xã tham mưu xây dựng kế hoạch. | advise: Công chức Văn hóa - Xã hội xã
Bệnh viện Đa khoa huyện bố trí giường bệnh, nhân lực. | execute: Bệnh viện Đa khoa huyện
Trưởng các thôn vận động nhân dân hiến đất làm đường. | execute: Trưởng các thôn
Đài Truyền thanh - Truyền hình huyện xây dựng chuyên mục. | execute: Đài Truyền thanh - Truyền hình huyện
Căn cứ kế hoạch này, các phòng, ban, ngành và UBND các xã xây dựng kế hoạch cụ thể. | execute: các phòng, ban, ngành / execute: UBND các xã
"""

# heading | bullet | role: agency
HEADINGS = """
Trung tâm Kiểm soát bệnh tật | Tập huấn an toàn tiêm chủng cho cán bộ y tế. | execute: Trung tâm Kiểm soát bệnh tật
Bảo hiểm xã hội tỉnh | Chủ trì, phối hợp với Sở Y tế đối chiếu dữ liệu. | lead: Bảo hiểm xã hội tỉnh / coordinate: Sở Y tế
Hạt Kiểm lâm huyện | Cung ứng đủ cây giống cho các xã. | execute: Hạt Kiểm lâm huyện
Công ty TNHH MTV Lâm nghiệp | Chuẩn bị cây giống đảm bảo chất lượng. | execute: Công ty TNHH MTV Lâm nghiệp
Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên | Mở các lớp đào tạo nghề. | execute: Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên
Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam huyện và các tổ chức thành viên | Tuyên truyền, vận động nhân dân. | execute: Ủy ban Mặt trận Tổ quốc Việt Nam huyện / execute: các tổ chức thành viên
Phòng Tài chính - Kế hoạch, Kho bạc Nhà nước huyện | Bố trí kinh phí thực hiện. | execute: Phòng Tài chính - Kế hoạch / execute: Kho bạc Nhà nước huyện
Trách nhiệm của các cơ quan, đơn vị và địa phương | Xây dựng kế hoạch chi tiết. | execute: các cơ quan, đơn vị và địa phương
Các phòng, ban chuyên môn và các ngành liên quan | Thực hiện nhiệm vụ theo chức năng. | execute: các phòng, ban chuyên môn / execute: các ngành liên quan
"""

NO_TASKS = """
Quý IV/2023: nghiệm thu công trình; đề nghị huyện thẩm tra đối với tiêu chí 5, 10, 15, 17.
Năm 2016 đạt thêm 03 tiêu chí là Trường học, Giáo dục, Văn hóa.
Trường Tiểu học còn thiếu 04 phòng học bộ môn.
Công tác phối hợp giữa các ngành còn hạn chế.
Hồ sơ gồm: tờ trình của UBND xã, báo cáo thẩm tra của UBND huyện.
Ban hành kèm theo Quyết định của UBND tỉnh.
"""


def _roles(text: str) -> str:
    found = [tuple(cells(each, "role", "agency")) for each in rows(find, text)]
    return " / ".join(f"{role}: {agency}" for role, agency in dict.fromkeys(found))


@pytest.mark.parametrize("line", lines(TASKS), ids=lambda line: line[0])
def test_who_does_what(line: list[str]) -> None:
    assert _roles(in_tasks(line[0])) == line[1]


@pytest.mark.parametrize("line", lines(HEADINGS), ids=lambda line: line[0])
def test_a_heading_gives_its_agency(line: list[str]) -> None:
    text = f"KẾ HOẠCH\nVề việc A\nI. TỔ CHỨC THỰC HIỆN\n1. {line[0]}\n- {line[1]}\n"
    assert _roles(text) == line[2]


@pytest.mark.parametrize("words", NO_TASKS.strip().splitlines())
def test_nobody_is_called_upon(words: str) -> None:
    assert _roles(in_tasks(words)) == ""
