# make run   opens the window on a sample registry, in a virtual environment of its own
# make test  format, lint, types, import contracts, licences, tests
# For developers besides: make format, make gates (long fault and fuzz runs), make bench (figures).

PYTHON ?= python3
BIN := .venv/bin
COMPLETE := .venv/.complete
# As many test processes as the machine has cores, but not more than four: each starts a PostgreSQL.
# A file's tests go to one process: what a file sets up is set up once.
TEST_PROCESSES ?= --numprocesses=logical --maxprocesses=4 --dist=loadfile

export PYTHON
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test format gates bench clean

help:
	@sed -n 's/^# //p' Makefile | head -3

$(COMPLETE): pyproject.toml constraints.txt .ci/environment
	@.ci/environment

run: $(COMPLETE)
	@$(BIN)/python .ci/system_libraries.py window
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    echo "There is no display: the window is drawn off screen, and what it shows is left in build/sample/."; \
	    QT_QPA_PLATFORM=offscreen $(BIN)/curator open --sample --offscreen build/sample; \
	else \
	    $(BIN)/curator open --sample; \
	fi

test: $(COMPLETE)
	@$(BIN)/python .ci/system_libraries.py tests
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/python -m tests.packaging.source_rules
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -m tests.packaging.licences
	$(BIN)/python -m pytest $(TEST_PROCESSES) -m "not gate and not alone"
	$(BIN)/python -m pytest -m alone

format: $(COMPLETE)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gates: $(COMPLETE)
	@$(BIN)/python .ci/system_libraries.py tests
	$(BIN)/python -m pytest -m gate --timeout=3600 --hypothesis-profile=gates

bench: $(COMPLETE)
	@$(BIN)/python .ci/system_libraries.py tests
	$(BIN)/python -m tests.bench

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
