"""The manifests: valid by Kubernetes' own schemas, probes that are answered, and pods that may do next to nothing."""

from pathlib import Path
from runpy import run_path

import kubernetes_validate
import pytest
import yaml
from deployed import COMPOSE, FINAL, MANIFESTS, ROOT, containers, objects, of_compose, of_kind, of_the_image, pods
from django.test import Client

VERSIONS = ("1.30", "1.37")  # the oldest and the newest that are tried
every_container = pytest.mark.parametrize(
    ("pod", "box"), containers(), ids=lambda one: one if isinstance(one, str) else ""
)
WEB = pods()["web"]["containers"][0]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_manifest_is_what_kubernetes_takes(version):
    every = objects()
    assert len(every) > 12
    for one in every:
        kubernetes_validate.validate(one, version, strict=True)


def test_what_kubernetes_does_not_take_is_noticed():
    wrong = of_kind("Deployment")["web"]
    wrong["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError, match="readynessProbe"):
        kubernetes_validate.validate(wrong, VERSIONS[0], strict=True)


def test_every_manifest_is_applied():
    listed = yaml.safe_load((MANIFESTS / "kustomization.yaml").read_text(encoding="utf-8"))["resources"]
    there = {path.name for path in MANIFESTS.glob("*.yaml")} - {"kustomization.yaml"}
    assert {*listed} == there


# ── probes


@pytest.mark.parametrize(
    ("probe", "path"),
    [("startupProbe", "/healthz"), ("livenessProbe", "/healthz"), ("readinessProbe", "/healthz/ready")],
)
def test_a_probe_asks_an_address_that_answers_by_a_name_that_is_known(db, probe, path, settings):
    asked = WEB[probe]["httpGet"]
    assert asked["path"] == path
    assert asked["port"] in {port["name"] for port in WEB["ports"]}
    (header,) = asked["httpHeaders"]
    settings.ALLOWED_HOSTS = [of_kind("ConfigMap")["heritage"]["data"]["ALLOWED_HOSTS"]]
    assert Client().get(asked["path"], headers={header["name"]: header["value"]}).status_code == 200


def test_no_name_is_forgotten_where_the_example_is_made_ones_own():
    name = of_kind("ConfigMap")["heritage"]["data"]["ALLOWED_HOSTS"]
    spec = of_kind("Ingress")["heritage"]["spec"]
    assert {rule["host"] for rule in spec["rules"]} == {*spec["tls"][0]["hosts"]} == {name}
    named = {path.name for path in MANIFESTS.glob("*.yaml") if name in path.read_text(encoding="utf-8")}
    told = (MANIFESTS / "kustomization.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert [file for file in named - {"kustomization.yaml"} if file not in told] == []


# ── coming and going


def test_a_new_version_takes_nobody_away_before_it_is_ready():
    update = of_kind("Deployment")["web"]["spec"]["strategy"]["rollingUpdate"]
    assert update["maxUnavailable"] == 0
    assert (
        of_kind("PodDisruptionBudget")["web"]["spec"]["maxUnavailable"]
        < of_kind("Deployment")["web"]["spec"]["replicas"]
    )


def test_a_pod_that_goes_finishes_what_it_answers_and_is_asked_nothing_new():
    """It waits until nobody is sent to it any more, and then as long as gunicorn lets an answer take."""
    waits = int(WEB["lifecycle"]["preStop"]["exec"]["command"][-1])
    graceful = run_path(str(ROOT / "deploy/gunicorn.conf.py")).get("graceful_timeout", 30)
    assert waits >= WEB["readinessProbe"]["periodSeconds"]
    assert pods()["web"]["terminationGracePeriodSeconds"] > waits + graceful


def test_the_settings_are_looked_at_before_the_database_is_touched():
    (first,) = pods()["migrate"]["initContainers"]
    assert first["args"] == ["check", "--deploy", "--fail-level", "ERROR"]


# ── what a pod may do


@every_container
def test_a_container_may_do_as_little_as_it_can(pod, box):
    may = box["securityContext"]
    assert may == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    of_pod = pods()[pod]["securityContext"]
    assert (of_pod["runAsNonRoot"], of_pod["seccompProfile"]) == (True, {"type": "RuntimeDefault"})
    assert f"{of_pod['runAsUser']}:{of_pod['runAsGroup']}" == FINAL.told["USER"]
    assert pods()[pod]["automountServiceAccountToken"] is False
    assert box["resources"]["limits"]["memory"]


@every_container
def test_a_container_writes_where_the_image_keeps_what_it_is_given(pod, box):
    mounted = {one["mountPath"] for one in box["volumeMounts"]}
    assert {str(Path(of_the_image()["DATA_DIR"]).parent), "/tmp"} <= mounted  # noqa: S108
    volumes = {one["name"] for one in pods()[pod]["volumes"]}
    assert {one["name"] for one in box["volumeMounts"]} <= volumes


@every_container
def test_a_container_is_told_the_same_as_all_others(pod, box):
    assert box["envFrom"] == [{"configMapRef": {"name": "heritage"}}, {"secretRef": {"name": "heritage"}}]
    assert box["image"] == COMPOSE["services"]["web"]["image"].partition(":")[0]


def test_a_pod_is_reached_from_the_ingress_alone():
    everybody, web = of_kind("NetworkPolicy")["nobody"]["spec"], of_kind("NetworkPolicy")["web"]["spec"]
    assert (everybody["podSelector"], everybody.get("ingress", [])) == ({}, [])
    labels = of_kind("Deployment")["web"]["spec"]["template"]["metadata"]["labels"]
    assert web["podSelector"]["matchLabels"] == labels == of_kind("Service")["web"]["spec"]["selector"]
    assert [[*one["from"][0]] for one in web["ingress"]] == [["namespaceSelector"]]


def test_there_is_a_claim_for_everything_that_is_kept():
    claims = {
        one["persistentVolumeClaim"]["claimName"]
        for pod in pods().values()
        for one in pod["volumes"]
        if "persistentVolumeClaim" in one
    }
    assert claims == of_kind("PersistentVolumeClaim").keys()
    assert of_kind("PersistentVolumeClaim")["kept"]["spec"]["accessModes"] == ["ReadWriteMany"]
    assert of_compose()["WORKER"] == of_kind("ConfigMap")["heritage"]["data"]["WORKER"] == "1"
