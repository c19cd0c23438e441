"""Names of the Word styles, as a clerk reads them: components of a paper in Decree 30/2020, Annex I.

An element without a name of its own takes that of what it stands in; its look comes from the style
sheet either way, so a paper may use a class that is not listed here.
"""

from typing import Any

BODY = "Nội dung"
BLANK = "Khoảng trống"
RULE = "Đường kẻ"

CLASSES = {
    "parent": "Cơ quan chủ quản",
    "body": "Cơ quan ban hành",
    "state": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "number": "Số, ký hiệu",
    "place": "Địa danh, thời gian",
    "concerning": "Trích yếu công văn",
    "subject": "Trích yếu",
    "authority": "Thẩm quyền ban hành",
    "basis": "Căn cứ",
    "decides": "Lệnh văn bản",
    "text": "Nội dung",
    "addressee": "Kính gửi",
    "caption": "Nơi nhận",
    "recipients": "Nơi nhận - danh sách",
    "signature": "Người ký",
    "room": "Chỗ ký",
    "list-title": "Tên phụ lục",
    "attached": "Kèm theo",
    "section": "Bảng - dòng mục",
    "total": "Bảng - dòng tổng",
    "short": "Bảng - ô ngắn",
    "money": "Bảng - số tiền",
    "in-words": "Bằng chữ",
    "note": "Ghi chú",
}
TAGS = {"h1": "Tên loại văn bản", "h2": "Phụ lục", "table": "Bảng - nội dung", "th": "Bảng - tiêu đề cột"}
# What a reader jumps to, as the bookmarks of the PDF: heading levels, the highest is 0.
LEVELS = {TAGS["h1"]: 0, TAGS["h2"]: 1}


def style_name(node: Any, above: str) -> str:
    """Return the style for the text of ``node``, which stands in something of the style ``above``."""
    known = [CLASSES[name] for name in node.etree_element.get("class", "").split() if name in CLASSES]
    return known[0] if known else TAGS.get(node.local_name, above)
