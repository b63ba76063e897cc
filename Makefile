# Two commands matter: `make run` serves the site, `make test` proves it. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
SITES ?= 1000000
MINUTES ?= 30
VENV := .venv
IN_VENV := $(VENV)/bin/python
ON_POSTGRESQL := deploy/test-database.sh
# Nothing of an installation is touched: the tests have a folder of their own.
TEST := DATA_DIR="$(CURDIR)/$(VENV)/test-data" $(IN_VENV)
CORES := $(shell nproc 2>/dev/null || echo 2)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test soak soak-load mutants container-check audit sbom bench cluster style checks test-sqlite test-postgresql test-browser machine bench-machine requirements clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## set up and serve on http://127.0.0.1:$PORT (PORT=8000), with demonstration data (DEMO=0: without)
	@PORT=$(PORT) DEMO=$(DEMO) PYTHON=$(IN_VENV) deploy/run.sh

test: machine style checks test-sqlite test-postgresql test-browser ## set up all it needs and run every test

soak: machine $(VENV)/test.stamp ## the long form of the tests that have one: hours of hostile input, kills and copies
	env -u DATABASE_URL SOAK=1 $(TEST) -m pytest -q -n $(CORES) -m "soak and not browser"
	$(ON_POSTGRESQL) env SOAK=1 $(TEST) -m pytest -q -n $(CORES) -m "soak and not browser"
	SOAK=1 $(TEST) -m pytest -q -m "soak and browser" tests/browser
	$(MAKE) soak-load

soak-load: bench-machine $(VENV)/bench.stamp ## the server under all loads on both databases, MINUTES=30 each
	@deploy/bench/postgresql.sh $(VENV)/bench/$(SITES)/cluster \
		env MINUTES=$(MINUTES) $(IN_VENV) -m deploy.bench --sites $(SITES) --strict soak

mutants: $(VENV)/test.stamp ## seed known faults, each into a copy: the tests must turn red
	@$(IN_VENV) -m deploy.mutants

container-check: $(VENV)/test.stamp ## run the steps of the container file, and what they make, without an engine: in a root made by debootstrap (as root)
	@deploy/container/machine.sh
	@$(IN_VENV) -m deploy.container

audit: $(VENV)/test.stamp ## look all packages up among the known holes, and fail if one cannot be looked up (needs the network)
	@deploy/audit.sh $(IN_VENV)

sbom: $(VENV)/test.stamp ## write var/sbom.json: what the product is made of (CycloneDX)
	@deploy/sbom.sh $(IN_VENV) var/sbom.json

bench: bench-machine $(VENV)/bench.stamp ## measure every promised figure (SITES=1000000, the full run; JSON=FILE: write them there too)
	@deploy/bench/postgresql.sh $(VENV)/bench/$(SITES)/cluster \
		$(IN_VENV) -m deploy.bench --sites $(SITES) $(if $(JSON),--json "$(JSON)")

cluster: $(VENV)/test.stamp ## the whole on machines of namespaces: strike every fault, measure, print two tables, take it down (root; JSON=FILE)
	@deploy/cluster/machine.sh
	@$(IN_VENV) -m deploy.cluster.site $(if $(JSON),--json "$(JSON)")

style: $(VENV)/test.stamp ## the linter and the formatter
	$(IN_VENV) -m ruff check
	$(IN_VENV) -m ruff format --check

checks: $(VENV)/test.stamp ## Django's own checks: migrations complete, settings fit for the open internet
	$(TEST) manage.py makemigrations --check --dry-run
	SECURE=1 SECOND_FACTOR=1 $(TEST) manage.py check --deploy --fail-level WARNING

test-sqlite: $(VENV)/test.stamp ## the suite on SQLite
	env -u DATABASE_URL $(TEST) -m pytest -q -n $(CORES)

test-postgresql: $(VENV)/test.stamp ## the suite on a throw-away PostgreSQL
	$(ON_POSTGRESQL) env $(TEST) -m pytest -q -n $(CORES)

test-browser: $(VENV)/test.stamp ## a real Chromium against the real server
	$(TEST) -m pytest -q -m browser tests/browser

machine: # Chromium and PostgreSQL, from the distribution
	@deploy/test-machine.sh

bench-machine: machine # and what is measured against, from the distribution too
	@deploy/bench/machine.sh

requirements: ## write requirements*.txt anew from requirements*.in (needs pip-compile, from pip-tools)
	@deploy/pin.sh requirements requirements-test requirements-bench

clean: ## remove what was set up, and keep what was entered (var/)
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis

$(VENV)/run.stamp: requirements.txt deploy/install.sh
	@deploy/install.sh $(PYTHON) $(VENV) requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-test.txt
	@deploy/install.sh $(PYTHON) $(VENV) requirements-test.txt
	@touch $@

$(VENV)/bench.stamp: $(VENV)/test.stamp requirements-bench.txt
	@deploy/install.sh $(PYTHON) $(VENV) requirements-bench.txt
	@touch $@
