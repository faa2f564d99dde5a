# `make` prints what can be done. Variables: ARGS (pytest), FILE and OVERWRITE=1 (backup, restore), PG_BIN (PostgreSQL's
# programs), PORT, RESET=1, PYTHON.

PYTHON ?= python3
VENV := .venv/bin
SERVERS := $(VENV)/python -m tools.servers --
TEMPLATES := $(wildcard templates)
export PATH := $(CURDIR)/$(VENV):$(PATH)
export PG_BIN PORT RESET

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check fix matrix screenshots bench faults fuzz backup restore lock runtime

help:  ## print this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "make %-12s %s\n", $$1, $$2}'

setup:  ## install what development and tests need (as root also Debian's packages)
	@$(PYTHON) tools/prepare.py everything

run: setup  ## the portal for development: reloads itself, data kept under .run/dev
	@exec $(VENV)/python -m tools.run

demo: runtime  ## the portal with demonstration records; RESET=1 starts over, PORT=8080 elsewhere
	@exec $(VENV)/python -m tools.demo

test: setup  ## all tests; a part by ARGS="tests/journeys/test_charter.py"
	@exec $(SERVERS) python -m pytest -n auto --dist loadgroup $(ARGS)

check: setup  ## style, templates, migrations, deployment settings, lock files, secrets
	ruff check .
	ruff format --check .
	$(if $(TEMPLATES),djlint --quiet --lint $(TEMPLATES))
	DJANGO_SETTINGS_MODULE=config.settings.test $(SERVERS) python manage.py makemigrations --check --dry-run
	python -m tools.check_deploy
	python -m tools.check_lock
	python -m tools.check_secrets

fix: setup  ## repair style where a tool can
	ruff check --fix .
	ruff format .

matrix: setup  ## who may open and do what, for every address and role
	@exec $(SERVERS) python -m pytest -n auto --dist loadgroup tests/architecture/test_access_matrix.py $(ARGS)

screenshots: setup  ## pictures of every page for every role, into screenshots/
	@exec $(SERVERS) python -m tools.screenshots $(ARGS)

bench: setup  ## speed on the national data set beside what it is compared with; writes docs/performance.md
	@exec $(SERVERS) python -m tests.bench $(ARGS)

faults: setup  ## kill, pause and flush what the portal runs on, in the middle of its work; prints what was done
	@exec $(VENV)/python -m pytest -n 0 -p no:randomly -q -s -m faults tests/faults tests/journeys/test_digest.py $(ARGS)

fuzz: setup  ## 5,000 pieces of rubbish into forms, readers and addresses each; FUZZ=50000 tries more
	@FUZZ=$${FUZZ:-5000} exec $(SERVERS) python -m pytest -n auto --dist loadgroup -m fuzz tests/fuzz $(ARGS)

backup: runtime  ## the database of DATABASE_URL into one file, FILE=... or a new one under backups/
	@exec $(VENV)/python -m tools.backup make $(FILE)

restore: runtime  ## FILE=... into the empty database of DATABASE_URL; OVERWRITE=1 into one that is not empty
	@exec $(VENV)/python -m tools.backup restore $(FILE) $(if $(OVERWRITE),--overwrite)

lock: setup  ## write the lock files anew from pyproject.toml
	pip-compile $(LOCK_OPTIONS) --output-file requirements/base.txt pyproject.toml
	pip-compile $(LOCK_OPTIONS) --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt pyproject.toml

LOCK_OPTIONS := --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header

runtime:
	@$(PYTHON) tools/prepare.py runtime
