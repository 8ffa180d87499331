# Every target makes its own set-up; nothing needs an activated shell.
PYTHON ?= python3
BIN := .venv/bin
INTERFACE := $(BIN)/python -m deployments.interface_build
PYTEST_ARGS ?=
ROUNDS ?= 20
KILLS ?= 200
FILES ?= 80
EMBEDDER ?= wordllama

.DEFAULT_GOAL := help
.PHONY: help up stop logs check quick test lint types imports ui ui-dev api env env-dev openapi env-example reference lock clean \
	chaos siege bench-index bench-ingest bench-reindex bench-answer bench-claims bench-private bench-quality bench-answers bench-languages bench-kills bench-memory bench-upload bench-manuals bench-reader bench-files bench-ui screens

help: ## Show this help
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  %-14s %s\n' "$$name" "$$text"; done
	@echo 'Variables: PYTHON=<interpreter>, and REFDESK_* as in .env.example'

env:
	@$(PYTHON) deployments/bootstrap.py up

env-dev:
	@$(PYTHON) deployments/bootstrap.py test

up: env ## Start everything on this machine; Ctrl-C ends it
	@$(INTERFACE) up
	@$(BIN)/refdesk up --with-parent

stop: env ## End a running stack
	@$(BIN)/refdesk stop

logs: env ## Show the last log lines of every process
	@$(BIN)/refdesk logs

check: env ## Say what runs, what is missing and what to do
	@$(BIN)/refdesk check

quick: env-dev ## Run what needs no server, before each commit: formats, unit tests, contracts, tests of a changed interface
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(INTERFACE) run formatted test-changed & interface=$$!; \
	$(BIN)/python -m pytest -n $(or $(WORKERS),2) -m "not server and not slow" tests/unit tests/contracts tests/bench $(PYTEST_ARGS); failed=$$?; \
	wait $$interface && exit $$failed

# Both runners in any case: what one finds is no reason not to hear of the other. The interface's tests give way to
# pytest's, and are told when both have ended.
test: env-dev ## Run every test against real servers (WORKERS= processes, PYTEST_ARGS= for pytest)
	@$(INTERFACE) up; \
	$(BIN)/python -m tests.servers; \
	said=$$(mktemp); nice -n 5 $(INTERFACE) run test >$$said 2>&1 & interface=$$!; \
	$(BIN)/python -m pytest -n $(or $(WORKERS),3) --durations=15 $(PYTEST_ARGS); failed=$$?; \
	wait $$interface || failed=1; cat $$said; rm -f $$said; exit $$failed

lint: env-dev ## Lint and check the format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(INTERFACE) run lint types
	@$(INTERFACE) check-api

types: env-dev ## Check the types
	@$(BIN)/mypy

imports: env-dev ## Check which package may import which
	@$(BIN)/lint-imports

ui: env ## Build the web interface
	@$(INTERFACE) build

ui-dev: env ## Serve the web interface with hot reload against a running stack (REFDESK_URL=)
	@url=$$($(BIN)/refdesk where) && REFDESK_URL=$$url $(INTERFACE) run dev

api: env-dev ## Write webapp/openapi.json from the routes, and the interface's types from it
	@$(BIN)/python -m webapp.openapi
	@$(INTERFACE) run api

openapi: env-dev ## Write webapp/openapi.json from the routes
	@$(BIN)/python -m webapp.openapi

env-example: env-dev ## Write .env.example from the settings
	@$(BIN)/python -m deployments.env_example

reference: env-dev ## Write docs/reference from the settings, the commands and the error codes
	@$(BIN)/python -m deployments.reference

lock: env-dev ## Resolve the dependencies anew into the lock files
	@.venv/uv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --extra fastembed --extra postgresql --group build --group dev -o requirements-dev.lock
	@.venv/uv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --extra fastembed --group build -c requirements-dev.lock -o requirements-models.lock
	@.venv/uv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --group build -c requirements-dev.lock -o requirements.lock

screens: env-dev ui ## Write screenshots of every page in both themes to docs/screens
	@$(BIN)/python -m tests.screens

bench-ui: env-dev ui ## Measure the web interface's budgets (ROUNDS=)
	@$(BIN)/python -m tests.bench.ui

