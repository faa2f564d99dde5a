"""What WeasyPrint leaves undone in a PDF: artifacts, table header scope, identity and dates.

Each step names the WeasyPrint issue it makes up for; when one is closed its step can go.
"""

import io
from datetime import UTC
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from core.text import without_controls

PRODUCER = "Common Ground"


def finish(raw, document, language):
    """The PDF with its marks completed and saved without anything that depends on the moment."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        margins_are_artifacts(pdf)
        headers_have_scope(pdf)
        identify(pdf, document, language)
        del pdf.trailer["/ID"]  # a new one is made from the content
        finished = io.BytesIO()
        pdf.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def elements(pdf):
    """Every element of the structure tree in reading order, each with its parent."""
    waiting = [(pdf.Root.StructTreeRoot.K, None)]
    while waiting:
        node, parent = waiting.pop()
        if isinstance(node, Array):
            waiting.extend((child, parent) for child in reversed(list(node)))
        elif isinstance(node, Dictionary) and "/S" in node:
            yield node, parent
            if "/K" in node:
                waiting.append((node.K, node))


def margins_are_artifacts(pdf):
    """Page numbers, running lines and the watermark are not read out (WeasyPrint #1836).

    WeasyPrint tags margin boxes but leaves their tags out of the tree, so content nobody in the
    tree owns is a margin.
    """
    owned = _owned_content(pdf)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = dict(zip(map(int, numbers[0::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        mine = owned.get(page.objgen, set())
        instructions = [_as_artifact(item, mine) for item in pikepdf.parse_content_stream(page)]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        tags = parents[int(page.obj.StructParents)]
        for number in set(range(len(tags))) - mine:
            tags[number] = None


def _owned_content(pdf):
    """For each page the numbers of its marked content that an element of the tree owns."""
    owned = {}
    for element, _ in elements(pdf):
        kids = element.get("/K", Array())
        numbers = [int(kid) for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, int)]
        if numbers:
            owned.setdefault(element.Pg.objgen, set()).update(numbers)
    return owned


def _as_artifact(item, owned):
    """The instruction, turned into the start of an artifact when it starts content nobody owns."""
    if str(item.operator) != "BDC" or "/MCID" not in item.operands[1] or int(item.operands[1].MCID) in owned:
        return item
    return ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], Operator("BDC"))


def headers_have_scope(pdf):
    """A header cell heads its column in a table head and its row anywhere else (WeasyPrint #1784)."""
    groups = {}
    for element, parent in elements(pdf):
        kind = element.S
        groups[element.objgen] = (
            kind
            if kind in {"/THead", "/TBody", "/TFoot"}
            else groups.get(parent.objgen if parent is not None else None)
        )
        if kind == "/TH":
            element.A.Scope = Name.Column if groups[element.objgen] == "/THead" else Name.Row


def identify(pdf, document, language):
    """Language, title, dates of the document (not of its making) and both standards (#2467, #2783)."""
    root = pdf.Root
    root.Lang = String(language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    issued = document.issued_at.astimezone(UTC)
    stamp = String(f"{issued:D:%Y%m%d%H%M%S}+00'00'")
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in _described(document).items():
        pdf.docinfo[f"/{key}"] = String(value)
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
    packet = _xmp(document, language, issued).encode()
    root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def _described(document):
    """The words about the document that the file carries."""
    words = {"Title": document.title, "Subject": document.subject, "Author": document.author}
    return {key: without_controls(value) for key, value in words.items() if value} | {"Producer": PRODUCER}


def _xmp(document, language, issued):
    """The metadata packet; PDF/A-3 accepts the PDF/UA mark only together with its schema."""
    words = {key: escape(value) for key, value in _described(document).items()}
    return XMP.format(
        title=words["Title"],
        subject=words.get("Subject", ""),
        author=words.get("Author", ""),
        producer=PRODUCER,
        language=language,
        moment=f"{issued:%Y-%m-%dT%H:%M:%S}+00:00",
    )


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
