"""Everything that can be wrong with a file: where it is, one sentence, nothing else happens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workflows.domain.contest_file import ContestFile, ContestFileError, load

Loader = Callable[[Any], ContestFile]
Spoil = Callable[[dict[str, Any]], Any]


def put(*steps: Any) -> Spoil:
    """Sets the member at the path to the last argument."""

    def spoil(value: Any) -> None:
        *way, key, new = steps
        for step in way:
            value = value[step]
        value[key] = new

    return spoil


def drop(*steps: Any) -> Spoil:
    """Removes the member at the path."""

    def spoil(value: Any) -> None:
        *way, key = steps
        for step in way:
            value = value[step]
        del value[key]

    return spoil


def grow(*steps: Any) -> Spoil:
    """Appends the last argument to the list at the path, making it when needed."""

    def spoil(value: Any) -> None:
        *way, key, new = steps
        for step in way:
            value = value[step]
        value.setdefault(key, []).append(new)

    return spoil


EXTENSION = {"unit": "NV", "deadline": "unit_deadline", "date": "2024-07-20", "rule": "before", "reason": "x"}
PERSON = {"username": "a", "full_name": "A", "role": "clerk"}
C, E0 = "contest", ("entries", 0)
SHEET = (*E0, "scores", 0)

STRUCTURE: list[tuple[str, Spoil, str, str]] = [
    ("no contest", drop(C), "$.contest", "required and missing"),
    ("no title", drop(C, "title"), "$.contest.title", "required and missing"),
    ("title null", put(C, "title", None), "$.contest.title", "required and missing"),
    ("title empty", put(C, "title", ""), "$.contest.title", "is empty"),
    ("title a number", put(C, "title", 5), "$.contest.title", "must be a text, not “5”"),
    ("title too long", put(C, "title", "x" * 301), "$.contest.title", "at most 300"),
    ("title blank", put(C, "title", " \t "), "$.contest.title", "is empty"),
    ("organizer blank", put(C, "organizer", "name", "  "), "$.contest.organizer.name", "is empty"),
    ("judge blank", put("judges", 0, "full_name", "\u00a0"), "$.judges[0].full_name", "is empty"),
    ("legal basis blank", put(C, "legal_bases", ["Luật", " "]), "$.contest.legal_bases[1]", "is empty"),
    ("prize blank", put(C, "prizes", 1, "name", "  "), "$.contest.prizes[1].name", "is empty"),
    ("unit blank", put("units", 2, "name", "\n"), "$.units[2].name", "is empty"),
    ("plan number blank", put(C, "plan", "number", " "), "$.contest.plan.number", "is empty"),
    ("e-mail", grow("people", {**PERSON, "email": "a@b"}), "$.people[0].email", "an e-mail address"),
    (
        "author's e-mail",
        put(*E0, "authors", 0, "email", "không"),
        "$.entries[0].authors[0].email",
        "an e-mail address",
    ),
    (
        "contact field",
        put(C, "required_contact_fields", "individual", ["phone", "fax"]),
        "$.contest.required_contact_fields.individual[1]",
        "representative.phone",
    ),
    ("slug", put(C, "slug", "Ba Đình"), "$.contest.slug", "small letters"),
    ("year a text", put(C, "year", "2024"), "$.contest.year", "a whole number"),
    ("year with decimals", put(C, "year", 2024.5), "$.contest.year", "a whole number"),
    (
        "level",
        put(C, "organizer", "level", "ward"),
        "$.contest.organizer.level",
        "commune, district, province, ministry",
    ),
    ("date", put(C, "timeline", 1, "date", "15/7/2024"), "$.contest.timeline[1].date", "as 2024-07-15"),
    (
        "no such day",
        put(C, "timeline", 1, "date", "2024-02-30"),
        "$.contest.timeline[1].date",
        "as 2024-07-15",
    ),
    ("year 9999", put(C, "timeline", 3, "date", "9999-12-31"), "$.contest.timeline[3].date", "as 2024-07-15"),
    ("short date", put(C, "timeline", 1, "date", "20240715"), "$.contest.timeline[1].date", "as 2024-07-15"),
    (
        "rule",
        put(C, "timeline", 1, "rule", "after"),
        "$.contest.timeline[1].rule",
        "before, on_or_before, on",
    ),
    ("weekend rule", put(C, "weekend_rule", "skip"), "$.contest.weekend_rule", "keep, next_working_day"),
    ("holiday", put(C, "holidays", ["Tết"]), "$.contest.holidays[0]", "a date"),
    ("holiday a number", put(C, "holidays", [1]), "$.contest.holidays[0]", "a text or an object"),
    (
        "maximum zero",
        put(C, "criteria", 2, "max_points", 0),
        "$.contest.criteria[2].max_points",
        "more than 0",
    ),
    (
        "maximum a text",
        put(C, "criteria", 2, "max_points", "30"),
        "$.contest.criteria[2].max_points",
        "a number",
    ),
    (
        "maximum true",
        put(C, "criteria", 2, "max_points", True),
        "$.contest.criteria[2].max_points",
        "a number",
    ),
    ("no criteria", put(C, "criteria", []), "$.contest.criteria", "at least 1 item"),
    ("criteria an object", put(C, "criteria", {}), "$.contest.criteria", "a list"),
    (
        "minimum below zero",
        put(C, "criteria", 0, "min_points", -1),
        "$.contest.criteria[0].min_points",
        "at least 0",
    ),
    ("criterion code", put(C, "criteria", 0, "code", "T M"), "$.contest.criteria[0].code", "without spaces"),
    ("criterion brackets", put(C, "criteria", 0, "code", "T(M)"), "$.contest.criteria[0].code", "brackets"),
    ("prize kind", put(C, "prizes", 0, "kind", "doi"), "$.contest.prizes[0].kind", "ca_nhan_nhom"),
    (
        "prize quantity",
        put(C, "prizes", 0, "quantity", 1.5),
        "$.contest.prizes[0].quantity",
        "a whole number",
    ),
    ("prize money", put(C, "prizes", 0, "money_vnd", -1), "$.contest.prizes[0].money_vnd", "at least 0"),
    ("aggregation", put(C, "aggregation", "median"), "$.contest.aggregation", "mean_of_non_recused"),
    ("no units", put("units", []), "$.units", "at least 1 item"),
    ("a unit is a text", put("units", 3, "NV"), "$.units[3]", "an object"),
    ("role", grow("people", {**PERSON, "role": "boss"}), "$.people[0].role", "secretary"),
    ("username", grow("people", {**PERSON, "username": "a b"}), "$.people[0].username", "letters, digits"),
    (
        "author kind",
        put(*E0, "author_kind", "team"),
        "$.entries[0].author_kind",
        "individual, group, collective",
    ),
    ("demo state", put(*E0, "demo_state", "won"), "$.entries[0].demo_state", "rejected_late"),
    ("submitted at", put(*E0, "submitted_at", "2024-06-17"), "$.entries[0].submitted_at", "a date and time"),
    (
        "file name",
        put(*E0, "attachments", 0, "filename", "../x.pdf"),
        "$.entries[0].attachments[0].filename",
        "without folders",
    ),
    (
        "points a text",
        put(*SHEET, "criteria", "TM", "24,5"),
        "$.entries[0].scores[0].criteria.TM",
        "a number",
    ),
    ("recused a text", put(*SHEET, "recused", "no"), "$.entries[0].scores[0].recused", "true or false"),
]

RULES: list[tuple[str, Spoil, str, str]] = [
    ("sum", put(C, "criteria", 2, "max_points", 25), "$.contest.max_total", "add up to 95, not to 100"),
    ("weights", put(C, "criteria", 2, "weight", 2), "$.contest.max_total", "add up to 130, not to 100"),
    ("step", put(C, "criteria", 0, "step", 0.3), "$.contest.criteria[0].step", "0.3 does not divide the maximum 25"),
    ("fine step", put(C, "criteria", 0, "step", 0.125), "$.contest.criteria[0].step", "more than 2 decimals"),
    ("minimum above", put(C, "criteria", 0, "min_points", 26), "$.contest.criteria[0].min_points", "at most 25"),
    ("pass above", put(C, "pass_mean", 101), "$.contest.pass_mean", "at most 100"),
    ("criterion twice", put(C, "criteria", 1, "code", "TM"), "$.contest.criteria[1].code", "“TM” is used twice"),
    ("theme twice", put(C, "themes", 1, "code", "CD1"), "$.contest.themes[1].code", "used twice"),
    ("prize twice", put(C, "prizes", 1, "code", "NHAT"), "$.contest.prizes[1].code", "used twice"),
    ("date twice", put(C, "timeline", 0, "code", "award_done"), "$.contest.timeline", "“open” is missing"),
    ("tie-break unknown", put(C, "tie_break", 0, "mean(XX) cao hơn"), "$.contest.tie_break[0]", "“XX” is not in the file"),
    ("tie-break typing error", put(C, "tie_break", 3, "maen(HQ)"), "$.contest.tie_break[3]", "names no criterion"),
    ("vote not last", put(C, "tie_break", 1, "biểu quyết"), "$.contest.tie_break[1]", "only the last line may be a vote"),
    ("lower wins", put(C, "tie_break", 1, "mean(TM) thấp hơn"), "$.contest.tie_break[1]", "the higher one does"),
    ("tie-break twice", put(C, "tie_break", 1, "mean(HQ)"), "$.contest.tie_break[0]", "a second time"),
    ("standing unit", put(C, "organizer", "standing_unit", "ZZ"), "$.contest.organizer.standing_unit", "not in the file"),
    ("plan number", put(C, "plan", "full", "206/KH-UBND"), "$.contest.plan.full", "does not fit number and symbol (205/KH-UBND)"),
    ("no deadline", drop(C, "timeline", 1), "$.contest.timeline", "“unit_deadline” is missing"),
    ("opening", put(C, "timeline", 0, "rule", "before"), "$.contest.timeline[0].rule", "“on”"),
    ("order", put(C, "timeline", 2, "date", "2024-07-10"), "$.contest.timeline[2].date", "ends before “unit_deadline”"),
    ("opens too late", put(C, "timeline", 0, "date", "2024-07-15"), "$.contest.timeline[1].date", "ends before “open”"),
    ("last valid", put(C, "timeline", 1, "last_valid", "2024-07-15T23:59:59+07:00"), "$.contest.timeline[1].last_valid", "23:59 on Sunday, 14 July 2024"),
    ("two weekend rules", lambda v: (put(C, "weekend_rule", "keep")(v), put(C, "timeline", 1, "weekend_rule", "next_working_day")(v)), "$.contest.weekend_rule", "in two ways"),
    ("extension unit", grow(C, "extensions", {**EXTENSION, "unit": "ZZ"}), "$.contest.extensions[0].unit", "not in the file"),
    ("extension of what", grow(C, "extensions", {**EXTENSION, "deadline": "x"}), "$.contest.extensions[0].deadline", "unit_deadline"),
    ("extension of the opening", grow(C, "extensions", {**EXTENSION, "deadline": "open"}), "$.contest.extensions[0].deadline", "use one of: unit_deadline."),
    ("extension of the scoring", grow(C, "extensions", {**EXTENSION, "deadline": "scoring_done"}), "$.contest.extensions[0].deadline", "can't be extended"),
    ("own date twice", put(C, "unit_author_deadlines", [{"unit": "NV", "date": "2024-07-01", "rule": "before"}] * 2), "$.contest.unit_author_deadlines[1].unit", "used twice"),
    ("sheets per entry", put(C, "sheets_per_entry", 6), "$.contest.sheets_per_entry", "at most 5"),
    ("minimum of sheets", put(C, "min_valid_sheets", 6), "$.contest.min_valid_sheets", "at most 5"),
    ("legal bases", lambda v: (drop(C, "legal_bases")(v), [row.update(date=row["date"].replace("2024", "2026"), last_valid=None) for row in v[C]["timeline"]]), "$.contest.legal_bases", "level district"),
    ("unit twice", put("units", 1, "code", "NV"), "$.units[1].code", "used twice"),
    ("unit above", put("units", 1, "parent", "ZZ"), "$.units[1].parent", "not in the file"),
    ("unit above itself", lambda v: (put("units", 0, "parent", "TP")(v), put("units", 1, "parent", "NV")(v)), "$.units[0].parent", "above itself"),
    ("validity", lambda v: v["units"][0].update(valid_from="2024-01-02", valid_until="2024-01-01"), "$.units[0].valid_until", "earlier than valid_from"),
    ("judge twice", put("judges", 1, "code", "GK1"), "$.judges[1].code", "used twice"),
    ("judge's unit", put("judges", 1, "unit", "ZZ"), "$.judges[1].unit", "not in the file"),
    ("two chairs", put("judges", 1, "role", "truong_ban"), "$.judges[1].role", "second judge"),
    ("judge's account", put("judges", 1, "username", "nobody"), "$.judges[1].username", "not in the file"),
    ("person's unit", grow("people", {**PERSON, "unit": "ZZ"}), "$.people[0].unit", "not in the file"),
    ("role needs a unit", grow("people", {**PERSON, "role": "unit_head"}), "$.people[0].unit", "needs a unit"),
    ("person twice", put("people", [PERSON, PERSON]), "$.people[1]", "listed twice"),
    ("two names", put("people", [PERSON, {**PERSON, "role": "auditor", "full_name": "B"}]), "$.people[1].username", "two names"),
    ("entry twice", put("entries", 1, "code", "BD24-001"), "$.entries[1].code", "used twice"),
    ("entry's theme", put(*E0, "theme", "CD9"), "$.entries[0].theme", "CD1, CD2"),
    ("entry's unit", put(*E0, "unit", "ZZ"), "$.entries[0].unit", "not in the file"),
    ("entry's format", put(*E0, "format", "poem"), "$.entries[0].format", "article, video"),
    ("entry's prize", put(*E0, "prize", "GOLD"), "$.entries[0].prize", "not in the file"),
    ("reviewer", put(*E0, "prescreen", "reviewed_by_unit", "ZZ"), "$.entries[0].prescreen.reviewed_by_unit", "not in the file"),
    ("no representative", put(*E0, "authors", 0, "is_representative", False), "$.entries[0].authors", "0 representatives"),
    ("two representatives", put(*E0, "authors", 1, "is_representative", True), "$.entries[0].authors", "2 representatives"),
    ("individual with many", put(*E0, "author_kind", "individual"), "$.entries[0].authors", "an individual entry has"),
    ("group of one", put("entries", 6, "author_kind", "group"), "$.entries[6].authors", "one author only"),
    ("no phone", put(*E0, "authors", 0, "phone", " "), "$.entries[0].authors[0].phone", "stands for the entry"),
    ("asked of everybody", lambda v: (put(C, "required_contact_fields", {"group": ["email"]})(v), put(*E0, "authors", 1, "email", " ")(v)), "$.entries[0].authors[1].email", "of every author"),
    ("author order", put(*E0, "authors", 1, "order", 1), "$.entries[0].authors[0].order", "two authors"),
    ("times", put(*E0, "forwarded_at", "2024-06-01T00:00:00+07:00"), "$.entries[0].forwarded_at", "earlier than prescreen.decided_at"),
    ("decided early", put(*E0, "prescreen", "decided_at", "2024-06-01T00:00:00+07:00"), "$.entries[0].prescreen.decided_at", "earlier than submitted_at"),
    ("same file twice", lambda v: v["entries"][8]["attachments"].append(v["entries"][8]["attachments"][0]), "$.entries[8].attachments[2].filename", "used twice"),
    ("unknown judge", put(*SHEET, "judge", "GK9"), "$.entries[0].scores[0].judge", "not in the file"),
    ("judge scores twice", put(*SHEET, "judge", "GK2"), "$.entries[0].scores[1].judge", "used twice"),
    ("unknown criterion", put(*SHEET, "criteria", "XX", 1), "$.entries[0].scores[0].criteria.XX", "not in the file"),
    ("no points", drop(*SHEET, "criteria", "TM"), "$.entries[0].scores[0].criteria.TM", "required and missing"),
    ("no sheet", drop(*SHEET, "criteria"), "$.entries[0].scores[0].criteria", "required and missing"),
    ("too many points", put(*SHEET, "criteria", "TM", 25.5), "$.entries[0].scores[0].criteria.TM", "is 25.5, but “Tính mới, tính sáng tạo” goes from 0 to 25"),
    ("negative points", put(*SHEET, "criteria", "TM", -1), "$.entries[0].scores[0].criteria.TM", "goes from 0"),
    ("off the step", put(*SHEET, "criteria", "TM", 20.3), "$.entries[0].scores[0].criteria.TM", "20.3, which is no multiple of the step 0.5"),
    ("total", put(*SHEET, "total", 50), "$.entries[0].scores[0].total", "is 50, but the points come to"),
    ("recused with points", put(*SHEET, "recused", True), "$.entries[0].scores[0].criteria", "gives no points"),
    ("own unit", lambda v: v["entries"][0].update(unit="TP"), "$.entries[0].scores[3].judge", "GK4 is of the entry's own unit TP"),
    ("too few sheets", lambda v: v["entries"][0].update(scores=v["entries"][0]["scores"][:2]), "$.entries[0].scores", "has 2 valid sheets, at least 3"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spoil", "where", "says"),
    [case[1:] for case in STRUCTURE + RULES],
    ids=[case[0] for case in STRUCTURE + RULES],
)
def test_what_is_wrong_is_told_with_its_place(
    value: dict[str, Any], load_value: Loader, spoil: Spoil, where: str, says: str
) -> None:
    spoil(value)
    with pytest.raises(ContestFileError) as refused:
        load_value(value)
    assert (refused.value.path, says in refused.value.sentence) == (where, True), str(refused.value)
    assert str(refused.value).startswith(f"{where}: ")
    assert refused.value.sentence.endswith(".")
    assert "{" not in refused.value.sentence


def test_further_errors_are_kept(value: dict[str, Any], load_value: Loader) -> None:
    put(C, "criteria", 2, "max_points", 25)(value)
    put("units", 1, "code", "NV")(value)
    with pytest.raises(ContestFileError) as refused:
        load_value(value)
    assert refused.value.path == "$.contest.max_total"
    assert "$.units[1].code" in [other.path for other in refused.value.others]


BYTES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "line 1, column 1"),
    ("cut off", b'{"contest": {\n  "title": "x",\n', "line 3, column 1"),
    ("a comma too many", b'{"a": 1,\n}', "line 2, column 1"),
    ("not a number", b'{"a": NaN}', "NaN is not a number"),
    ("infinite", b'{"a": -Infinity}', "-Infinity is not a number"),
    ("latin", b'{"a": "\xe9"}', "not UTF-8 (byte 8)"),
    ("utf-16", '{"a": 1}'.encode("utf-16"), "not UTF-8 (byte 1)"),
    ("endless nesting", b"[" * 200_000, "nested too deeply"),
    ("endless number", b'{"a": ' + b"9" * 5000 + b"}", "too large a number"),
    ("huge exponent", b'{"a": 1e400}', "too large a number"),
    ("exponent beyond arithmetic", b'{"a": 1e999999999}', "too large a number"),
    ("exponent beyond decimals", b'{"a": -1e99999999999999999999}', "too large a number"),
    ("endless zero", b'{"a": 0e999999999}', "too large a number"),
    ("fine exponent", b'{"a": 1e-400}', "too large a number"),
    ("wide number", b'{"a": 12345678901234567890}', "too large a number"),
    ("key twice", b'{"units": [{"a": 1, "b": 2, "a": 3}]}', "given twice"),
    ("NUL", b'{"a": "x\\u0000y"}', "U+0000"),
    ("half a character", b'{"a": "\\ud800"}', "U+D800"),
    ("a list", b"[]", "must be an object"),
    ("a text", b'"x"', "must be an object"),
    ("null", b"null", "must be an object, not “null”"),
]


@pytest.mark.parametrize(("raw", "says"), [case[1:] for case in BYTES], ids=[case[0] for case in BYTES])
def test_what_is_no_contest_file_at_all(raw: bytes, says: str) -> None:
    with pytest.raises(ContestFileError) as refused:
        load(raw)
    assert says in refused.value.sentence, str(refused.value)


def test_the_place_of_a_key_given_twice() -> None:
    with pytest.raises(ContestFileError) as refused:
        load(b'{"units": [{"a": 1, "b": 2, "a": 3}]}')
    assert refused.value.path == "$.units[0].a"


@pytest.mark.parametrize("number", ["1e999999999", "1e99999999999999999999", "9" * 5000])
def test_the_place_of_a_number_that_no_arithmetic_takes(number: str) -> None:
    with pytest.raises(ContestFileError) as refused:
        load(b'{"units": 1, "contest": {"pass_mean": [%s]}}' % number.encode())
    assert refused.value.path == "$.contest.pass_mean[0]"


def test_a_contest_may_ask_for_less(value: dict[str, Any], load_value: Loader) -> None:
    put(C, "required_contact_fields", {"group": []})(value)
    put(*E0, "authors", 0, "phone", " ")(value)
    assert load_value(value).entries[0].authors[0].phone == ""


def test_a_byte_order_mark_is_no_harm(path: Path) -> None:
    assert load(b"\xef\xbb\xbf" + path.read_bytes()).contest == load(path).contest


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContestFileError, match=r"no-such\.json” can.t be read"):
        load(tmp_path / "no-such.json")
    with pytest.raises(ContestFileError, match="can't be read"):
        load(tmp_path)
