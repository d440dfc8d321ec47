# Everything lives in .venv; `make run` and `make test` set up by themselves what is missing.
PYTHON ?= python3
BIN := .venv/bin
# What WeasyPrint loads from the system, and the venv module that Debian keeps apart.
SYSTEM := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig

.PHONY: setup run test check golden bench clean

setup: .venv/ready  ## make the virtual environment and install what is missing

run: setup  ## convert what lies in input/ into output/
	$(BIN)/appendix-pipeline convert input --out output

test: setup  ## pass the tests
	$(BIN)/python -m pytest -n 2

check: setup  ## lint, types, layers
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: setup  ## write the expected files anew; review the difference before committing
	$(BIN)/python -m appendix_pipeline.schema schemas
	$(BIN)/python tests/golden.py
	$(BIN)/python tests/findings_page.py

bench: setup  ## time and memory beside LibreOffice, as ratios
	$(BIN)/python benchmarks/whole_process.py

clean:  ## remove what was made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache output/*/

.venv/ready: pyproject.toml constraints.txt setup.sh
	sh setup.sh "$(PYTHON)" $(SYSTEM)
	touch $@
