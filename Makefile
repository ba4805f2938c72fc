# Two commands do everything on a machine with Python and make: `make site` and `make test`.
# `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUTPUT ?= _site

.DEFAULT_GOAL := help
.PHONY: help site serve test setup check html pictures bench chromium search handbook lock clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

site: setup ## build the site and say how to look at it
	$(BIN)/python build.py build --output $(OUTPUT)
	@echo
	@echo "The site is in $(OUTPUT)/. To look at it, and at every change: make serve"

serve: setup ## show the site, and every change to it, in a browser
	$(BIN)/python build.py serve --open

check: setup ## read the content and report every mistake; write nothing
	$(BIN)/python build.py check

test: chromium ## run every test, the linter and the type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -X dev -m pytest -n auto --maxprocesses 4 --dist loadfile

setup: $(VENV)/.site ## make .venv with what a build needs; quick when nothing changed

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "parley needs Python 3.11 or newer; yours is: $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 site"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.site: $(VENV)/.python requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.tests: $(VENV)/.site requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

html: setup ## check every page with the Nu HTML checker (needs Java 17 and npm)
	@$(BIN)/python -m tests.nu

pictures: chromium ## take the README's pictures of our own content anew
	@$(BIN)/python -m tests.browser.pictures

bench: chromium ## time parley beside Hugo and Pelican on 10,000 events; BENCH="--events 1000" for less
	@$(BIN)/python -m tests.bench $(BENCH)

chromium: $(VENV)/.tests ## find the Chromium that the tests need, or install one
	@$(BIN)/python -m tests.browser.chromium

search: $(VENV)/.tests ## look for inputs that break a property, with new examples each time
	HYPOTHESIS_PROFILE=search $(BIN)/python -X dev -m pytest -q -k "not good_time" --ignore=tests/browser

handbook: $(VENV)/.tests ## write the tables of keys in content/README.md anew
	$(BIN)/python -m tests.handbook

lock: ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock

clean: ## delete the site, the cache, the environment and the benchmark's folder
	rm -rf _site .cache .bench $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
