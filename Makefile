# Every command works from a fresh clone: Python 3.11 or newer with venv, and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: install run check fix content test bench messages screenshots clean

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: install  ## http://localhost:3000
	$(BIN)/toolkit serve

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict .
	$(BIN)/toolkit check-content
	$(BIN)/toolkit check-messages
	$(BIN)/python -m reflex compile --dry --no-rich

fix: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

content: install
	$(BIN)/toolkit check-content --report
	$(BIN)/pytest tests/content

test: check
	$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered

bench: install
	$(BIN)/python -m tests.bench

screenshots: install  ## the pictures of the README, taken again
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf .venv .web .states

messages: install  ## after a sentence was added: refreshes both lists, says what to translate
	$(BIN)/pybabel -q extract -F babel.cfg -k _ -k ngettext:1,2 --no-location --sort-output \
		--omit-header -o toolkit/locale/messages.pot toolkit
	$(BIN)/pybabel -q update -i toolkit/locale/messages.pot -d toolkit/locale -l en \
		--omit-header --no-fuzzy-matching --ignore-obsolete
	$(BIN)/toolkit check-messages
