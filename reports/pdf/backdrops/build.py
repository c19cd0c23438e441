"""Draw the border of the certificate: ``python build.py`` writes ``certificate.svg`` beside itself.

A drawing of our own, of curves only: woven waves along the sides, a rosette of turning waves in each corner,
plain lines outside and inside. Lengths are millimetres on A4 across. The same script gives the same file.
"""

import math
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

WIDTH, HEIGHT = 297.0, 210.0
MIDDLE = 13.2  # of the woven band, from the edge of the sheet
REACH = 3.0  # of a wave, to either side of the middle of its band
CORNER = 6.0  # outer radius of a rosette
RED, GOLD, PALE = "#9e1b1b", "#a97a1f", "#d9bd7f"
HALF_WAVE = 0.3642  # of its length: where the handles of a Bézier curve stand that draws half a sine wave

Point = tuple[float, float]


def number(value: float) -> str:
    """Return a length to a thousandth of a millimetre."""
    return f"{round(value, 3) + 0:.3f}".rstrip("0").rstrip(".")


def point(place: Point) -> str:
    """Return ``x,y``."""
    return ",".join(number(value) for value in place)


def path(data: str, colour: str, width: float) -> str:
    """Return one stroked path."""
    return f'<path d="{data}" stroke="{colour}" stroke-width="{width}"/>'


def wave(length: float, count: int, reach: float, turn: bool) -> list[tuple[Point, Point, Point]]:
    """Return the curves of a sine wave of ``count`` half waves along x; ``turn`` begins downwards."""
    step, side = length / count, -1.0 if turn else 1.0
    curves = []
    for place in range(count):
        start, up = place * step, reach * side * (1 if place % 2 else -1) * math.pi * HALF_WAVE
        curves.append(
            ((start + HALF_WAVE * step, up), (start + (1 - HALF_WAVE) * step, up), (start + step, 0.0))
        )
    return curves


def along(start: Point, right: Point, curves: Iterable[tuple[Point, Point, Point]]) -> str:
    """Return path data of curves laid out from ``start`` in the direction ``right``."""

    def laid(place: Point) -> str:
        x, y = place
        return point((start[0] + x * right[0] - y * right[1], start[1] + x * right[1] + y * right[0]))

    return f"M{point(start)}" + "".join("C" + " ".join(laid(p) for p in curve) for curve in curves)


def band() -> list[str]:
    """Return the woven waves of the four sides."""
    gap = MIDDLE + CORNER
    across, down = WIDTH - 2 * gap, HEIGHT - 2 * gap
    sides = (
        ((gap, MIDDLE), (1.0, 0.0), across, 56),
        ((gap, HEIGHT - MIDDLE), (1.0, 0.0), across, 56),
        ((MIDDLE, gap), (0.0, 1.0), down, 38),
        ((WIDTH - MIDDLE, gap), (0.0, 1.0), down, 38),
    )
    weave = [(REACH * share, GOLD if n % 2 else RED) for n, share in enumerate((1, 0.8, 0.6, 0.4, 0.2))]
    return [
        path(along(start, right, wave(length, count, reach, turn)), colour, 0.16)
        for start, right, length, count in sides
        for reach, colour in weave
        for turn in (False, True)
    ]


def rosette(centre: Point, radius: float, depth: float, lobes: int, turn: float) -> str:
    """Return a closed curve whose radius swings ``lobes`` times between ``radius`` and ``radius - depth``."""
    count = lobes * 6

    def place(angle: float) -> Point:
        reach = radius - depth / 2 + depth / 2 * math.cos(lobes * angle + turn)
        return centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)

    step = 2 * math.pi / count
    points = [place(n * step) for n in range(-1, count + 2)]
    data = f"M{point(points[1])}"
    for n in range(1, count + 1):
        (a, b, c, d) = points[n - 1 : n + 3]
        first = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
        second = (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
        data += f"C{point(first)} {point(second)} {point(c)}"
    return data + "Z"


def corners() -> list[str]:
    """Return the rosettes: turning waves around a smaller wheel."""
    near, far_x, far_y = MIDDLE, WIDTH - MIDDLE, HEIGHT - MIDDLE
    wheels = [(CORNER, 2.6, 12, turn, RED if turn % 2 else GOLD) for turn in range(4)]
    wheels += [(CORNER - 2.4, 3.4, 8, turn, GOLD if turn % 2 else RED) for turn in range(4)]
    return [
        path(rosette(centre, radius, depth, lobes, turn * math.pi / 2), colour, 0.16)
        for centre in ((near, near), (far_x, near), (near, far_y), (far_x, far_y))
        for radius, depth, lobes, turn, colour in wheels
    ]


def frame(inset: float, colour: str, width: float, notch: float) -> str:
    """Return a line around the sheet, its corners cut in squares of ``notch``."""
    left, top, right, bottom = inset, inset, WIDTH - inset, HEIGHT - inset
    corners = [
        (left + notch, top), (right - notch, top), (right - notch, top + notch), (right, top + notch),
        (right, bottom - notch), (right - notch, bottom - notch), (right - notch, bottom),
        (left + notch, bottom), (left + notch, bottom - notch), (left, bottom - notch),
        (left, top + notch), (left + notch, top + notch),
    ]  # fmt: skip
    places = [corner for corner, after in pairwise([*corners, corners[0]]) if corner != after]
    return path("M" + "L".join(point(place) for place in places) + "Z", colour, width)


def drawing() -> str:
    """Return the whole border as SVG."""
    lines = [
        frame(5.5, RED, 0.7, 0),
        frame(7.0, GOLD, 0.25, 0),
        frame(MIDDLE + 4.2, GOLD, 0.25, 4.6),
        frame(MIDDLE + 5.4, RED, 0.45, 4.6),
        frame(MIDDLE + 6.2, PALE, 0.2, 4.6),
    ]
    parts = "\n".join([*lines, *band(), *corners()])
    size = f'width="{WIDTH:g}mm" height="{HEIGHT:g}mm" viewBox="0 0 {WIDTH:g} {HEIGHT:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<g fill="none">\n{parts}\n</g>\n</svg>\n'


if __name__ == "__main__":
    (Path(__file__).parent / "certificate.svg").write_text(drawing(), encoding="utf-8")
