"""What lies near, what may be the same, and one record made of two; who may not see exact places learns none."""

import pytest
from django.urls import reverse
from factories import draft_site, person, photo, report, reviewer, site
from sitting import signed_in

from sites import review
from sites.models import Apart, Site


@pytest.fixture
def steward(db):
    return signed_in(person("steward", "Steward", is_staff=True))


def near(client, place, km=5, **said):
    return client.post("/admin/desk/near/", {"place": place, "km": km} | said)


def listed(answer):
    return [one.site.name for one in answer.context["found"]]


def twins(client, of):
    pairs = client.get(reverse("admin:desk_duplicates_of", args=[of.pk])).context["pairs"]
    return {pair["twin"].site.name: pair["twin"].reasons for pair in pairs}


# ── near a point


def test_sites_within_some_kilometres_are_listed_nearest_first(editor):
    site("Castle", latitude=34.5630, longitude=38.2570)
    site("Arch", latitude=34.5500, longitude=38.2710)
    site("Far fort", latitude=34.7, longitude=38.27)
    for place in ("34.5499, 38.2710", "34°32′59.6″N 38°16′15.6″E"):
        answer = near(editor, place)
        assert listed(answer) == ["Arch", "Castle"]
        assert "1.9 km" in answer.content.decode()
    assert "<td>11 m</td>" in near(editor, "34.5499, 38.2710").content.decode()
    assert listed(near(editor, "34.5499, 38.2710", 25)) == ["Arch", "Castle", "Far fort"]
    assert listed(near(editor, "34.5499, 38.2710", 1)) == ["Arch"]


def test_a_place_that_cannot_be_read_is_said_to(editor):
    assert "only one number" in near(editor, "34").content.decode()
    assert near(editor, "34, 38", km=7).status_code == 200


def test_the_list_of_a_site_begins_at_its_point_and_leaves_it_out(editor):
    arch = site("Arch", latitude=34.55, longitude=38.271)
    site("Gate", latitude=34.551, longitude=38.271)
    answer = editor.get(f"/admin/desk/near/?site={arch.pk}")
    assert listed(answer) == ["Gate"]
    assert answer.context["form"]["place"].value() == "34.55, 38.271"


@pytest.mark.parametrize("visibility", ["0.01", "0.1"])
def test_who_may_not_see_a_protected_place_is_told_its_square_wherever_in_it_the_site_lies(editor, steward, visibility):
    tomb = site("Tomb", latitude=34.5512, longitude=38.2723, visibility=visibility)
    seen = set()
    for latitude, longitude in ((34.5512, 38.2723), (34.5599, 38.2799)):
        Site.objects.filter(pk=tomb.pk).update(latitude=latitude, longitude=longitude)
        for place in ("34.5512, 38.2723", "34.5, 38.2", "34.599, 38.299"):
            page = near(editor, place, 1)
            assert [(one.metres, one.site) for one in page.context["found"]] in ([(None, tomb)], [])
            seen.add((place, page.content.decode().split("<table")[-1].split("<form")[0]))
    assert len(seen) == 3, "the answer rests on the square alone"
    assert "0 m" in near(steward, "34.5599, 38.2799", 1).content.decode()
    own = editor.get(f"/admin/desk/near/?site={tomb.pk}").content.decode()
    assert "34.5599" not in own
    assert "38.2799" not in own


def test_a_hidden_site_is_near_nothing_for_those_who_may_not_see_it(editor, steward):
    tomb = site("Tomb", visibility="hidden")
    assert listed(near(editor, "34.5535, 38.2701")) == []
    assert listed(near(steward, "34.5535, 38.2701")) == ["Tomb"]
    assert editor.get(f"/admin/desk/near/?site={tomb.pk}").context["place"] is None


def test_while_typing_no_protected_neighbour_is_measured_for_those_who_may_not_see_it(editor, steward):
    site("Tomb", visibility="0.1")
    asked = {"text": "34.5535, 38.2701"}
    assert [one["metres"] for one in editor.post("/admin/desk/point/", asked).json()["near"]] == [None]
    assert [one["metres"] for one in steward.post("/admin/desk/point/", asked).json()["near"]] == [0]


