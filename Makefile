# make demo  a living town at http://127.0.0.1:8000     make test  everything, the browser too
# Both work on a fresh machine: Python 3.11 and make are all they ask for.

PYTHON ?= python3
PORT ?= 8000
TOWN ?=
VENV := .venv
STOEP := $(VENV)/bin/stoep
CHROMIUM := command -v chromium || command -v chromium-browser || command -v google-chrome
# On a database server of your own (STOEP_DATABASE_URL) tests run one after the other: they make its roles.
SIDE_BY_SIDE := $(if $(STOEP_DATABASE_URL),,-n auto --maxprocesses 4 --dist worksteal)
# How long the tests of `make test-fast` may take one after the other: with setting up, under two minutes on two cores.
FAST_SECONDS ?= 60
MAKEFLAGS += --no-print-directory

.PHONY: setup demo up test test-fast bench screens lint lock clean

# All that setup says goes to standard error, since `make bench` promises one JSON object on standard output.
setup: $(VENV)/.installed
	@$(STOEP) catalogues compile >&2
	@$(STOEP) assets >&2

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Stoep needs Python 3.11 or newer. Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	  $(PYTHON) -m pip install -q --target var/virtualenv virtualenv >&2 && PYTHONPATH=var/virtualenv $(PYTHON) -m virtualenv -q $(VENV); \
	else echo "This Python has neither venv nor pip. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; fi

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV)" >&2
	@$(VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock >&2
	@$(VENV)/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . >&2
	@touch $@

demo: setup
	@exec $(STOEP) demo --port $(PORT) $(if $(TOWN),--town "$(TOWN)")

up: setup
	@exec $(STOEP) up --port $(PORT)

test: setup
	@$(CHROMIUM) >/dev/null || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || \
	  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y chromium; } >&2 || true
	@$(CHROMIUM) >/dev/null || \
	  echo "No Chromium: tests in a browser are left out, or fail when CI=true. On Debian: apt-get install chromium" >&2
	@$(VENV)/bin/python -m pytest $(SIDE_BY_SIDE)

test-fast: setup
	@$(VENV)/bin/python -m pytest $(SIDE_BY_SIDE) -m "not browser and not slow" --within $(FAST_SECONDS)

bench: setup
	@$(STOEP) bench

screens: setup
	@$(STOEP) screens

lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/lint-imports

# Pin everything anew. The options keep this machine's package sources out of the file.
lock: $(VENV)/bin/python
	@$(VENV)/bin/python -m pip install -q pip-tools
	@$(VENV)/bin/python -m piptools compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.lock requirements.in requirements-test.in

clean:
	rm -rf $(VENV) var .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
