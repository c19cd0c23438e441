"""The small contest that the walk goes through: one author's unit, three judges, one account per role."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command

from workflows import clock
from workflows.management.rehearsal import demo, variants
from workflows.models import Installation, User

PASSWORD = "mat-khau-thu-2024"
UNIT, STANDING = "P00028", "NV"
"""The author's unit, and the standing unit, which sends nothing; both have one head."""
JUDGES = ("GK1", "GK2", "GK3")
"""Their accounts are named by role and code: judge.gk1."""

CONTEST = "di-het-duong"
PEOPLE = {
    "tac-gia": ("author", "Nguyễn Thị Minh Họa"),
    "dau-moi": ("unit_officer", "Trần Văn Đầu Mối"),
    "thu-truong": ("unit_head", "Lê Thị Thủ Trưởng"),
    "thu-ky": ("secretary", "Phạm Văn Thư Ký"),
    "truong-ban": ("chair", "Hoàng Thị Trưởng Ban"),
    "thuong-truc": ("standing_head", "Vũ Văn Thường Trực"),
    "nguoi-ky": ("signatory", "Nguyễn Văn Ký"),
    "van-thu": ("clerk", "Đỗ Thị Văn Thư"),
}
UNIT_ROLES = ("author", "unit_officer", "unit_head")


def contest_file() -> dict[str, Any]:
    """Return the reference contest with one unit, three judges, a prize of each kind and named people."""
    raw = variants.only_entries(reference(), ["BD24-001"])
    raw["entries"] = []
    raw["judges"] = [judge for judge in raw["judges"] if judge["code"] in JUDGES]
    for judge in raw["judges"]:
        judge.update(role="uy_vien", unit=None)
    raw["people"] = [
        {"username": name, "full_name": full, "role": role, **({"unit": UNIT} if role in UNIT_ROLES else {})}
        for name, (role, full) in PEOPLE.items()
    ]
    raw["people"].append({**raw["people"][2], "unit": STANDING})
    raw["units"] = [unit for unit in raw["units"] if unit["code"] in (UNIT, STANDING)]
    title = "Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành chính (đi hết đường)"
    return variants.renamed(raw, slug=CONTEST, title=title, prefix="DHD", year=2024)


def reference() -> dict[str, Any]:
    """Return the reference contest."""
    raw: dict[str, Any] = json.loads(demo.SOURCE.read_text(encoding="utf-8"))
    return raw


def set_up(place: Path, now: datetime) -> None:
    """Load the contest into a demonstration whose clock stands at ``now``; all accounts get a password."""
    Installation.mark_demo()
    clock.move_to(now)
    file = place / "contest.json"
    file.write_text(json.dumps(contest_file(), ensure_ascii=False), encoding="utf-8")
    call_command("load_contest", file, demo=True, verbosity=0)
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
