# Everything starts here: `make demo` shows a class being marked, `make test` proves it.
# Each target sets up what it needs: a .venv in this folder, with the versions of requirements.lock.

.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV  := .venv
READY := $(VENV)/.ready
BIN   := $(VENV)/bin
PY    := $(BIN)/python

# Processes that share the tests. Tests of one file stay in one process, so that they share its fixtures.
JOBS  ?= auto
# More words for pytest, as in: make test TESTS="tests/course -k exchange"
TESTS ?=

# The command is looked for when it is needed, those first that were tested most; .venv keeps the one that was found.
FIND_PYTHON = for p in $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3; do \
  "$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done

.PHONY: help
help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@found=$$($(FIND_PYTHON)); if [ -z "$$found" ]; then \
	  echo "make: no Python 3.11 or newer with venv found (tried $(PYTHON) python3.11 to python3.14 and python3)." >&2; \
	  echo "make: install one (on Debian and Ubuntu also the package python3-venv), or name it: make PYTHON=/path/to/python3.12" >&2; \
	  exit 1; fi; \
	if ! $(PY) -m pip --version >/dev/null 2>&1; then echo "Setting up $(VENV) with $$found"; "$$found" -m venv --clear $(VENV); fi
	@echo "Installing the versions of requirements.lock (a few minutes the first time)"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# nbgrader makes a new gradebook with the command `alembic`, which it looks for on the path.
demo docs test gate attacks release: export PATH := $(abspath $(BIN)):$(PATH)

.PHONY: setup
setup: $(READY)  ## the .venv alone

.PHONY: demo
demo: $(READY)  ## a demonstration class is released, collected, marked, and explained
	@$(PY) -m demo

.PHONY: test
test: $(READY)  ## every test
	@$(PY) -m pytest -n $(JOBS) --dist loadfile $(TESTS)

.PHONY: bench
bench: $(READY)  ## how fast a class is marked, against stock nbgrader and the bare limit; writes benchmarks/results/
	@$(PY) -m benchmarks.bench $(BENCH)

.PHONY: soak
soak: $(READY)  ## marking killed a hundred times at random moments: no mark may be lost
	@$(PY) -m benchmarks.soak $(SOAK)

.PHONY: lint
lint: $(READY)  ## the linter
	@$(BIN)/ruff check .

.PHONY: gate
gate: $(READY)  ## is the marking fair, does nothing leak: what to run before a release
	@for folder in source/*/; do $(PY) -m grader gate "$$(basename "$$folder")" || failed=1; done; exit $${failed:-0}

.PHONY: attacks
attacks: $(READY)  ## how many attacks succeed against nbgrader as it comes (UNSAFE: runs them unboxed)
	@$(PY) -m tests.attacks.stock

# Seconds without a finding after which the fuzzer is content.
SECONDS_OF_FUZZ ?= 600

.PHONY: fuzz
fuzz: $(READY)  ## look for bytes that the readers of wire and notebooks cannot take, ten minutes each
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r fuzz/requirements.lock
	@$(PY) fuzz/wire_fuzz.py -max_total_time=$(SECONDS_OF_FUZZ)
	@$(PY) fuzz/notebook_fuzz.py -max_total_time=$(SECONDS_OF_FUZZ)

# The tests of pages use the Chromium of the system's packages; without one they are left out.
.PHONY: browser
browser:  ## Chromium for the tests of pages (Debian, Ubuntu; asks for root)
	@for name in chromium chromium-browser google-chrome chrome; do command -v $$name && exit 0; done; \
	root=$$([ "$$(id -u)" = 0 ] || echo sudo); $$root apt-get update -qq && $$root apt-get install -y -qq chromium

.PHONY: handout
handout: $(READY)  ## what lies beside the notebooks made anew from handout/, in source/
	@$(PY) -m handout

.PHONY: docs
docs: demo  ## the pictures in docs/ taken anew of the demonstration class's pages
	@$(PY) docs/draw.py

.PHONY: release
release: $(READY)  ## release/ made anew from source/
	@for folder in source/*/; do \
	  $(BIN)/nbgrader generate_assignment "$$(basename "$$folder")" --force --create || exit 1; done

.PHONY: lock
lock: $(READY)  ## requirements.lock made anew from pyproject.toml
	@$(PY) -m pip install --quiet uv
	@{ echo "# Exact versions for every Python from 3.11 and every system, made by \`make lock\` from pyproject.toml."; \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --upgrade --all-extras \
	    --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml; } > requirements.tmp
	@mv requirements.tmp requirements.lock

.PHONY: clean
clean:  ## what was made goes, but not .venv, submissions, marks or release/
	@rm -rf scratch .pytest_cache .ruff_cache .hypothesis *.egg-info requirements.tmp
	@find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print -o -name .ipynb_checkpoints -type d -print | xargs rm -rf
