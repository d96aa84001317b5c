# PCSol: `make bench` sets up and looks at this machine; `make test` sets up and checks the program.
SHELL := /bin/bash
PY := .venv/bin/python

.PHONY: check messages

check: ## format, lint, types, floors
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports

messages: ## collect the texts of the program into the catalogues, and compile them
	.venv/bin/pybabel -q extract -k N_ --no-location --sort-output --project=PCSol -o pcsol/locale/pcsol.pot pcsol
	.venv/bin/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap -D pcsol -i pcsol/locale/pcsol.pot -d pcsol/locale
	$(PY) build_messages.py
