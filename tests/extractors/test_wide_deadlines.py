# ruff: noqa: E501 - one example a line
"""Deadlines of many fields and forms, one a line."""

from __future__ import annotations

import pytest

from extractors.deadlines import find
from tests.extractors.small_plans import cells, in_tasks, lines, rows

# words | one group a row: relation, first day, last day, precision, RRULE, lead agency, parted by commas; rows by `;`
TASKS = """
Tổ chức lễ phát động Tết trồng cây vào sáng ngày 28/02/2023. | on,2023-02-28,2023-02-28,day,,
Chuẩn bị cây giống, hoàn thành trước 31/3. | before,,2023-03-31,day,,
Các xã đăng ký số lượng cây trồng gửi về Phòng NN&PTNT huyện chậm nhất 15/02/2023. | by,,2023-02-15,day,,các xã
Tiêm phòng đợt 1 cho đàn gia súc trong tháng 3 và tháng 4/2023. | within,2023-03-01,2023-03-31,month,,; within,2023-04-01,2023-04-30,month,,
Tiêm phòng đợt 2 từ tháng 9 đến tháng 10 năm 2023. | within,2023-09-01,2023-10-31,period,,
Thẩm định hồ sơ (Phòng NN&PTNT chủ trì, xong trước 30/6). | before,,2023-06-30,day,,Phòng NN&PTNT
Phòng Tài chính - Kế hoạch tham mưu phân bổ vốn, xong trong tháng 3/2023. | within,2023-03-01,2023-03-31,month,,Phòng Tài chính - Kế hoạch
Giao Công an huyện kiểm tra an toàn PCCC các cơ sở karaoke, hoàn thành trước 20/4/2023. | before,,2023-04-20,day,,Công an huyện
UBND các xã, thị trấn báo cáo kết quả thực hiện trước ngày 25 hằng tháng. | recurring,,,day,FREQ=MONTHLY;BYMONTHDAY=25,UBND các xã, thị trấn
Các đơn vị báo cáo định kỳ 6 tháng (trước 10/6) và năm (trước 10/12). | recurring,,,day,FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10,các đơn vị; recurring,,,day,FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10,các đơn vị
UBND các xã báo cáo tháng trước ngày 25. | recurring,,,day,FREQ=MONTHLY;BYMONTHDAY=25,UBND các xã
Chợ Đình: cải tạo trong 2 năm 2023 – 2024. | within,2023-01-01,2024-12-31,period,,
Trạm Y tế xã: khởi công tháng 5/2023. | within,2023-05-01,2023-05-31,month,,
Ban Chỉ đạo họp vào tuần cuối hằng quý. | recurring,,,quarter,FREQ=MONTHLY;INTERVAL=3,Ban Chỉ đạo
Gửi số liệu về Bảo hiểm xã hội huyện vào ngày 20 hằng tháng. | recurring,,,day,FREQ=MONTHLY;BYMONTHDAY=20,
Giải ngân hết 100% kế hoạch vốn trong năm 2023. | within,2023-01-01,2023-12-31,year,,
Tổ chức sơ kết 6 tháng đầu năm và tổng kết năm. |
Chuẩn bị nội dung sơ kết công tác 6 tháng đầu năm. |
Trong 6 tháng đầu năm 2023, hoàn thành khám sức khỏe cho học sinh. | within,2023-01-01,2023-06-30,period,,
Dự kiến đầu tháng 9/2023 tổ chức khai giảng lớp đào tạo nghề. | within,2023-09-01,2023-09-10,part_of_month,,
Hoàn thành cấp phát thuốc tẩy giun trước ngày 15 tháng 5 năm 2023. | before,,2023-05-15,day,,
Phát động ra quân vệ sinh môi trường vào ngày thứ bảy hằng tuần. | recurring,,,,FREQ=WEEKLY;BYDAY=SA,
Trực ban 24/24 giờ trong mùa mưa bão từ 15/5 đến 31/10/2023. | within,2023-05-15,2023-10-31,period,,
Tổng hợp báo cáo UBND huyện trước ngày 20 của tháng cuối quý. | recurring,,,day,FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20,
Thời gian thực hiện: Từ ngày 01/3/2023 đến hết ngày 15/4/2023. | within,2023-03-01,2023-04-15,period,,
Xây dựng kế hoạch: hoàn thành trong quý I/2023. | within,2023-01-01,2023-03-31,quarter,,
Đến ngày 30/9/2023 phải hoàn thành việc rà soát, lập danh sách hộ nghèo. | by,,2023-09-30,day,,
Sở Y tế chủ trì, phối hợp với Bảo hiểm xã hội tỉnh xây dựng kế hoạch, hoàn thành trong tháng 5/2023. | within,2023-05-01,2023-05-31,month,,Sở Y tế
Yêu cầu Chủ tịch UBND các xã ký cam kết trước ngày 01/4/2023. | before,,2023-04-01,day,,Chủ tịch UBND các xã
Báo cáo sơ kết gửi trước ngày 15/6/2023, báo cáo tổng kết gửi trước ngày 05/12/2023. | before,,2023-06-15,day,,; before,,2023-12-05,day,,
Hội đồng thẩm định họp, bỏ phiếu trong khoảng từ ngày 10 đến ngày 20/11/2023. | within,2023-11-10,2023-11-20,period,,Hội đồng thẩm định
Thời hạn hoàn thành: 30/11/2023. | on,2023-11-30,2023-11-30,day,,
Lấy ý kiến nhân dân ít nhất 15 ngày, xong trước tháng 7/2023. | before,,2023-07-01,month,,
Kết thúc đợt cao điểm vào cuối quý III/2023. | within,,2023-09-30,quarter,,
Hằng năm, trước ngày 30/11, UBND các xã báo cáo kết quả. | recurring,,,day,FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30,UBND các xã
Mỗi tuần một lần, Đài Truyền thanh xã phát tin về tiêm chủng. | recurring,,,,FREQ=WEEKLY,Đài Truyền thanh xã
Đài Truyền thanh xã phát tin, bài về bảo hiểm y tế 02 lần/tuần. | recurring,,,,FREQ=WEEKLY,Đài Truyền thanh xã
Định kỳ hằng tháng, hằng quý báo cáo kết quả về Thường trực Ban Chỉ đạo. | recurring,,,month,FREQ=MONTHLY,; recurring,,,quarter,FREQ=MONTHLY;INTERVAL=3,
Bảo hiểm xã hội huyện chốt danh sách, bàn giao thẻ trước ngày 05 hằng tháng. | recurring,,,day,FREQ=MONTHLY;BYMONTHDAY=5,Bảo hiểm xã hội huyện
Thực hiện xong trong năm. | within,2023-01-01,2023-12-31,year,,
Trồng cây dọc tuyến đường liên thôn xong trước ngày 19/5/2023 nhân dịp kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh. | before,,2023-05-19,day,,
Chậm nhất đến hết tháng 6/2023, các trường hoàn thành thu bảo hiểm y tế học sinh. | by,,2023-06-30,month,,các trường
Công bố thủ tục hành chính mới trong vòng 05 ngày làm việc kể từ ngày nhận được quyết định. |
Thực hiện Thông báo số 45/TB-UBND ngày 12/01/2023 về kết luận của Chủ tịch UBND huyện. |
Nhân rộng mô hình đã được UBND tỉnh công nhận ngày 12/12/2022. |
Trong quý II và quý III/2023 triển khai thi công. | within,2023-04-01,2023-06-30,quarter,,; within,2023-07-01,2023-09-30,quarter,,
Tháng 4/2023: Tổ chức tập huấn. Tháng 5/2023: Ra quân đồng loạt. | within,2023-04-01,2023-04-30,month,,; within,2023-05-01,2023-05-31,month,,
Bàn giao mặt bằng sạch cho nhà thầu trước 30/4/2023; khởi công công trình trong tháng 5/2023. | before,,2023-04-30,day,,; within,2023-05-01,2023-05-31,month,,
Nghiệm thu, thanh toán khối lượng muộn nhất ngày 31/01/2024. | by,,2024-01-31,day,,
Nộp hồ sơ đề nghị thẩm định về UBND tỉnh (qua Sở Nông nghiệp và PTNT) trước ngày 15/9/2023. | before,,2023-09-15,day,,
Phòng Giáo dục và Đào tạo, Trung tâm Y tế huyện tổ chức khám sức khỏe học sinh trong tháng 10/2023. | within,2023-10-01,2023-10-31,month,,Phòng Giáo dục và Đào tạo;Trung tâm Y tế huyện
Xã Hòa Sơn hoàn thiện nhà văn hóa trung tâm, xong trước 30/8/2023. | before,,2023-08-30,day,,Xã Hòa Sơn
Tổ chức kiểm tra liên ngành mỗi quý 01 lần. | recurring,,,quarter,FREQ=MONTHLY;INTERVAL=3,
Cập nhật cơ sở dữ liệu hộ nghèo trước ngày 15/12 hằng năm. | recurring,,,day,FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15,
Gửi báo cáo quý III trước ngày 12/9/2023, báo cáo năm trước ngày 08/12/2023. | before,,2023-09-12,day,,; before,,2023-12-08,day,,
Quý IV: chấm điểm các xóm trước ngày 03/11/2023; tổng kết phong trào. | within,2023-10-01,2023-12-31,quarter,,; before,,2023-11-03,day,,
Khám sàng lọc cho trẻ sinh từ 01/01/2018 đến 31/12/2020. |
Theo dự báo, từ tháng 5/2023 nắng nóng gay gắt. |
Theo dõi mực nước hồ chứa hằng ngày tại trạm đo. | recurring,,,day,FREQ=DAILY,
Hằng ngày tổng hợp số ca mắc mới. | recurring,,,day,FREQ=DAILY,
Kiểm tra 06 chợ năm 2024, 08 chợ năm 2025. | within,2024-01-01,2024-12-31,year,,; within,2025-01-01,2025-12-31,year,,
Tháng 9/2023: hoàn thiện hồ sơ; ngay sau khi bỏ phiếu, trình UBND tỉnh. | within,2023-09-01,2023-09-30,month,,
Bàn giao công trình trước ngày Quốc khánh 02/9/2023. | before,,2023-09-02,day,,
Phun tiêu độc đợt 2 tháng 7. | within,2023-07-01,2023-07-31,month,,
"""


@pytest.mark.parametrize("line", lines(TASKS), ids=lambda line: line[0])
def test_tasks_of_many_fields(line: list[str]) -> None:
    names = ("due_relation", "due_start", "due_end", "precision", "recurrence", "lead_agency")
    found = [",".join(cells(each, *names)) for each in rows(find, in_tasks(line[0]))]
    assert found == _rows(line[1])


def _rows(cell: str) -> list[str]:
    """The rows of a cell; the `;` of an RRULE or of two agencies has no blank behind it."""
    return [each.strip() for each in cell.split("; ") if each.strip()]