def test_the_list_asks_no_more_for_thirty_sites_than_for_one(editor, django_assert_max_num_queries):
    for _ in range(30):
        draft_site(visibility="0.01")
        site()
    with django_assert_max_num_queries(8):
        assert len(near(editor, "34.5535, 38.2701").context["found"]) == 60


# ── what may be the same


def test_the_same_identifier_the_same_sound_and_the_same_spot_are_reasons(editor):
    temple = site("Temple of Baalshamin", identifiers=[("wikidata", "Q5747")], latitude=34.55, longitude=38.27)
    site("Baal-Shamin's sanctuary", identifiers=[("wikidata", "Q5747")], latitude=35.55, longitude=38.27)
    site("معبد بعل شمين", slug="arabic", latitude=34.56, longitude=38.27)
    site("The white house", latitude=34.5503, longitude=38.27)
    site("Another castle", kind="fortification", latitude=34.5503, longitude=38.27)
    site("Temple of Baalshamin, elsewhere", country="IQ", latitude=34.55, longitude=42.27)
    assert twins(editor, temple) == {
        "Baal-Shamin's sanctuary": [
            "It has the same identifier: Wikidata Q5747.",
            "Its point lies 110.9 km away.",
        ],
        "معبد بعل شمين": [
            "It bears the same name, or one that sounds like it: “معبد بعل شمين”.",
            "Its point lies 1.1 km away.",
        ],
        "The white house": ["Its point lies 33 m away.", "It is of the same kind."],
    }


def test_a_whole_its_parts_and_the_number_of_a_property_are_no_reasons(editor):
    park = site("Palmyra", identifiers=[("whc", "23")])
    temple = site("Temple of Bel", part_of=park, identifiers=[("whc", "23")])
    site("Temple of Nabu", part_of=park, identifiers=[("whc", "23")])
    assert twins(editor, park) == twins(editor, temple) == {}


def test_a_point_that_is_imprecise_reaches_farther(editor):
    temple = site("One", precision_m=400, latitude=34.55)
    site("Two", latitude=34.554)
    assert list(twins(editor, temple)) == ["Two"]
    Site.objects.filter(pk=temple.pk).update(precision_m=20)
    assert list(twins(editor, temple)) == []


def test_where_a_protected_site_lies_makes_no_twin_for_those_who_may_not_see_it(editor, steward):
    temple = site("One", visibility="exact")
    tomb = site("Two", visibility="0.1", identifiers=[("wikidata", "Q990099")])
    assert twins(editor, temple) == {}
    assert list(twins(steward, temple)) == ["Two"]
    site("Three", visibility="0.1", identifiers=[("wikidata", "Q990099")])
    assert twins(editor, tomb) == {}
    assert list(twins(steward, tomb)) == ["Three", "One"]


def test_two_that_are_two_are_not_asked_about_again(reviewer, editor):
    one, two = site("Temple of Bel"), site("Bel Temple")
    assert list(twins(reviewer, one)) == ["Bel Temple"]
    address = reverse("admin:desk_apart", args=[one.pk, two.pk])
    assert editor.post(address).status_code == 403
    assert reviewer.post(address).status_code == 302
    assert twins(reviewer, one) == twins(reviewer, two) == {}
    assert Apart.objects.count() == 1


def test_the_list_of_all_names_each_pair_once_and_asks_as_much_for_thirty(reviewer, django_assert_max_num_queries):
    for number in range(15):
        site(f"Temple of Bel {number}", latitude=34.5 + number)
        site(f"Bel Temple {number}", latitude=34.5 + number)
    with django_assert_max_num_queries(12):
        answer = reviewer.get("/admin/desk/duplicates/")
    assert len(answer.context["pairs"]) == 15
    assert reviewer.get("/admin/desk/duplicates/?before=2").context["pairs"] == []
    assert reviewer.get("/admin/desk/duplicates/?before=x").status_code == 200


