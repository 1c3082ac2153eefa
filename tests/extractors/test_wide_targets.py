# ruff: noqa: E501 - one example a line
"""Targets of many fields (health, schools, forests, revenue, services), one a line."""

from __future__ import annotations

import pytest

from extractors.targets import find
from tests.extractors.small_plans import PLAN_OF_FIVE_YEARS, cells, in_goals, in_tasks, lines, rows

# words | one group a target: indicator, comparator, value, value_max, unit, basis, parted by commas
GOALS = """
Nâng tỷ lệ lao động qua đào tạo từ 62% lên 66%. | other,eq,66,,%,total
Tăng tỷ lệ bao phủ bảo hiểm y tế từ 91,2% năm 2022 lên 93,5% năm 2023. | health_insurance_rate,eq,93.5,,%,total
Số hộ khá, giàu tăng 3% so với năm 2022. | other,eq,3,,%,additional
Thu ngân sách trên địa bàn tăng 10% so với năm trước. | other,eq,10,,%,additional
Tổng thu ngân sách nhà nước trên địa bàn đạt và vượt 125 tỷ đồng. | other,ge,125,,tỷ đồng,total
Phấn đấu thu ngân sách đạt 98 tỷ đồng trở lên. | other,ge,98,,tỷ đồng,total
Tỷ lệ trẻ dưới 1 tuổi được tiêm chủng đầy đủ đạt không dưới 95%. | other,ge,95,,%,total
Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân giảm xuống dưới 9%. | other,lt,9,,%,reduce_to
Tỷ lệ hồ sơ giải quyết quá hạn tối đa 1%. | other,le,1,,%,total
Tối thiểu 90% thủ tục hành chính được cung cấp trực tuyến toàn trình. | other,ge,90,,%,total
Thành lập ít nhất từ 2 đến 3 tổ hợp tác. | other,range,2,3,tổ hợp tác,additional
Đạt từ 35% hồ sơ trực tuyến. | other,ge,35,,%,total
Đưa tỷ lệ thất nghiệp xuống dưới 3%. | other,lt,3,,%,reduce_to
Đến năm 2024, toàn xã đạt 19/19 tiêu chí. | criteria_met,eq,19,,tiêu chí,total
Hoàn thành 04 tiêu chí còn lại. | criteria_met,eq,4,,tiêu chí,additional
Trồng 45 ha rừng tập trung. | other,eq,45,,ha,total
Trồng mới 25.000 cây phân tán. | other,eq,25000,,cây,additional
Toàn xã trồng được ít nhất 3.500 cây xanh. | other,ge,3500,,cây,total
Nâng tỷ lệ che phủ rừng lên 58,5%. | other,eq,58.5,,%,total
Duy trì tỷ lệ che phủ rừng ở mức 52%. | other,eq,52,,%,total
Đạt 28 giường bệnh/vạn dân và 9 bác sĩ/vạn dân. | other,eq,28,,giường bệnh/vạn dân,total; other,eq,9,,bác sĩ/vạn dân,total
Số giường bệnh trên 1 vạn dân đạt 30 giường. | other,eq,30,,giường/vạn dân,total
Sản lượng lương thực bình quân đầu người đạt 480 kg/người/năm. | other,eq,480,,kg/người/năm,total
Năng suất lúa bình quân đạt 58 tạ/ha. | other,eq,58,,tạ/ha,total
Tổng sản lượng lương thực có hạt đạt 32.500 tấn. | other,eq,32500,,tấn,total
Giá trị sản xuất trên 1 ha đất trồng trọt đạt 110 triệu đồng. | other,eq,110,,triệu đồng/ha,total
Tổng đàn lợn đạt 18.000 con. | other,eq,18000,,con,total
Giải quyết việc làm cho 1.200 lao động, trong đó xuất khẩu lao động 80 người. | other,eq,1200,,lao động,total; other,eq,80,,người,total
Tạo việc làm mới cho ít nhất 900 lượt người. | other,ge,900,,lượt người,additional
Đào tạo nghề cho 450 lao động nông thôn. | other,eq,450,,lao động,total
Mỗi năm giải quyết việc làm cho 600 lao động. | other,eq,600,,lao động,per_year
Bình quân mỗi năm giảm 1,2% hộ nghèo. | poverty_rate,eq,1.2,,%,per_year
Giảm tỷ lệ hộ nghèo từ 1,5 - 2%/năm. | poverty_rate,range,1.5,2,%,per_year
Giảm 120 hộ nghèo và 85 hộ cận nghèo. | other,eq,120,,hộ,additional; other,eq,85,,hộ,additional
Tỷ lệ hộ nghèo cuối năm còn 3,15%. | poverty_rate,eq,3.15,,%,reduce_to
Tỷ lệ hộ cận nghèo giảm còn dưới 4%. | other,lt,4,,%,reduce_to
Xóa 45 căn nhà tạm, nhà dột nát. | other,eq,45,,căn nhà,total
Xây dựng 02 trường đạt chuẩn quốc gia mức độ 2. | other,eq,2,,trường,total
Có thêm 02 trường học đạt chuẩn quốc gia. | other,eq,2,,trường,additional
Huy động trẻ 6 tuổi vào lớp 1 đạt 100%. | other,eq,100,,%,total
Tỷ lệ học sinh hoàn thành chương trình tiểu học đạt từ 99% trở lên. | other,ge,99,,%,total
Tỷ lệ trường đạt chuẩn quốc gia đạt 75% (tương đương 18 trường). | other,eq,75,,%,total; other,eq,18,,trường,total
Phấn đấu 85% gia đình, 90% thôn đạt danh hiệu văn hóa. | other,eq,85,,%,total; other,eq,90,,%,total
100% cơ quan, đơn vị đạt chuẩn văn hóa. | other,eq,100,,%,total
Trên 95% hộ dân được sử dụng nước hợp vệ sinh, trong đó 60% sử dụng nước sạch đạt quy chuẩn. | clean_water_rate,gt,95,,%,total; clean_water_rate,eq,60,,%,total
Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý đạt ≥ 90%. | other,ge,90,,%,total
Có 05 mô hình phân loại rác tại nguồn. | other,eq,5,,mô hình,total
Ít nhất 70% khu dân cư có tổ liên gia an toàn phòng cháy, chữa cháy. | other,ge,70,,%,total
Mỗi thôn, khu phố thành lập ít nhất 01 tổ liên gia an toàn PCCC. | other,ge,1,,tổ liên gia/thôn,additional
Giảm 10% số vụ cháy so với năm 2022. | other,eq,10,,%,additional
Kéo giảm từ 5% đến 10% tai nạn giao thông trên cả ba tiêu chí. | other,range,5,10,%,additional
100% cán bộ, công chức được tập huấn về chuyển đổi số. | other,eq,100,,%,total
Chỉ số cải cách hành chính tăng ít nhất 02 bậc. | other,ge,2,,bậc,additional
Chỉ số hài lòng của người dân tăng thêm 0,5 điểm %. | other,eq,0.5,,%,additional
Mức độ hài lòng của người dân đạt tối thiểu 88%. | other,ge,88,,%,total
Tỷ lệ hồ sơ nộp trực tuyến đạt từ 40% đến 50%. | other,range,40,50,%,total
Tỷ lệ giải ngân vốn đầu tư công đạt trên 95% kế hoạch vốn. | other,gt,95,,%,total
Tốc độ tăng giá trị sản xuất bình quân 9,5%/năm. | other,eq,9.5,,%,per_year
Tốc độ tăng trưởng kinh tế đạt 8,2%. | other,eq,8.2,,%,total
Giá trị sản xuất ngành nông nghiệp tăng 4,5%. | other,eq,4.5,,%,additional
Tăng thêm 1.500 người tham gia bảo hiểm y tế hộ gia đình. | other,eq,1500,,người,additional
Số người tham gia bảo hiểm xã hội tự nguyện đạt 820 người. | other,eq,820,,người,total
Phát triển mới 350 người tham gia BHXH tự nguyện. | other,eq,350,,người,additional
Thu hút 25.000 lượt khách du lịch. | other,eq,25000,,lượt khách,total
Kết nạp 15 đảng viên mới. | other,eq,15,,đảng viên,total
Phát triển mới từ 10 doanh nghiệp trở lên. | other,ge,10,,doanh nghiệp,additional
Lũy kế đến hết năm 2023 toàn tỉnh có 85 sản phẩm OCOP. | ocop_products,eq,85,,sản phẩm,cumulative
Cấp mới 12 mã số vùng trồng. | other,eq,12,,mã số vùng trồng,additional
Chuyển đổi 30 ha đất lúa kém hiệu quả sang cây ăn quả. | other,eq,30,,ha,total
Bê tông hóa 6,5 km đường thôn. | other,eq,6.5,,km,total
Tỷ suất sinh thô giảm 0,1‰. | other,eq,0.1,,‰,additional
Tỷ số giới tính khi sinh dưới 111 bé trai/100 bé gái. | other,lt,111,,bé trai/100 bé gái,total
Tuổi thọ trung bình đạt 75 tuổi. | other,eq,75,,tuổi,total
Diện tích nhà ở bình quân đạt 26 m²/người. | other,eq,26,,m²/người,total
Có 3/5 trường đạt chuẩn quốc gia. | other,eq,3,,trường,total
Phấn đấu 16/18 thôn có nhà văn hóa đạt chuẩn. | ntm_hamlet,eq,16,,thôn,total
Mỗi xã có ít nhất 02 khu dân cư kiểu mẫu. | ntm_hamlet_model,ge,2,,khu dân cư/xã,total
Xây dựng thêm 01 khu dân cư nông thôn mới kiểu mẫu. | ntm_hamlet_model,eq,1,,khu dân cư,additional
Có 60 vườn hộ đạt chuẩn vườn mẫu. | other,eq,60,,vườn,total
Ít nhất một nửa số thôn có đường bê tông. | other,ge,50,,%,total
Thời gian giải quyết hồ sơ rút ngắn từ 15 ngày xuống 10 ngày. | other,eq,10,,ngày,reduce_to
Phụ nữ mang thai được khám ít nhất 4 lần đạt 90%. | other,eq,90,,%,total
Bảo đảm 40 lít nước/người/ngày. | other,eq,40,,lít nước/người/ngày,total
Trên 85% số hộ dùng nước sạch, 100% rác thải được thu gom. | clean_water_rate,gt,85,,%,total; other,eq,100,,%,total
Đạt 19/19 tiêu chí. | criteria_met,eq,19,,tiêu chí,total
Thu nhập bình quân đầu người của hộ nghèo tăng 1,5 lần. | income_per_capita,eq,1.5,,lần,additional
Không để xảy ra trường hợp tử vong do bệnh dại. |
Thu nhập bình quân đầu người tăng từ 45 triệu đồng năm 2020 lên 62 triệu đồng vào năm 2025. | income_per_capita,eq,62,,triệu đồng/người/năm,total
Tỷ lệ đô thị hóa đạt khoảng 32%. | other,eq,32,,%,total
Kim ngạch xuất khẩu đạt 1,2 tỷ USD. | other,eq,1.2,,tỷ USD,total
Tổng vốn đầu tư toàn xã hội đạt 15.000 tỷ đồng. | other,eq,15000,,tỷ đồng,total
Vận động Quỹ "Vì người nghèo" đạt 150 triệu đồng trở lên. | other,ge,150,,triệu đồng,total
"""

