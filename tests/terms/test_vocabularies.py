"""Every value an editor can choose has a word for readers, and every identifier is checked against its register."""

import re

import pytest

from sites import terms
from sites.terms import (
    LEVELS,
    SCALE,
    SCHEMES,
    STATES,
    STATUSES,
    STRENGTH,
    VERIFICATIONS,
    VISIBILITIES,
    Fault,
    Vocabulary,
    check_identifier,
    identifier_address,
    is_tracker,
)

VOCABULARIES = {name: value for name in terms.__all__ if isinstance(value := getattr(terms, name), Vocabulary)}


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_every_value_is_one_plain_word_with_a_label_of_its_own(vocabulary):
    assert all(re.fullmatch(r"[a-z0-9_.]+", value) for value in vocabulary)
    assert all(vocabulary.label(value) for value in vocabulary)
    assert len({vocabulary.label(value) for value in vocabulary}) == len(vocabulary)
    assert vocabulary.choices == [(value, vocabulary.label(value)) for value in vocabulary]
    assert vocabulary.label("") == ""


@pytest.mark.parametrize("vocabulary", [LEVELS, VERIFICATIONS, VISIBILITIES, terms.ROLES])
def test_where_editors_must_judge_a_hint_says_how(vocabulary):
    assert all(term.hint.endswith((".", ").")) for term in vocabulary.values())


def test_no_report_is_a_status_that_nobody_can_type():
    assert set(STATUSES) - set(LEVELS) == {"no_report"}


def test_the_scale_leaves_out_what_is_not_known_and_strength_leaves_out_what_was_wrong():
    assert set(LEVELS) - set(SCALE) == {"unspecified", "unknown"}
    assert set(VERIFICATIONS) - set(STRENGTH) == {"refuted"}
    assert list(STRENGTH.values()) == sorted(STRENGTH.values())


def test_workflow_verification_and_level_share_no_value():
    assert not set(STATES) & set(VERIFICATIONS)
    assert not set(LEVELS) & (set(STATES) | set(VERIFICATIONS))


def test_an_unknown_value_has_no_label():
    with pytest.raises(KeyError):
        LEVELS.label("obliterated")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_example_of_a_register_is_accepted_and_leads_to_its_page(scheme):
    check_identifier(scheme, SCHEMES[scheme].example)
    address = identifier_address(scheme, SCHEMES[scheme].example)
    assert address.endswith(SCHEMES[scheme].example) == bool(SCHEMES[scheme].address)
    assert re.fullmatch(r"https?://[^{}]+", address) or not address


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("wrong", ["", " ", "{}", "x", "Q5747\n", "../..", "٢٣", "1' OR '1'='1", "9" * 200 + "x"])
def test_what_is_no_identifier_is_refused_with_an_example(scheme, wrong):
    with pytest.raises(Fault, match=re.escape(SCHEMES[scheme].example)) as fault:
        check_identifier(scheme, wrong)
    assert len(str(fault.value)) < 250


@pytest.mark.parametrize("parameter", ["utm_source", "utm_", "fbclid", "gclid", "igshid", "mc_eid"])
def test_what_only_follows_readers_about_is_a_tracker(parameter):
    assert is_tracker(parameter)


@pytest.mark.parametrize("parameter", ["", "id", "utm", "page", "clid", "story_utm_x"])
def test_what_may_name_the_page_is_not(parameter):
    assert not is_tracker(parameter)
