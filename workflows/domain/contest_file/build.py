"""From a checked value to the data classes, with the defaults."""

from typing import Any

from workflows.domain.contest_file import defaults
from workflows.domain.contest_file.parts import Body, FileContest, FileExtension, Papers
from workflows.domain.contest_file.reading import dated_rule, day, lines, named, points, text, whole
from workflows.domain.contest_file.rows import criteria, organizer_of, plan_of, tie_break_line, timeline
from workflows.domain.prizes import Prize, PrizeKind


def contest(value: dict[str, Any]) -> FileContest:
    """The contest with all defaults."""
    row = value["contest"]
    return FileContest(
        slug=row["slug"],
        title=text(row, "title"),
        year=int(row["year"]),
        organizer=organizer_of(row),
        plan=plan_of(row["plan"]),
        eligible=lines(row, "eligible"),
        entry_formats=named(row.get("entry_formats", ())) or defaults.FORMATS,
        contact_fields=defaults.contact_fields(row.get("required_contact_fields", {})),
        optional_attachments=lines(row, "optional_attachments"),
        timeline=timeline(row),
        weekend_rule=defaults.weekend_rule(row),
        holidays=defaults.holidays(row),
        extensions=tuple(_extension(extension) for extension in row.get("extensions", ())),
        unit_author_deadlines={r["unit"]: dated_rule(r) for r in row.get("unit_author_deadlines", ())},
        rounds=named(row.get("rounds", ())) or defaults.ROUNDS,
        themes=named(row["themes"]),
        criteria=criteria(row),
        max_total=points(row["max_total"]),
        pass_mean=points(row["pass_mean"]),
        min_valid_sheets=defaults.minimum_of_sheets(value),
        sheets_per_entry=whole(row, "sheets_per_entry"),
        blind=row.get("blind", False),
        checklist=named(row.get("prescreen_checklist", ()), "text"),
        max_entries_per_unit=whole(row, "max_entries_per_unit"),
        tie_break=tuple(tie_break_line(line) for line in row["tie_break"]),
        prizes=tuple(_prize(prize) for prize in row["prizes"]),
        legal_bases=lines(row, "legal_bases") or defaults.legal_bases(row),
        funding_source=text(row, "funding_source"),
        body=_body(row.get("body", {})),
        papers=_papers(row.get("papers", {})),
        contact=text(row, "contact"),
        entry_prefix=row.get("entry_prefix") or defaults.entry_prefix(value),
    )


def _papers(row: dict[str, Any]) -> Papers:
    return Papers(
        decision_form=row.get("decision_form") or "commendation",
        certificate_per=row.get("certificate_per") or "both",
        signing=row.get("signing"),
        register=row.get("register"),
    )


def _extension(row: dict[str, Any]) -> FileExtension:
    return FileExtension(row["unit"], row["deadline"], dated_rule(row))


def _prize(row: dict[str, Any]) -> Prize:
    kind = PrizeKind(row["kind"]) if row.get("kind") else None
    return Prize(row["code"], text(row, "name"), int(row["quantity"]), int(row["money_vnd"]), kind)


def _body(row: dict[str, Any]) -> Body:
    decision = row.get("decision") or {}
    return Body(
        name=text(row, "name", "Ban Tổ chức"),
        jury_name=text(row, "jury_name", "Hội đồng chấm thi"),
        decision_number=text(decision, "number") or None,
        decision_date=day(decision, "date"),
        quorum=whole(row, "quorum"),
    )
