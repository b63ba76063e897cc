"""Style sheets on their way to a reader."""

from django.core.files.base import ContentFile

from heritage.storage import HashedStaticFiles

WRITTEN = b"/*! by its author */\n/* Why it\n   is so. */\na { color: red; } /* as stop signs */\nb { content: '/'; }\n"


def test_comments_stay_here_and_a_licence_goes_with_what_it_is_for(tmp_path):
    kept = HashedStaticFiles(location=tmp_path)
    name = kept.save("letters.css", ContentFile(WRITTEN))
    assert (tmp_path / name).read_bytes() == b"/*! by its author */\na { color: red; } b { content: '/'; }\n"
    script = kept.save("letters.js", ContentFile(WRITTEN))
    assert (tmp_path / script).read_bytes() == WRITTEN
