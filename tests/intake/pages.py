"""Pages, documents and archives as they lie on the web, small enough to be read at a glance."""

import gzip
import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from pypdf import PdfWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FELL = "Militants have blown up the ancient temple of Baalshamin in Palmyra, Syrian officials said on Monday."
SEEN = "Residents heard the blast a month ago, and saw that the columns around the inner hall had come down."


def page(*paragraphs, title="Temple blown up", head="", above="", below="", lang=' lang="en"'):
    """A page with a headline, paragraphs, and what the arguments put around them."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs or (FELL, SEEN))
    return (
        f"<!doctype html><html{lang}><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{above}{body}</article>{below}</body></html>"
    ).encode()


def pdf(*lines, title="", password=""):
    """A PDF of one page with these lines, or without any text."""
    writer = PdfWriter()
    drawn = "\n".join(f"({line}) Tj 0 -14 Td" for line in lines).encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\nBT /F1 12 Tf 40 800 Td\n%s\nET\nendstream" % (len(drawn) + 29, drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    writer.append(BytesIO(written + end % (table, len(written))))
    if title:
        writer.add_metadata({"/Title": title, "/Author": "A. Reporter", "/CreationDate": "D:20200101000000"})
    if password:
        writer.encrypt(password)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def warc(*responses, packed=True):
    """A WARC file of (address, status, media type, body)."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for url, status, kind, body in responses:
        head = StatusAndHeaders(status, [("Content-Type", kind), ("Content-Length", str(len(body)))], "HTTP/1.1")
        said = {"payload": BytesIO(body), "length": len(body), "http_headers": head}
        writer.write_record(writer.create_warc_record(url, "response", **said))
    return file.getvalue()


def wacz(main, *responses):
    """A WACZ package whose own list names the page ``main``."""
    pages = [{"format": "json-pages-1.0"}, {"url": main, "title": "A page"}]
    listed = "\n".join(map(json.dumps, pages)).encode()
    files = {"datapackage.json": b"{}", "pages/pages.jsonl": listed, "archive/data.warc.gz": warc(*responses)}
    return packed(files, ZIP_STORED)


def packed(files, how=ZIP_DEFLATED):
    file = BytesIO()
    with ZipFile(file, "w", how) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return file.getvalue()


def zeros(megabytes, start=b""):
    """Many zeros in a small gzip file."""
    file = BytesIO()
    with gzip.GzipFile(fileobj=file, mode="wb") as packer:
        packer.write(start)
        for _ in range(megabytes):
            packer.write(bytes(1_000_000))
    return file.getvalue()
