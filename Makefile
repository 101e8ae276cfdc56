# make run       sets everything up in .venv and opens the app
# make test      sets everything up and runs the tests
# make check     lint, format, types and layers
# make faults    the long tests: kills, power cuts, a full disk, a real cron
# make bench     how fast it is on ten years of journal, beside stock TinyDB, jrnl and a bare app
# make manual    writes the manual page, and what shells complete, anew from the parsers of the commands
# make release-check  builds a release, checks it, and installs it by pip, pipx and uv
# make pictures  draws every screen into pictures/, and anew those that docs/ shows

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check

.PHONY: run test check faults bench manual release-check pictures clean

run: .venv/.app
	@$(BIN)/coach

# What was compiled is kept: without it, collecting the tests takes three times as long.
test: .venv/.dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST)

check: .venv/.dev
	$(BIN)/ruff check coach tests
	$(BIN)/ruff format --check coach tests
	$(BIN)/mypy
	$(BIN)/lint-imports

faults: .venv/.dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m faults $(PYTEST)

bench: .venv/.dev
	$(BIN)/python -m tests.bench

manual: .venv/.dev
	$(BIN)/python -m tests.manual docs/coach.1
	$(BIN)/python -m tests.completions

release-check: .venv/.release
	$(BIN)/python -m tests.release

pictures: .venv/.dev
	$(BIN)/python -m tests.pictures pictures
	$(BIN)/python -m tests.animation docs/pictures/session.svg

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis pictures

# The two stamps are made last, so a half-made .venv is never taken for a whole one.
.venv/.app: pyproject.toml tests/constraints.txt
	@test -n "$(PYTHON)" || { echo "coach needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python cannot make environments here. On Debian: apt install python3-venv"; exit 1; }
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --constraint tests/constraints.txt --editable .
	@touch $@

.venv/.dev: .venv/.app
	@$(PIP) install --constraint tests/constraints.txt --editable '.[dev]'
	@touch $@

.venv/.release: .venv/.dev
	@$(PIP) install --constraint tests/constraints.txt --editable '.[dev,release]'
	@touch $@