NO_TARGETS = """
Năm 2022, toàn huyện đã đạt 91% dân số tham gia bảo hiểm y tế.
Tổng kinh phí thực hiện là 1.250 triệu đồng.
Ngân sách nhà nước hỗ trợ 70% mức đóng bảo hiểm y tế cho hộ cận nghèo.
Hồ sơ lập thành 02 bộ, gửi về Văn phòng.
Tổ chức 03 hội nghị tuyên truyền tại các thôn.
Mức xử phạt từ 2 đến 3 triệu đồng theo Nghị định 45/2022/NĐ-CP.
Tiếp tục triển khai Chương trình 135 và Đề án 06.
Cơ sở có diện tích từ 300 m² trở lên phải có phương án chữa cháy.
Hỗ trợ 5 triệu đồng/hộ xây nhà vệ sinh.
Trẻ em từ 6 đến 11 tuổi được uống vitamin A.
Thông báo trên loa truyền thanh 02 lần/ngày.
In 500 tờ rơi tuyên truyền.
Tỷ lệ trường đạt chuẩn quốc gia mới đạt 41% (quy định 70%).
Kế hoạch gồm 05 nội dung, 12 nhiệm vụ.
Thời hạn giải quyết 05 ngày làm việc.
Kết quả năm 2022: 12/15 xã có trạm y tế đạt chuẩn.
Hiện còn 145 hộ nghèo, chiếm 4,2%.
"""


