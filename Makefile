# `make demo` and `make test` set everything up on a fresh machine; they are quick when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-browser lint types unit-tests proof figures translations constraints clean

demo: $(READY)
	$(BIN)/autograder demo --out demo-report

test: lint types unit-tests proof

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

unit-tests: $(READY)
	$(BIN)/pytest -q

# Formgrader in Debian's chromium. Where that cannot be installed, the tests say so and are skipped.
test-browser: $(READY)
	command -v chromium chromedriver >/dev/null || apt-get install -y -q --no-install-recommends chromium chromium-driver || true
	$(BIN)/pytest -q -m browser tests/browser

proof: $(READY)
	$(BIN)/autograder verify

benchmark: $(READY)
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.throughput --plot benchmarks/throughput.svg

figures: $(READY)
	for script in solutions/*/figures.py; do $(BIN)/python $$script || exit 1; done

# Brings the Korean catalogue up to date with the code, leaving new texts empty for the translator, and compiles it.
KOREAN := autograder/locale/ko/LC_MESSAGES/autograder
translations: $(READY)
	$(BIN)/pybabel -q extract --no-location --sort-output -k later -k counted:1,2 -o $(KOREAN).pot autograder
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
		-l ko -i $(KOREAN).pot -o $(KOREAN).po
	$(BIN)/pybabel -q compile -l ko -i $(KOREAN).po -o $(KOREAN).mo
	rm $(KOREAN).pot

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

# Pins every package at what is installed now; run it after a dependency was added or raised.
constraints: $(READY)
	$(BIN)/python -m pip freeze --exclude-editable | sed -e 's/+cpu$$//' -e '/ @ /d' > constraints.txt

clean:
	rm -rf $(VENV) demo-report
