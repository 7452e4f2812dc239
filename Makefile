# Every target sets up what it needs; `make help` lists them.
# PYTHON=/path/to/python names another interpreter (3.11 to 3.14) than the one found.

.DEFAULT_GOAL := help
.PHONY: help demo pictures translations test check format bench soak package try-packages lock clean environment environment-dev system-window system-test

ifndef PYTHON
PYTHON := $(shell sh packaging/find-python.sh)
endif
export PYTHON

# The tests start the program hundreds of times: it is compiled once, whatever the session wants.
unexport PYTHONDONTWRITEBYTECODE

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
SCREEN := yes
else
BIN := .venv/bin
# A Mac has a screen; elsewhere the session says so.
SCREEN := $(filter Darwin,$(shell uname -s))$(DISPLAY)$(WAYLAND_DISPLAY)
endif

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: environment system-window ## open the window on the practice account (without a screen: play its tour into build/tour)
ifneq ($(strip $(SCREEN)),)
	$(BIN)/copper-desk --demo
else
	@command -v xvfb-run >/dev/null || { echo "There is no screen here, and no xvfb-run to stand in for one: install Xvfb." >&2; exit 1; }
	xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" $(BIN)/copper-desk --demo --tour build/tour
endif

pictures: environment system-window ## renew the picture in the README from the tour
	sh packaging/system-packages.sh window screen
	xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" $(BIN)/copper-desk --demo --tour build/pictures --theme light
	mkdir -p docs/pictures
	cp build/pictures/[0-9][0-9]-failed.png docs/pictures/failed.png

translations: environment-dev ## bring the German sentences in step with the source, and name those without German
	$(BIN)/python packaging/translation.py de

# A pace of three calls a second is mostly waiting, so there are more workers than processors (tests/conftest.py).
# What is left is taken over by whoever is done. `make bench` measures, so it runs alone.
SIDE_BY_SIDE := --numprocesses=auto --dist=worksteal

test: check system-test ## run every check and every test
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --cov --cov-report=term

check: environment-dev ## lint, format and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	MYPYPATH=packaging $(BIN)/mypy packaging/environment.py packaging/package.py packaging/licence_text.py packaging/icon_file.py packaging/translation.py

format: environment-dev ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

soak: environment-dev system-test ## the property tests with 40 times the examples, and the program killed 200 times
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "hypothesis or soak" --timeout=0

bench: environment-dev system-test ## measure what must be quick, beside its floor, into build/bench.json
	$(BIN)/python -m pytest tests/benchmarks -o python_files="bench_*.py" --verbose --figures=build/bench.json

package: environment system-window ## make the packages of this system into dist (about 4 minutes; the first time it fetches 150 MB)
	$(BIN)/python packaging/package.py

try-packages: ## install what `make package` made, as a stranger would, and play the tour from each
	sh packaging/system-packages.sh venv screen package
	PYTHON="$(PYTHON)" sh packaging/try-packages.sh

clean: ## remove what the commands made, but not .venv
	rm -rf build dist .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache

# New versions of every dependency, with their hashes: docs/decisions/0002-hashed-requirements.md.
UV := build/lock/bin/uv
COMPILE := $(UV) pip compile --quiet --upgrade --universal --no-build --no-strip-extras --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"

lock: environment ## renew the hashed requirements (needs the network)
	$(BIN)/python -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml --group dev --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --constraints requirements/dev.txt --output-file requirements/runtime.txt
	$(COMPILE) --group build --constraints requirements/dev.txt --output-file requirements/build.txt
	$(COMPILE) --group package --constraints requirements/dev.txt --output-file requirements/package.txt

# Set-up, each step quick when there is nothing to do.
environment:
	@test -n "$(PYTHON)"
	@sh packaging/system-packages.sh venv
	@"$(PYTHON)" packaging/environment.py runtime

environment-dev: environment
	@"$(PYTHON)" packaging/environment.py dev

# After the environment, because apt holds its lock for one command at a time.
system-window: environment
	@sh packaging/system-packages.sh window $(if $(strip $(SCREEN)),,screen)

system-test: environment
	@sh packaging/system-packages.sh window screen test
