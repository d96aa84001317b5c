# Two commands: `make bench` sets up and looks at this machine; `make test` sets up and checks the program.
# `make help` lists the rest. Each target may be run again at any time.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
PLACES := pcsol tests benchmarks docs build_messages.py
ON_MACHINE := device or qemu or machine

.PHONY: help bench hub test check test-machine image image-test guest-test benchmarks messages reference locks clean
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

bench: .venv/ready-to-run ## set up, then look at this machine: inventory, health, verdict, one saved record, its wipe plan
	@set-up/packages bench
	@$(PY) -m pcsol probe --save || test $$? -eq 1
	@echo
	@$(PY) -m pcsol doctor || test $$? -eq 1
	@echo
	@$(PY) -m pcsol wipe plan || test $$? -eq 1
	@echo
	@echo "Et ensuite / where to look next: .venv/bin/pcsol --help, docs/tutorial/premiere-tour.md, README.md"
	@echo "L’inventaire dans un navigateur, avec cette machine / the inventory in a browser, with this machine in it: make hub"

hub: .venv/ready-for-hub ## serve the central inventory here, with this machine's record in it, until Ctrl-C
	@$(PY) -m pcsol hub serve --with-this-bench

test: .venv/ready-to-test check ## set up, then check everything that needs no special machine
	$(PY) -m pytest -n 2 --dist worksteal -q -m 'not ($(ON_MACHINE))'

check: .venv/ready-to-test ## format, lint, types, floors
	$(PY) -m ruff format --check -q $(PLACES)
	$(PY) -m ruff check -q $(PLACES)
	$(PY) -m mypy
	@.venv/bin/lint-imports >.venv/floors.log 2>&1 || { cat .venv/floors.log; exit 1; }

test-machine: .venv/ready-to-test ## the rest: root, loop devices, QEMU (at most 60 minutes, nothing cached)
	@set-up/packages machine
	$(PY) -m pytest -q -m '$(ON_MACHINE)' --ignore tests/image --ignore tests/guest --ignore tests/server --ignore tests/browser
	$(PY) -m pytest -n 2 -q -m machine tests/server
	$(PY) -m pytest -q -m machine tests/browser
	@$(MAKE) --no-print-directory image image-test guest-test

image: .venv/ready-to-run ## make the live medium, build/pcsol.img (root)
	@set-up/packages image
	image/build build/pcsol.img

image-test: .venv/ready-to-test ## start towers from the live medium in QEMU and check what they did (root)
	@set-up/packages image
	$(PY) -m pytest -n 2 --dist worksteal -q -rA --tb=short -m qemu tests/image

guest-test: .venv/ready-to-test ## let the medium's PCSol meet disks that lie, fail, freeze and stall, in QEMU (root; after `make image`)
	@set-up/packages image
	$(PY) -m pytest -q --tb=short -m qemu tests/guest

benchmarks: .venv/ready-to-test ## print speed and memory beside named peers, measured in one run
	@set-up/packages machine
	@set-up/packages image
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(PY) $$file || exit 1; done

messages: .venv/ready-to-test ## collect the texts of the program into the catalogue, and compile it
	.venv/bin/pybabel -q extract -F pyproject.toml -k N_ --no-location --sort-output --project=PCSol -o pcsol/locale/pcsol.pot pcsol
	.venv/bin/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap -D pcsol -i pcsol/locale/pcsol.pot -d pcsol/locale
	$(PY) build_messages.py

reference: .venv/ready-to-test ## write the generated pages of docs/reference (schemas, exit codes, commands)
	$(PY) docs/generate.py

locks: ## choose versions anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --extra hub --group dev pyproject.toml -o locks/test.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --constraint locks/test.txt --extra hub --group build pyproject.toml -o locks/hub.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --constraint locks/test.txt --group build pyproject.toml -o locks/run.txt

clean: ## forget the set-up
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@set-up/packages python
	@echo "PCSol: making a Python environment in .venv"
	@python3 -m venv .venv

.venv/ready-to-run: pyproject.toml locks/run.txt build_messages.py pcsol/locale/fr/LC_MESSAGES/pcsol.po | .venv/bin/python
	@echo "PCSol: installing its Python packages (locks/run.txt) into .venv"
	@$(PIP) install --require-hashes -r locks/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-for-hub: .venv/ready-to-run locks/hub.txt
	@echo "PCSol: installing what the hub needs (locks/hub.txt) into .venv"
	@$(PIP) install --require-hashes -r locks/hub.txt
	@touch $@

.venv/ready-to-test: .venv/ready-to-run locks/test.txt
	@echo "PCSol: installing what its tests need (locks/test.txt) into .venv"
	@$(PIP) install --require-hashes -r locks/test.txt
	@touch $@
