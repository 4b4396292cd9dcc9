# make run [DOCS=paths] [OUT=dir]   check disclosures (the samples, if none are named)
# make notebooks [DOCS=paths]       open the notebooks in JupyterLab
# make test | check | browser | soak (an hour of kills, faults and damaged files) | bench | ref | score | clean
PYTHON ?= python3
VENV ?= .venv
DOCS ?= samples
OUT ?= out
BIN = $(VENV)/bin
STAMP = $(VENV)/installed
BROWSER = $(VENV)/browser
SHARED = ../shared

.PHONY: setup run notebooks test check browser soak bench ref score clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

run: setup
	$(BIN)/kg check $(DOCS) --out $(OUT)

notebooks: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[notebooks]"
	$(if $(filter-out samples,$(DOCS)),DOCS="$(abspath $(DOCS))" )$(BIN)/jupyter lab notebooks

test: setup
	$(BIN)/python -m pytest

soak: setup
	KG_KILLS=50 $(BIN)/python -m pytest -q tests/store
	$(BIN)/python -m tests.fuzz --count 2000

bench: setup  # under 20 minutes; make bench BENCH=--full builds 10,000 documents, too
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,bench]"
	$(BIN)/python -m benchmarks.table --again all $(BENCH)

check: setup
	$(BIN)/ruff format --check kg tests benchmarks
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(BROWSER)
	$(BIN)/python -m pytest -m browser

$(BROWSER): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,browser]"
	@test -n "$$CHROMIUM" || command -v chromium chromium-browser google-chrome >/dev/null || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk; } || \
	  { echo "Chromium is needed: install it, or name a browser: make browser CHROMIUM=/path/to/chrome"; exit 1; }
	touch $@

ref: setup
	$(BIN)/python -m kg.ref
	$(BIN)/python -m kg.check.pages

score: setup
	@if [ -d $(SHARED)/gold ]; then \
	  $(BIN)/kg check $(SHARED)/seeds --out $(OUT)/score >/dev/null && \
	  $(BIN)/python $(SHARED)/tools/score.py --graph $(OUT)/score/graph.nq --gold $(SHARED)/gold && \
	  $(BIN)/python -m tests.gold.score_links $(OUT)/score/graph.nq; \
	else echo "$(SHARED) is not here: nothing to score against"; fi

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find kg tests -name __pycache__ -type d -exec rm -rf {} +
