"""Pages by a style sheet that was spoilt on purpose: what a measure is worth is seen on these."""

from pathlib import Path
from typing import Any

import pytest

from reports.pdf import renderer
from reports.pdf.engine import page
from tests.documents.measure import Page, pages_of


class Press:
    """Renders papers by the layout profile with something added to its style sheet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.usual = (renderer.STYLES / "nd30.css").read_text(encoding="utf-8")
        # the renderer reads the style of the mark before every profile
        (folder / "mark.css").write_bytes((renderer.STYLES / "mark.css").read_bytes())
        self.renderer = renderer.Renderer()
        self.names: dict[str, str] = {}

    def pages(self, kind: str, record: Any, css: str) -> list[Page]:
        if css not in self.names:
            self.names[css] = f"spoilt-{len(self.names)}"
            (self.folder / f"{self.names[css]}.css").write_text(f"{self.usual}\n{css}", encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(renderer, "STYLES", self.folder)
            return pages_of(self.renderer.render(page(kind, record), self.names[css]).pdf)