@pytest.mark.parametrize("line", lines(GOALS), ids=lambda line: line[0])
def test_goals_of_many_fields(line: list[str]) -> None:
    names = ("indicator", "comparator", "value", "value_max", "unit", "basis")
    found = [",".join(cells(each, *names)) for each in rows(find, in_goals(line[0]))]
    assert found == [each.strip() for each in line[1].split(";") if each.strip()]


@pytest.mark.parametrize("words", NO_TARGETS.strip().splitlines())
def test_numbers_that_set_no_goal(words: str) -> None:
    assert rows(find, in_tasks(words)) == []


# words in a plan of 2021-2025 | value, due_text, due_start, due_end, due_relation of each target
DUE = """
Đến cuối năm 2025 có 80% số hộ dùng nước sạch. | 80,Đến cuối năm 2025,,2025-12-31,by
Giai đoạn 2021 - 2025 trồng 1.500 ha rừng. | 1500,Giai đoạn 2021 - 2025,2021-01-01,2025-12-31,within
Tỷ lệ bao phủ bảo hiểm y tế năm 2022 đạt 92%, năm 2023 đạt 93%. | 92,năm 2022,2022-01-01,2022-12-31,within; 93,năm 2023,2023-01-01,2023-12-31,within
Thu nhập bình quân đầu người năm 2025 đạt 65 triệu đồng. | 65,năm 2025,2025-01-01,2025-12-31,within
Đến năm 2023: 85%; đến năm 2025: 95% trạm y tế có bác sĩ. | 85,Đến năm 2023,,2023-12-31,by; 95,đến năm 2025,,2025-12-31,by
Đến 2025, 100% hồ sơ công việc cấp huyện được xử lý trên môi trường mạng. | 100,Đến 2025,,2025-12-31,by
"""


