"""The file of a comparison of two days holds what each site was."""

BEFORE = ("level_before", "verification_before", "contested_before", "recovery_before")


def before(row):
    return tuple(row[name] for name in BEFORE)


def test_a_file_of_two_days_holds_the_sites_that_changed_and_what_they_were(scene, rows):
    temple = scene.site("temple")
    scene.report(temple, "moderate", "2015-06-01")
    scene.report(temple, "destroyed", "2015-08-23")
    scene.report(scene.site("arch"), "severe", "2015-01-01")
    (row,) = rows("/sites.csv", on="2015-09-01", against="2015-07-01")
    assert (row["slug"], row["level"]) == ("temple", "destroyed")
    assert before(row) == ("moderate", "reported", "no", "")


def test_a_site_without_a_report_on_the_earlier_day_had_none(scene, rows):
    scene.report(scene.site("temple"), "destroyed", "2015-08-23")
    (row,) = rows("/sites.csv", on="2015-09-01", against="2015-07-01")
    assert before(row) == ("no_report", "", "no", "")


def test_a_file_of_one_day_says_nothing_of_before(scene, rows):
    scene.report(scene.site("temple"), "destroyed", "2015-08-23")
    (row,) = rows("/sites.csv", on="2015-09-01")
    assert before(row) == ("", "", "", "")


def test_the_name_of_the_file_tells_both_days(scene, client):
    answer = client.get("/sites.csv", {"on": "2015-09-01", "against": "2015-07-01"})
    assert "-sites-on-2015-09-01-against-2015-07-01.csv" in answer["Content-Disposition"]


def test_a_day_that_is_not_earlier_is_refused(scene, client):
    answer = client.get("/sites.csv", {"on": "2015-09-01", "against": "2015-09-01"})
    assert answer.status_code == 400
