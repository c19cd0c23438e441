"""Pictures of signatures and seals for demonstrations: nobody can take them for real ones.

Real ones are scanned and given as PNG files (Decree 30/2020, Annex I: blue for a person, red for an
agency, transparent).
"""

import functools
import io
import math

from PIL import Image, ImageDraw, ImageFont

from reports.pdf.fields import MILLIMETRE, SEAL_SIDE, SIGNATURE
from reports.pdf.text import FONTS

DPI = 200
BLUE, RED = (23, 55, 148, 255), (208, 28, 36, 255)
SIGNED, SEALED = "CHỮ KÝ THỬ NGHIỆM", "DẤU THỬ NGHIỆM"
DEMO = "DEMO"
CLEAR = (255, 255, 255, 0)


def _dots(points: float) -> int:
    return round(points * DPI / 72)


def _font(face: str, millimetres: float) -> ImageFont.FreeTypeFont:
    # Composed letters need no shaping; Raqm takes whatever FriBidi the machine has, and broke on one.
    basic = ImageFont.Layout.BASIC
    path = FONTS / f"QDSerif-{face}.ttf"
    return ImageFont.truetype(str(path), _dots(millimetres * MILLIMETRE), layout_engine=basic)


def _png(picture: Image.Image) -> bytes:
    body = io.BytesIO()
    picture.save(body, "PNG")
    return body.getvalue()


@functools.lru_cache(maxsize=64)
def demo_signature(name: str) -> bytes:
    """Return a blue picture that stands for the signature of ``name`` and says that it is none."""
    width, height = _dots(SIGNATURE[0]), _dots(SIGNATURE[1])
    picture = Image.new("RGBA", (width, height), CLEAR)
    draw = ImageDraw.Draw(picture)
    size = 8.0
    while draw.textlength(name, _font("BoldItalic", size)) > 0.94 * width and size > 2:
        size -= 0.5
    draw.text((width / 2, height * 0.36), name, BLUE, _font("BoldItalic", size), anchor="mm")
    draw.line([(width * 0.1, height * 0.66), (width * 0.9, height * 0.58)], BLUE, _dots(1))
    note = f"{SIGNED} · {DEMO}"
    draw.text((width / 2, height * 0.85), note, BLUE, _font("Bold", 3), anchor="mm")
    return _png(picture)


@functools.lru_cache(maxsize=64)
def demo_seal(agency: str) -> bytes:
    """Return a red round picture that stands for the seal of ``agency`` and says that it is none."""
    side = _dots(SEAL_SIDE)
    picture = Image.new("RGBA", (side, side), CLEAR)
    draw = ImageDraw.Draw(picture)
    for edge, width in ((0.01, 1.6), (0.19, 0.6)):
        inside = [side * edge, side * edge, side * (1 - edge), side * (1 - edge)]
        draw.ellipse(inside, outline=RED, width=_dots(width))
    _write_round(picture, f"{agency} ★ {DEMO} ★ ".replace("★", "•"))
    draw.text((side / 2, side * 0.44), DEMO, RED, _font("Bold", 6), anchor="mm")
    draw.text((side / 2, side * 0.6), SEALED, RED, _font("Bold", 2.4), anchor="mm")
    return _png(picture)


def _write_round(picture: Image.Image, text: str) -> None:
    """Write ``text`` once around, letters upright to the ring; a long one gets smaller letters."""
    side, radius = picture.width, picture.width * 0.4
    size = min(3.4, 0.82 * 2 * math.pi * 0.4 * 36 / max(len(text), 1) * 1.6)
    font = _font("Bold", size)
    advances = [font.getlength(letter) for letter in text]
    turn = 2 * math.pi / sum(advances)
    angle = -math.pi / 2
    for letter, advance in zip(text, advances, strict=True):
        angle += advance * turn / 2
        glyph = _glyph(letter, font, -math.degrees(angle) - 90)
        centre = side / 2 + radius * math.cos(angle), side / 2 + radius * math.sin(angle)
        place = round(centre[0] - glyph.width / 2), round(centre[1] - glyph.height / 2)
        picture.alpha_composite(glyph, place)
        angle += advance * turn / 2


def _glyph(letter: str, font: ImageFont.FreeTypeFont, degrees: float) -> Image.Image:
    box = round(font.size * 2)
    glyph = Image.new("RGBA", (box, box), (*RED[:3], 0))
    ImageDraw.Draw(glyph).text((box / 2, box / 2), letter, RED, font, anchor="mm")
    return glyph.rotate(degrees, Image.Resampling.BICUBIC)