@pytest.mark.parametrize("line", lines(DUE), ids=lambda line: line[0])
def test_due_times_of_many_forms(line: list[str]) -> None:
    names = ("value", "due_text", "due_start", "due_end", "due_relation")
    found = [",".join(cells(each, *names)) for each in rows(find, in_goals(line[0]), PLAN_OF_FIVE_YEARS)]
    assert found == [each.strip() for each in line[1].split(";")]


def test_parts_in_brackets_are_rows() -> None:
    words = "Trồng mới 35 ha rừng (trong đó: 20 ha rừng sản xuất, 15 ha rừng phòng hộ)."
    assert [cells(each, "value", "unit", "basis") for each in rows(find, in_goals(words))] == [
        ["35", "ha", "additional"], ["20", "ha", "additional"], ["15", "ha", "additional"],
    ]  # fmt: skip


def test_a_lead_in_outside_the_goals_sets_goals() -> None:
    text = "KẾ HOẠCH\nVề việc A\nI. NỘI DUNG\nPhấn đấu đến năm 2025:\n- 95% dân số tham gia bảo hiểm y tế.\n- Trồng 50 ha rừng.\n"
    assert [cells(each, "value", "due_text", "due_end") for each in rows(find, text, PLAN_OF_FIVE_YEARS)] == [
        ["95", "đến năm 2025", "2025-12-31"],
        ["50", "đến năm 2025", "2025-12-31"],
    ]


# words | named_units, value, unit, basis, due_text of each target in a plan of 2021-2025
WHOSE = """
Di dời 48/61 hộ: xã Yên Đồng 20 hộ, xã Tề Lỗ 28 hộ. | ,48,hộ,total,; Yên Đồng,20,hộ,total,; Tề Lỗ,28,hộ,total,
Tỷ lệ hộ nghèo giảm 1,5%/năm, đến năm 2025 còn 4%. | ,1.5,%,per_year,; ,4,%,reduce_to,đến năm 2025
Kết nạp 150 đảng viên mới mỗi năm. | ,150,đảng viên,per_year,
Trồng mới 120 ha rừng và 3.500 cây phân tán. | ,120,ha,additional,; ,3500,cây,additional,
Diện tích rừng trồng mới: 300 ha (năm 2022: 100 ha; 2023: 200 ha). | ,300,ha,additional,; ,100,ha,additional,năm 2022; ,200,ha,additional,2023
Mỗi thôn, xóm thành lập 01 tổ hỗ trợ. | ,1,tổ/thôn,additional,
"""


@pytest.mark.parametrize("line", lines(WHOSE), ids=lambda line: line[0])
def test_whose_and_how(line: list[str]) -> None:
    names = ("named_units", "value", "unit", "basis", "due_text")
    found = [",".join(cells(each, *names)) for each in rows(find, in_goals(line[0]), PLAN_OF_FIVE_YEARS)]
    assert found == [each.strip() for each in line[1].split(";")]


def test_grades_of_shares() -> None:
    words = "80% số xã đạt chuẩn nông thôn mới; trong đó 40% đạt nâng cao, 10% đạt kiểu mẫu."
    assert [cells(each, "indicator", "value") for each in rows(find, in_goals(words))] == [
        ["ntm_commune", "80"], ["ntm_commune_advanced", "40"], ["ntm_commune_model", "10"],
    ]  # fmt: skip
