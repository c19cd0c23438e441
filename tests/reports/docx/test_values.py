"""What the values of a style sheet become in Word."""

import pytest
import tinycss2

from reports.docx.cascade import Cascade, Look, cascade_of
from reports.docx.values import Em, read


def values(declaration):
    [found] = tinycss2.parse_blocks_contents(declaration)
    return read(found.lower_name, found.value)


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("margin: 14pt 0 8pt", {"before": 14, "after": 8, "centred": False}),
        ("margin: 0 auto", {"before": 0, "after": 0, "centred": True}),
        ('font: 14pt/1.25 "QD Serif"', {"size": 14, "line": 1.25, "bold": False, "italic": False}),
        ("font: italic bold 12pt x", {"size": 12, "bold": True, "italic": True}),
        ("font-weight: 700", {"bold": True}),
        ("width: 45%", {"width": None, "share": 0.45}),
        ("width: 1in", {"width": 72, "share": None}),
        ("width: auto", {"width": None, "share": None}),
        ("border: .5pt solid #000", {"border": 0.5}),
        ("border: none", {"border": 0}),
        ("padding: 2.5pt 4pt", {"pad_above": 2.5, "pad_beside": 4}),
        ("color: #abc", {"colour": "aabbcc"}),
        ("font-size: 2.2em", {"size": Em(2.2)}),
        ("text-align: start", {}),
        ("transform: rotate(-30deg)", {}),
        ("width: calc(1pt + 2pt)", {}),
        ("margin-top: -2mm", {"before": pytest.approx(-2 * 72 / 25.4)}),
    ],
)
def test_what_a_declaration_says(declaration, expected):
    found = values(declaration)
    assert found == expected
    assert {name: type(value) for name, value in found.items() if isinstance(value, Em)} == {
        name: Em for name, value in expected.items() if isinstance(value, Em)
    }


class Node:
    """An element that matches what it is told to."""

    def __init__(self, *declared):
        self.declared = declared


def test_type_sizes_around_an_element_count_for_its_size_and_its_own_for_its_margins(monkeypatch):
    cascade = Cascade("nd30")

    class Matcher:
        def match(self, node):
            return [((0, 0, 0), 1, None, declared) for declared in node.declared]

    monkeypatch.setattr(cascade, "_matchers", [Matcher()])
    look = cascade.look(Node({"size": Em(2)}, {"before": Em(0.5)}), Look(size=10))
    assert (look.size, look.before) == (20, 10)
    assert cascade.look(Node({"size": Em(2)}, {"size": 9.0}), Look(size=10)).size == 9


def test_the_sheets_of_the_profile():
    papers = cascade_of("nd30").papers
    assert [round(margin * 25.4 / 72) for margin in papers[""].margins] == [20, 15, 20, 30]
    assert papers["annex"].across
    assert papers["annex"].margins == papers[""].margins
    assert papers[""].numbered