# ── one of two


def merge_page(kept, gone):
    return reverse("admin:desk_merge", args=[kept.pk, gone.pk])


def test_the_page_counts_what_will_move_and_shows_both(reviewer):
    kept, gone = site("Temple of Bel", summary=""), site("Bel Temple", summary="Of AD 32.", built="0032")
    report(gone)
    photo(gone)
    page = reviewer.get(merge_page(kept, gone))
    assert "1 report, 1 photo" in page.content.decode()
    form = page.context["form"]
    assert {row.name: row.initial for row in form.rows} == {"name": "kept", "summary": "gone", "built": "gone"}


def test_a_merge_from_the_page(reviewer):
    kept, gone = site("Temple of Bel"), site("Bel Temple", built="0032")
    report(gone)
    said = {"name": "kept", "built": "gone", "visibility": "exact", "reason": "One temple."}
    assert "Give a reason" in reviewer.post(merge_page(kept, gone), said | {"reason": ""}).content.decode()
    done = reviewer.post(merge_page(kept, gone), said, follow=True)
    assert "is merged into “Temple of Bel”" in done.content.decode()
    kept.refresh_from_db()
    assert (kept.built, kept.reports.count()) == ("0032", 1)
    old = reviewer.get(reverse("admin:heritage_site_change", args=[gone.pk]))
    assert "It was merged, and leads to:" in old.content.decode()
    assert old.context["has_change_permission"] is False
    again = reviewer.post(merge_page(kept, gone), {"visibility": "exact", "reason": "Again."}, follow=True)
    assert "was merged into “Temple of Bel” already" in again.content.decode()


def test_who_may_not_see_a_place_merges_without_seeing_it_nor_showing_more(reviewer, steward):
    kept = site("Temple of Bel", visibility="0.1", latitude=34.5512345, place="The well")
    gone = site("Bel Temple", visibility="hidden", latitude=34.6698765, place="The hollow")
    page = reviewer.get(merge_page(kept, gone))
    for canary in ("5512345", "6698765", "The well", "The hollow"):
        assert canary not in page.content.decode()
        assert canary in steward.get(merge_page(kept, gone)).content.decode()
    said = {"name": "kept", "place": "kept", "point": "kept", "reason": "One temple."}
    refused = reviewer.post(merge_page(kept, gone), said | {"visibility": "0.1"})
    assert refused.context["form"].errors["visibility"]
    assert reviewer.post(merge_page(kept, gone), said | {"visibility": "hidden"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.visibility, kept.latitude) == ("hidden", 34.5512345)


def test_an_editor_merges_nothing(editor):
    assert editor.get(merge_page(site(), site())).status_code == 403


def test_no_merged_site_is_offered_where_a_site_is_picked(reviewer):
    kept, gone = site("Temple of Bel"), site("Bel Temple")
    review.merge(kept, gone, by=reviewer_account(), reason="One temple.")
    asked = {"term": "bel", "app_label": "heritage", "model_name": "report", "field_name": "site"}
    found = reviewer.get("/admin/autocomplete/", asked).json()["results"]
    assert [one["id"] for one in found] == [str(kept.pk)]


def reviewer_account():
    return reviewer()


# ── parts and wholes


def test_a_site_shows_its_wholes_and_parts_and_begins_a_new_part(editor):
    park = site("Palmyra")
    gate = site("Gate", part_of=park, visibility="0.1")
    draft_site("Arch", part_of=gate)
    page = editor.get(reverse("admin:heritage_site_change", args=[gate.pk]))
    family = page.context["family"]
    assert ([one.name for one in family["wholes"]], [one.name for one in family["parts"]]) == (["Palmyra"], ["Arch"])
    assert "is shown otherwise than that of this site" in page.content.decode()
    form = editor.get(family["add_part"]).context["adminform"].form
    assert (form["part_of"].value(), form["country"].value()) == (str(gate.pk), "SY")
