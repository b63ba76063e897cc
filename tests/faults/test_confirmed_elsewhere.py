"""The process that takes a file is gone when its columns are confirmed, and a worker brings it in."""

from admin.desk_form import fields_of
from django.core.files.uploadedfile import SimpleUploadedFile
from machines import awaited

TABLE = """id,name,kind,country,latitude,longitude
1,Old mosque,religious,SY,36.2,37.16
2,North gate,monument,SY,36.3,37.2
"""
STATES = "SELECT state FROM heritage_handedin"
SITES = "SELECT name FROM heritage_site ORDER BY id"


def test_a_file_is_brought_in_by_other_processes_than_the_one_that_took_it(install, sign_in, tmp_path):
    installation, taken = install(WORKER="1"), []

    def another_server():
        """With a folder for passing files of its own."""
        installation.kill_server()
        folder = tmp_path / f"server-{len(taken)}"
        folder.mkdir()
        taken.append(folder)
        installation.env["TMPDIR"] = str(folder)
        installation.start()

    another_server()
    editor = sign_in(installation)
    columns = editor.send_file("/admin/bring/", kind="sites", file=SimpleUploadedFile("survey.csv", TABLE.encode()))
    assert columns.status == 302
    another_server()
    looked = editor.send(columns.url, dataset="survey", separator=";")
    assert looked.status == 302
    installation.start_worker()
    awaited("The look", lambda: installation.rows(STATES) == [("checked",)])
    before = installation.rows(SITES)
    assert "Old mosque" not in str(before)
    page = editor.get(looked.url)
    assert "Nothing is written yet" in page.content.decode()
    said = fields_of(page) | {"reason": "The survey of 2024."}
    assert editor.post(f"{looked.url}carry-out/", said).status == 302
    awaited("The work", lambda: installation.rows(STATES) == [("done",)])
    assert installation.rows(SITES) == [*before, ("Old mosque",), ("North gate",)]
