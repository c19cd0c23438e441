"""What the author's receipt says."""

from reports.documents.submission_receipt import page_context
from tests.reports.papers import submission_receipt


def test_files_with_size_and_digest_links_as_they_are():
    pdf, docx, video = submission_receipt().files
    assert (pdf.size, pdf.sha256) == ("1,2 MB (1.234.567 byte)", "0123456789abcdef" * 4)
    assert docx.size == "812 byte"
    assert (video.name, video.size, video.sha256) == (
        "Video: https://video.example.vn/ngay-khong-hen", "Liên kết", "",
    )  # fmt: skip


def test_facts_in_order_and_nobody_in_between_unless_there_was():
    facts = page_context(submission_receipt())["facts"]
    assert [name for name, _value in facts] == [
        "Mã bài dự thi", "Tên ý tưởng, giải pháp", "Tác giả", "Đơn vị", "Thời điểm nhận", "Đầu mối liên hệ",
    ]  # fmt: skip
    helped = dict(page_context(submission_receipt(submitted_by="Hoàng Văn Cán Bộ"))["facts"])
    assert helped["Người nộp thay"] == "Hoàng Văn Cán Bộ"


def test_the_date_is_the_day_of_receipt_in_vietnam():
    record = submission_receipt()
    assert record.received_at.startswith("23 giờ 59 phút 59 giây, ngày 08 tháng 7 năm 2024")
    assert page_context(record)["place_and_date"] == "Ba Đình, ngày 08 tháng 7 năm 2024"
