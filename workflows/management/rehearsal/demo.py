"""The demonstration: a finished contest, one running today, and small ones stopped at each desk."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from workflows import clock
from workflows.domain.contest_file import from_value
from workflows.domain.contest_file.parts import FORWARDING, SCORING
from workflows.domain.people import Post, appoint
from workflows.management.rehearsal import variants
from workflows.management.rehearsal.rehearsal import Rehearsal
from workflows.management.rehearsal.stages import Stage
from workflows.models import Contest, WorkItem
from workflows.roles import Role

SOURCE = Path(__file__).resolve().parents[2] / "data" / "contests" / "ba_dinh_2024.json"
UNFINISHED_JUDGES = 2
SMALL = ("BD24-001", "BD24-003", "BD24-005", "BD24-008", "BD24-010", "BD24-013")

DESKS = (
    ("ban-chu-tich", "bàn Trưởng Ban", "TB", Stage.SCORED),
    ("ban-noi-vu", "bàn thường trực", "TT", Stage.APPROVED),
    ("ban-nguoi-ky", "bàn người ký", "NK", Stage.PROPOSED),
    ("ban-van-thu", "bàn văn thư", "VT", Stage.SIGNED),
)
"""Slug, words, prefix and stage of the small contests, one stopped at each desk."""

Tick = Callable[[int], object]


def build(tick: Tick, announce: Callable[[str], object]) -> Iterator[Contest]:
    """Play the demonstration's contests one after the other; yields each when it stands."""
    raw = json.loads(SOURCE.read_text(encoding="utf-8"))
    today = clock.local(clock.machine_now()).date()
    try:
        announce("2024")
        yield Rehearsal(from_value(raw)).play(tick=tick)
        announce("running")
        yield _running(raw, today, tick)
        for slug, words, prefix, stage in DESKS:
            announce(slug)
            yield _small(raw, today, slug, words, prefix, stage, tick)
    finally:
        clock.move_to(None)


def _running(raw: dict[str, Any], today: date, tick: Tick) -> Contest:
    """Four days before the units' deadline: units at work, judges scoring."""
    closing = today + timedelta(days=4)
    moved = variants.shifted(raw, (closing - variants.date_of(raw, FORWARDING)).days)
    title = f"Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành chính năm {today.year} {variants.NOTE}"
    moved = variants.renamed(
        moved, slug=f"cchc-{today.year}", title=title, prefix=f"CC{today.year % 100}", year=today.year
    )
    rehearsal = Rehearsal(from_value(variants.spread(moved, clock.local(clock.machine_now()))))
    contest = rehearsal.play(not_after=clock.machine_now(), tick=tick)
    _score_some(rehearsal)
    _second_officer(contest)
    return contest


def _second_officer(contest: Contest) -> None:
    """One unit has two officers, so that a task can be handed from one to the other."""
    waiting = WorkItem.objects.filter(contest=contest, step="prescreen").order_by("due", "pk")
    unit = waiting.select_related("unit")[0].unit
    assert unit is not None  # pre-screening is a unit's task
    post = Post(
        username=f"unit_officer.{unit.code.lower()}.2",
        full_name=f"Cán bộ đầu mối thứ hai, {unit} (hư cấu)",
        roles=(Role.UNIT_OFFICER,),
        unit=unit,
        is_fixed=True,
    )
    appoint(contest, [post])


def _score_some(rehearsal: Rehearsal) -> None:
    """Judges have begun: the last ones of the jury are unfinished, and one has recused."""
    players = rehearsal.players
    assert players is not None
    judges = [judge.code for judge in rehearsal.file.judges]
    busy = judges[:-UNFINISHED_JUDGES]
    received = [e for e in rehearsal.file.entries if e.leaving is None][:6]
    for entry in received:
        for sheet in entry.sheets:
            if sheet.judge in busy:
                players.do_score((entry, sheet))
    players.recuse(received[0], judges[-1], "Có quan hệ gia đình với tác giả (hư cấu)")


def _small(
    raw: dict[str, Any], today: date, slug: str, words: str, prefix: str, stage: Stage, tick: Tick
) -> Contest:
    """A contest of few entries whose scoring is over, stopped at one desk."""
    # early enough that every desk before the one where it stops has acted by now
    scored = today - timedelta(days=4)
    moved = variants.shifted(raw, (scored - variants.date_of(raw, SCORING)).days)
    few = variants.only_entries(moved, SMALL)
    if stage is Stage.SCORED:
        few = variants.with_tie(few)
    title = f"Cuộc thi Sáng kiến cải cách hành chính {today.year}, {words} {variants.NOTE}"
    named = variants.renamed(
        few, slug=f"{slug}-{today.year}", title=title, prefix=f"{prefix}{today.year % 100}", year=today.year
    )
    return Rehearsal(from_value(named)).play(until=stage, tick=tick)
