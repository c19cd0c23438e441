"""The metadata of files and outgoing documents (Decree 30/2020/NĐ-CP, Annex VI): names, lengths, words."""

from typing import Any

from reports.exports.xml import element, plain
from workflows.states import DocumentState

TEXTS = {
    "OrganId": 13,
    "FileNotation": 20,
    "Title": 500,
    "TypeName": 100,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "OrganName": 200,
    "Subject": 500,
    "Language": 30,
    "Description": 500,
    "Position": 100,
    "FullName": 50,
}
"""Fields of text: how many characters each has room for."""

NUMBERS = {"FileCatalog": 4, "DocOrdinal": 3, "TotalDoc": 10, "PageAmount": 3, "IssuedAmount": 3}
"""Fields of numbers: how many digits each has room for."""

DATES = ("IssuedDate", "StartDate", "EndDate")
LANGUAGE = "Tiếng Việt"

DESCRIPTIONS = {
    DocumentState.DRAFT: "Dự thảo",
    DocumentState.CHECKED: "Dự thảo đã kiểm tra, ký nháy",
    DocumentState.SUBMITTED_FOR_SIGNATURE: "Dự thảo đã trình ký",
    DocumentState.SENT_BACK: "Dự thảo bị trả lại để chỉnh sửa",
    DocumentState.SIGNED: "Đã ký, chưa phát hành",
    DocumentState.ISSUED: "Đã phát hành",
    DocumentState.PUBLISHED: "Đã phát hành và công bố",
    DocumentState.CORRECTED: "Đã được đính chính",
    DocumentState.REPLACED: "Đã được thay thế",
    DocumentState.RECALLED: "Đã bị thu hồi",
}
"""What the field ``Description`` says of a document in each state."""


def field(name: str, value: Any) -> str:
    """Return a field of the annex; nothing is refused.

    A text that is too long is cut, and ``t:length`` says how long it was. A number with too many digits
    would be false if it were cut: the field stays empty and ``t:value`` gives the number.
    """
    if value is None or value == "" or name in DATES:
        return element(name, value)
    if name in NUMBERS:
        fits = len(str(value)) <= NUMBERS[name]
        return element(name, value) if fits else element(name, **{"t:value": value})
    text, room = plain(value), TEXTS[name]
    return element(name, text) if len(text) <= room else element(name, text[:room], **{"t:length": len(text)})