bench-index: env-dev ## Measure writing and searching the index, and upload to searchable
	@$(BIN)/python -m tests.bench.index
	@$(BIN)/python -m tests.bench.stack.upload --documents 0 --only times

bench-ingest: env-dev ## Measure the first load against the bare parts (PAIRS=, SHARE=, ONLY=opensearch,sqlite,recall,changes,growth,stages,http,peers)
	@PAIRS="$(PAIRS)" SHARE="$(SHARE)" ONLY="$(ONLY)" $(BIN)/python -m tests.bench.ingest

bench-reindex: env-dev ## Fill the next index beside the live one, with kills, while questions are asked
	@$(BIN)/python -m tests.bench.index.reindexing

bench-claims: env-dev ## Measure by kind what the claim ledger finds and what it flags wrongly
	@$(BIN)/python -m tests.bench.claims

bench-private: env-dev ## Try 500 times and more to get private text out of answers (SHOW=1 prints honest answers that were lost)
	@$(BIN)/python -m tests.bench.private $(if $(SHOW),--show)

bench-personal: env-dev ## Measure by kind and country what of personal data is found, and what is taken for it (SHOW=<kind>)
	@$(BIN)/python -m tests.bench.personal $(if $(SHOW),--show $(SHOW))

bench-quality: env-dev ## Measure ranking on COLLECTION=<folder> (EMBEDDER= and STORE=sqlite|opensearch choose)
	@REFDESK_EMBEDDER="$(EMBEDDER)" STORE="$(STORE)" $(BIN)/python -m tests.bench.quality "$(COLLECTION)"

bench-answers: env-dev ## Ask 411 questions without a model (SHOW=<kind> prints what was not right)
	@$(BIN)/python -m tests.bench.answers $(if $(SHOW),--show $(SHOW))

bench-languages: env-dev ## Ask in 12 languages on both stores (FOLDER= others' questions, SHOW=<kind> what was not right)
	@FOLDER="$(FOLDER)" $(BIN)/python -m tests.bench.languages $(if $(SHOW),--show $(SHOW))

bench-answer: env-dev ## Measure the first token at 1, 20 and 100 streams, retrieval, caches, and what walls cost (ONLY=retrieval|walls|streams)
	@$(BIN)/python -m tests.bench.answer $(if $(ONLY),--only $(ONLY))

bench-kills: env-dev ## Kill the whole stack in the middle of syncs (ROUNDS=, FILES=)
	@$(BIN)/python -m tests.bench.stack.kills --rounds $(ROUNDS) --files $(FILES)

chaos: env-dev ## Kill the engine at random on both stores, then the whole stack, and compare with clean runs (KILLS=, SEED=, ROUNDS=)
	@$(BIN)/python -m tests.bench.chaos --kills $(KILLS) $(if $(SEED),--seed $(SEED))
	@$(BIN)/python -m tests.bench.stack.kills --rounds $(ROUNDS) --files $(FILES) $(if $(SEED),--seed $(SEED))

siege: env-dev ## Attack a real stack in 40 ways beside a tenant that works on (ONLY=, SECONDS= of each look)
	@$(BIN)/python -m tests.bench.siege --only "$(ONLY)" $(if $(SECONDS),--seconds $(SECONDS))

bench-memory: env-dev ## Measure the memory of the whole stack
	@$(BIN)/python -m tests.bench.stack.memory

bench-manuals: env-dev ## Ask a running stack 25 questions about two manuals of the Debian package debian-policy
	@$(BIN)/python -m tests.bench.manuals

bench-reader: env-dev ## Measure the first boxes of a page far back in a 1,600-page PDF (ROUNDS=)
	@$(BIN)/python -m tests.bench.reader --rounds $(ROUNDS)

bench-files: env-dev ## Read every file below FOLDER= and print figures by format: outcomes, words, pages, memory, boxes
	@$(BIN)/python -m tests.bench.files "$(FOLDER)"

bench-upload: env-dev ## Measure upload to first hit, to its sync's end in a source of 5,000, and what walls cost (ONLY=walls|times)
	@$(BIN)/python -m tests.bench.stack.upload $(if $(ONLY),--only $(ONLY))

clean: ## Remove the environment, builds and caches; keeps the data folder
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build webapp/ui/node_modules webapp/ui/dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
