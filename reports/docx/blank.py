"""An empty Word document of ours: Times New Roman, Vietnamese, no styles but those that every file has.

The template of python-docx brings 160 styles (438 kB) that no paper uses, a picture and the time of its
making; a clerk would look for “Căn cứ” among them.
"""

import functools
import io
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
NUMBER = "Số trang"

_FACES = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
_TONGUE = f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
_SIZE = '<w:sz w:val="28"/><w:szCs w:val="28"/>'
_STYLES = f"""<w:styles {nsdecls("w")}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {_FACES}/>{_SIZE}{_TONGUE}</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:rPr><w:rFonts {_FACES}/>{_SIZE}{_TONGUE}</w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>
<w:uiPriority w:val="99"/><w:semiHidden/></w:style>
<w:style w:type="paragraph" w:styleId="SoTrang"><w:name w:val="{NUMBER}"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
</w:styles>"""
# 15 is Word 2013 and later: a lower mode opens the file as an old one, with half of the menus off.
_SETTINGS = f"""<w:settings {nsdecls("w")}><w:defaultTabStop w:val="567"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>"""


def blank_document() -> Document:
    """Return a new document with nothing in it."""
    return docx.Document(io.BytesIO(_blank()))


@functools.cache
def _blank() -> bytes:
    document = docx.Document()
    _drop(document.part.package.rels, ("/officeDocument", "/core-properties"))
    _drop(document.part.rels, ("/styles", "/settings"))
    _refill(document.styles.element, _STYLES)
    _refill(document.settings.element, _SETTINGS)
    _strip_properties(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _drop(relations: Any, kept: tuple[str, ...]) -> None:
    """Cut off the parts that we do not use."""
    for key, relation in list(relations.items()):
        if not relation.reltype.endswith(kept):
            del relations[key]


def _refill(element: Any, xml: str) -> None:
    """Put the children of ``xml`` in the place of an element's own."""
    for child in list(element):
        element.remove(child)
    for child in parse_xml(xml.replace(">\n<", "><")):
        element.append(child)


def _strip_properties(document: Document) -> None:
    """Take away author, title and times of the template."""
    element: Any = document.core_properties._element
    for child in list(element):
        element.remove(child)
