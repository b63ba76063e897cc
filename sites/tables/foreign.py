"""Files that are no table we read, known by their first bytes, so that their owners are told what they hold."""

from ..terms import Fault

BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), or one with a password"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"RIFF", "a picture, sound or film"),
    (b"SQLite format 3", "a database (SQLite or GeoPackage)"),
    (b"PAR1", "a Parquet file"),
    (b"\0\0\x27\x0a", "a shapefile"),
    (b"7z\xbc\xaf", "a packed archive (7z)"),
    (b"Rar!", "a packed archive (RAR)"),
    (b"BZh", "a file packed with bzip2"),
    (b"\xfd7zXZ", "a file packed with xz"),
    (b"\x28\xb5\x2f\xfd", "a file packed with zstd"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"{\\rtf", "a text document (RTF)"),
)
WEB_PAGES = (b"<!doctype html", b"<html")


def check_not_foreign(head: bytes, name: str) -> None:
    """Fault if the file is of a kind that we know and do not read."""
    for beginning, what in BEGINNINGS:
        if head.startswith(beginning):
            raise foreign(name, what)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(WEB_PAGES):
        raise Fault(
            "“{name}” is a web page: download the file itself, not the page that offers it or asks you to sign in.",
            name=name,
        )


def foreign(name: str, what: str) -> Fault:
    return Fault(
        "“{name}” is {what}. We read CSV, XLSX, GeoJSON, KML and JSON: save it as XLSX or CSV.", name=name, what=what
    )
