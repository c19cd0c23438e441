"""What makes a PDF an archive file: PDF/A-3a with PDF/UA-1, its data inside.

WeasyPrint writes one variant per file; PDF/UA is added to the PDF/A metadata by
a finisher, together with the extension schema that PDF/A wants for it.
"""

from datetime import UTC, date, datetime, time
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint import Attachment

from reports.pdf.assets import AssetFetcher
from workflows.vietnamese.dates import VIETNAM

VARIANT = "pdf/a-3a"
DESCRIPTIONS = {"json": "Dữ liệu của văn bản (JSON)", "xml": "Dữ liệu của văn bản (XML)"}

_RDF_END = b"</rdf:RDF>"
_UA1 = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA version</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def _metadata(pdf: Any) -> Any:
    """Return the XMP stream of a ``pydyf.PDF``."""
    return next(item for item in pdf.objects if getattr(item, "extra", {}).get("Type") == "/Metadata")


def _scope_headers(pdf: Any) -> None:
    """Tell each table header that it heads its column.

    WeasyPrint maps cells to headers itself, but counts wrong below a cell that
    spans rows; with a scope the reader finds the header by the column.
    """
    for item in pdf.objects:
        kind = item.get("S") if isinstance(item, dict) else None
        if kind == "/TH" and "A" in item:
            item["A"]["Scope"] = "/Column"
        elif kind == "/TD" and "A" in item:
            item["A"].pop("Headers", None)


class Written(pydyf.Object):  # type: ignore[misc]
    """An object of a PDF whose bytes are made once; pydyf itself makes them again for the file's ID."""

    def __init__(self, source: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self._data: bytes = source.data
        self._compressible: bool = source.compressible

    @property
    def data(self) -> bytes:
        """Return the bytes as they were made."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Tell whether the object may stand in an object stream."""
        return self._compressible


def write_once(pdf: pydyf.PDF) -> None:
    """Fix the bytes of every object of a finished ``pdf`` but its two roots, which pydyf still holds."""
    held = (pdf.catalog, pdf.pages)
    pdf.objects[:] = [
        item if item.free == "f" or any(item is one for one in held) else Written(item)
        for item in pdf.objects
    ]


def finish(_document: Any, pdf: Any) -> None:
    """Add the PDF/UA-1 mark, name each attachment once (WeasyPrint lists it twice), make the bytes."""
    _scope_headers(pdf)
    stream = _metadata(pdf)
    [content] = stream.stream
    stream.stream = [content.replace(_RDF_END, _UA1 + _RDF_END, 1)]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    write_once(pdf)


def midnight(day: date) -> datetime:
    """Return the start of ``day`` in Vietnam, as UTC: the only time that a file carries."""
    return datetime.combine(day, time(), tzinfo=VIETNAM).astimezone(UTC)


def data_attachment(name: str, text: str, day: date) -> Attachment:
    """Return a text that holds the record as a file inside the PDF; ``name`` ends in .json or .xml."""
    stamp = midnight(day)
    return Attachment(
        string=text,
        name=name,
        description=DESCRIPTIONS[name.rpartition(".")[2]],
        created=stamp,
        modified=stamp,
        relationship="Data",
        url_fetcher=AssetFetcher(),
    )
