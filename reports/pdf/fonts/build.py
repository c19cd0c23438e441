"""Build the document font from Liberation Serif: ``python build.py FOLDER``.

``FOLDER`` holds the four Liberation Serif 2.1.5 faces (Debian package
``fonts-liberation2``). The licence reserves the name “Liberation”, so the
subset is called “QD Serif”. Hinting is dropped: paper and PDF readers need none.
The output is the same for the same input and fontTools version.
"""

import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "QD Serif"
VERSION = "Version 1.000"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
DESCRIPTION = (
    "A subset of Liberation Serif 2.1.5 (Latin, Vietnamese, Greek letters, punctuation), without hinting."
)

# Vietnamese with loose marks, languages of the highlands (Ƀ, ŏ), European names, Greek of
# formulas, signs of texts and tables. What the source lacks is left out by the subsetter.
RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x180, 0x180), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B),
    (0x243, 0x243), (0x2BC, 0x2BC), (0x2C6, 0x2DD), (0x300, 0x30C), (0x31B, 0x31B), (0x323, 0x323),
    (0x391, 0x3A9), (0x3B1, 0x3C9), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x2010, 0x2015),
    (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2044, 0x2044), (0x2070, 0x209C), (0x20AB, 0x20AC), (0x2116, 0x2116),
    (0x2122, 0x2122), (0x2150, 0x215E), (0x2190, 0x2195), (0x2200, 0x2265), (0x25A0, 0x25CF),
)  # fmt: skip
NAMES_KEPT = {0, 13, 14}


def rename(font: TTFont, face: str) -> None:
    """Give the face our family name and keep copyright and licence."""
    style = face.replace("BoldItalic", "Bold Italic")
    post_script = f"{FAMILY.replace(' ', '')}-{face}"
    ours = {
        1: FAMILY, 2: style, 3: f"{post_script};{VERSION}", 4: f"{FAMILY} {style}",
        5: VERSION, 6: post_script, 10: DESCRIPTION,
    }  # fmt: skip
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in NAMES_KEPT]
    for name_id, text in ours.items():
        table.setName(text, name_id, 3, 1, 0x409)


def build(source: Path, face: str, target: Path) -> None:
    """Write one subset face of ``source`` to ``target``."""
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
    font = TTFont(source, recalcTimestamp=False)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    maker.subset(font)
    rename(font, face)
    font.save(target)


def main(folder: str) -> None:
    """Build the four faces beside this script."""
    for face in FACES:
        name = f"LiberationSerif-{face}.ttf"
        build(Path(folder) / name, face, Path(__file__).parent / f"QDSerif-{face}.ttf")


if __name__ == "__main__":
    main(sys.argv[1])
