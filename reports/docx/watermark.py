"""The mark across the pages of a preview, as Word itself makes one: lettering in the header."""

from xml.sax.saxutils import quoteattr

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_STYLE = (
    "position:absolute;margin-left:0;margin-top:0;width:440pt;height:62pt;rotation:330;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)
# The shape of straight lettering, number 136 of the file format (ECMA-376, part 4, VML).
_LETTERING = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)


def watermark_xml(text: str, number: int) -> str:
    """Return the ``w:r`` of the mark; ``number`` tells the marks of one document apart."""
    lettering = "font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold"
    return (
        f"<w:r {_NAMESPACES}><w:rPr><w:noProof/></w:rPr><w:pict>{_LETTERING}"
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" '
        f'type="#_x0000_t136" alt={quoteattr(text)} style="{_STYLE}" '
        f'o:allowincell="f" fillcolor="#dedede" stroked="f">'
        f'<v:textpath style="{lettering}" string={quoteattr(text)}/></v:shape></w:pict></w:r>'
    )
