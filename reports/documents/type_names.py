"""Types of document by their names (Decree 30/2020/NĐ-CP, art. 7 and Annex III)."""

TYPE_NAMES = {
    "proposal": "Tờ trình",
    "decision": "Quyết định",
    "jury_minutes": "Biên bản",
    "results_notice": "Thông báo",
    "participation_report": "Báo cáo",
    "correction": "Công văn",
    "recall": "Quyết định",
    "revocation": "Quyết định",
    "screening_minutes": "Biên bản",
    "forwarding_letter": "Công văn",
    "certificate": "Giấy khen",
    "thanks_letter": "Thư cảm ơn",
}
"""Kind of paper → its type; certificates and letters of thanks are named as they are headed."""
