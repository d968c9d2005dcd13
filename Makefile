# One entry for every chore; `.ci/run` calls the same targets. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The first Python on this machine that is new enough; `make PYTHON=… site` takes another.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# Two workers: each loads the language model once.
PYTEST ?= -n 2 --dist loadscope
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The theme's notice about its successors; CONTRIBUTING.md says what we make of it.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: site
site: records ## Set up, turn sample articles into records where missing, build site/
	$(BIN)/mkdocs build --strict
	@echo "The site is in site/. 'make serve' shows it at http://127.0.0.1:8000/ and follows your edits of briefs/*.yml."

.PHONY: test
test: $(STAMP) browser ## Set up, then run every test, those in a real browser included
	$(BIN)/pytest $(PYTEST)

.PHONY: serve
serve: $(STAMP) ## Serve the site on this machine and rebuild it at each edit
	$(BIN)/mkdocs serve

.PHONY: build
build: $(STAMP) ## Build site/ from the records there are; any problem fails it
	$(BIN)/mkdocs build --strict

.PHONY: check
check: $(STAMP) ## Lint, check types, check every brief
	@failed=; \
	for chore in "ruff check ." mypy "briefs check"; do \
		echo "$$chore"; \
		$(BIN)/$$chore || failed="$$failed  $$chore"; \
	done; \
	[ -z "$$failed" ] || { echo "Failed:$$failed" >&2; exit 1; }

.PHONY: bench
bench: $(STAMP) ## Measure building, serving, searching, checking (BRIEFS=10000 goes to 10,000); fuzz the reader
	@$(BIN)/python -m benchmarks.building --briefs $(or $(BRIEFS),2000)
	@$(BIN)/python -m benchmarks.checking
	@$(BIN)/python -m benchmarks.fuzzing --seconds 60
	@echo "Extraction is measured on labelled articles: python -m benchmarks.extraction --help"

.PHONY: records
records: $(STAMP)
	$(BIN)/briefs add briefs/articles

.PHONY: setup
setup: $(STAMP) ## Create .venv with the locked dependencies

# Redone only when the lock or pyproject.toml has other content than at the last set-up. A second try
# covers a mirror of the registry that lags behind the others.
$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; 'make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)' names one." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@sum=$$(cat requirements.lock pyproject.toml | sha256sum); \
	if [ "$$sum" != "$$(cat $@ 2>/dev/null)" ]; then \
		echo "Installing the locked dependencies into $(VENV)…"; \
		install() { $(BIN)/pip install --quiet --require-hashes -r requirements.lock; }; \
		install || { sleep 5; install; }; \
		$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .; \
	fi; \
	echo "$$sum" > $@

# What looks for barriers in the pages; where it cannot be had, that one test says so and is passed over.
AXE := axe-core@4.11.0
.PHONY: browser
browser:
	@if [ ! -e ".cache/axe/$(AXE)" ] && command -v npm >/dev/null; then \
		rm -rf .cache/axe; \
		if npm install --silent --no-audit --no-fund --ignore-scripts --prefix .cache/axe $(AXE) >/dev/null 2>&1; then \
			touch ".cache/axe/$(AXE)"; \
		else \
			echo "$(AXE) could not be had from the npm registry: its tests will be skipped." >&2; \
		fi; \
	fi
	@if ! command -v chromium chromium-browser google-chrome >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing Debian's chromium for the browser tests…"; \
			{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } </dev/null >/dev/null; \
		else \
			echo "No chromium here, and no right to install it: the browser tests will fail. Install the package 'chromium'." >&2; \
		fi; \
	fi

.PHONY: lock
lock: $(STAMP) ## Pin the dependencies of pyproject.toml anew (UPGRADE=1 takes newer releases)
	@test -x .cache/lock/bin/uv || { $(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv; }
	printf 'hatchling>=1.27\neditables\n' | .cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev \
		--no-emit-index-url --no-header $(if $(UPGRADE),--upgrade) pyproject.toml - --output-file requirements.lock

.PHONY: clean
clean: ## Remove what was built and cached, .venv too; records stay
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build *.egg-info
	find site -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
