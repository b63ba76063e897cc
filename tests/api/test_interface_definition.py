"""The definition of the interface is valid, complete, and kept: schemathesis asks what it allows, and much that it does
not, and compares the answers with it."""

import re

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
from factories import undone
from generated.shares import share
from hypothesis import HealthCheck, Phase, given, settings
from maps.scene import Scene
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from soaking import SOAK, times

from sites.catalogue import BadQuery, parse_query
from sites.exports import DATASETS

pytestmark = pytest.mark.django_db
# An empty value is as good as none; what no schema can say of a value (that a site of that name exists, or the order of
# two days) is told with a 400.
OTHERWISE = [negative_data_rejection, positive_data_acceptance]
ASKING = {"Host": "localhost", "Accept-Encoding": "identity"}
BOUNDED = settings(
    max_examples=times(24, 900),  # of each operation in each mode; half of them know three requests and no more
    derandomize=not SOAK,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def record(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        scene = Scene()
        scene.report(scene.site("arch", 34.55, 38.27, names=[("قوس", "ar")]), "destroyed", "2015-10-04")
        scene.report(scene.site("tell", 33.5, 36.3, visibility="0.1"), "severe", "2015-08")
        scene.site("vault", visibility="hidden")
        yield


@pytest.fixture
def definition(client):
    return client.get("/api/api?f=json").json()


def test_the_definition_is_valid(definition):
    schemathesis.openapi.from_dict(definition).validate()


def test_it_tells_of_every_address_and_only_of_those(definition):
    told = {path.replace("{collection}", "reports") for path in definition["paths"]}
    book = {str(one.pattern) for one in get_resolver("sites.urls").url_patterns if str(one.pattern).startswith("api/")}
    book = {"/" + one.removeprefix("api/").replace("<str:number>", "{featureId}") for one in book}
    named = {one.replace("<str:name>", name) for one in book for name in DATASETS}
    assert told == named - {"/<path:rest>"}


def test_it_explains_every_property_as_the_files_do(definition):
    for name, dataset in DATASETS.items():
        properties = definition["components"]["schemas"][f"{name}Feature"]["properties"]["properties"]
        told = {one: schema["description"] for one, schema in properties["properties"].items()}
        assert told == {column.name: column.meaning for column in dataset.columns}


def test_it_names_every_filter_that_there_is(definition):
    with pytest.raises(BadQuery) as refused:
        parse_query({"?": ["1"]})
    known = set(refused.value.fault.values["known"].split(", "))
    for name in DATASETS:
        (items,) = [one["get"] for one in definition["paths"].values() if one["get"]["operationId"] == f"{name}Items"]
        keys = [one["$ref"].rsplit("/", 1)[1] for one in items["parameters"] if "$ref" in one]
        asked = {definition["components"]["parameters"][key]["name"] for key in keys}
        left = {"sort"} if name != "sites" else set()
        assert asked == (known - left) | {"f", "limit", "cursor", "datetime", "against"}


def test_everything_that_may_be_asked_is_explained_to_people(client, definition):
    page = client.get("/api/api?f=html").content.decode()
    for parameter in definition["components"]["parameters"].values():
        if parameter["in"] == "query":
            assert f"<code>{parameter['name']}</code>" in page
    assert "<script" not in re.sub(r'<script (?:type="module" |nomodule defer )?src="/static/', "", page)


def test_every_value_of_a_vocabulary_that_it_names_may_be_asked_for(client, definition):
    for parameter in definition["components"]["parameters"].values():
        for value in parameter["schema"].get("items", parameter["schema"]).get("enum", []):
            address = f"/api/collections/sites/items?{parameter['name']}={value}"
            assert client.get(address).status_code == 200, address


@pytest.mark.soak
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_answers_are_what_the_definition_promises(definition, one_connection, mode):
    schema = schemathesis.openapi.from_dict(definition)
    schema.app = WSGIHandler()
    operations, cases = [one.ok() for one in schema.get_all_operations()], 0
    assert len(operations) == len(definition["paths"])
    for operation in operations:
        asked = fuzzed(operation, mode)
        cases += len(asked)
        assert set(asked) <= {200, 400, 404}
        assert mode is GenerationMode.NEGATIVE or 200 in asked or "{" in operation.path
    assert cases >= share("interface") / 2


def fuzzed(operation, mode):
    """What came of it: the statuses of the answers, each of which passed all checks."""
    asked = []

    @settings(BOUNDED)
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        answer = case.call(headers=ASKING)
        case.validate_response(answer, excluded_checks=OTHERWISE)
        asked.append(answer.status_code)

    ask()
    return asked
