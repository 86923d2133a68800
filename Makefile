# Two commands: `make run` and `make test`. The rest is listed by `make help`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 5000
WARDS := $(wildcard ../shared/data/scotland)
export SHORTLIST_WARDS ?= $(if $(WARDS),$(abspath $(WARDS)))
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Never two makes of the same thing at once: the steps share one environment.
.NOTPARALLEL:

.PHONY: help run test test-fast check format assets chromium bench soak locks messages clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: .venv/run.done assets ## set up and serve the demonstration on http://127.0.0.1:5000 (PORT= changes it)
	@exec $(BIN)/python app.py

test: check chromium ## set up and run everything: checks, SQLite, PostgreSQL, browser (under 15 minutes)
	$(BIN)/pytest -n 2 --dist worksteal tests

test-fast: check ## run all but browser and PostgreSQL, laws on fewer examples
	HYPOTHESIS_PROFILE=quick $(BIN)/pytest -n 2 --dist worksteal -m "not browser and not postgresql" tests

check: .venv/test.done assets ## format, lint, strict types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/test.done ## put the code into its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/test.done .venv-bench/done ## measure speed and memory beside peers (minutes; ONLY=count: the count alone)
	$(BIN)/python -m tests.benchmarks $(if $(ONLY),--only $(ONLY))

soak: .venv/test.done assets ## the long campaigns: many more examples of every law (an hour)
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n 2 --timeout 7200 tests

assets: shortlist/static/vendor/done ## fetch fonts and browser libraries from npm

shortlist/static/vendor/done: package.json package-lock.json .ci/assets | .venv/made
	@.ci/assets $(BIN)/python
	@touch $@

chromium: .venv/test.done ## find a browser, or install one
	@.ci/chromium $(BIN)/python

messages: .venv/test.done ## bring the languages' catalogues up to date with what is said
	@$(BIN)/python .ci/messages

locks: .venv/made ## work out the hashed locks anew from pyproject.toml
	@.ci/locks $(BIN)/python

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit("Shortlist needs Python 3.11 or later; PYTHON= names another one." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.done: locks/run.txt pyproject.toml | .venv/made
	$(BIN)/python -m pip install --quiet --require-hashes -r locks/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test.done: locks/test.txt .venv/run.done
	$(BIN)/python -m pip install --quiet --require-hashes -r locks/test.txt
	@touch $@

# The programs that the count is measured beside, which ask for an older numpy.
.venv-bench/done: locks/bench.txt | .venv/made
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r locks/bench.txt
	@touch $@

clean: ## remove what the targets made, but not the database
	rm -rf .venv .venv-bench node_modules shortlist/static/vendor build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
