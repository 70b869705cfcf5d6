# One command each; `make help` explains them.
.DEFAULT_GOAL := help
.PHONY: help run reset manage test quick coverage test-clock drills mutants states lint build format structure bench screenshots messages lock backup restore

PYTHON := .venv/bin/python
WORKERS ?= auto

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: ## Start the demo at http://127.0.0.1:8000 (PORT=8001 another port; DEMO=0 an empty network of your own); Ctrl-C stops it
	@sh scripts/bootstrap.sh run && exec $(PYTHON) -m scripts.demo run

reset: ## Empty the demo: database, queue, uploads and mail
	@sh scripts/bootstrap.sh run && exec $(PYTHON) -m scripts.demo reset

manage: ## Run a management command against the running demo: make manage ARGS="shell"
	@sh scripts/bootstrap.sh run && exec $(PYTHON) -m scripts.demo manage $(ARGS)

test: ## Run the suite and all linters, drills apart (WORKERS=4 processes; AT=2026-11-28T00:20 at that moment)
	@sh scripts/bootstrap.sh dev && TEST_AT="$(AT)" exec $(PYTHON) -m scripts.checks test --workers $(WORKERS)

quick: ## Run the quick tests and the quick linters, after each change (WORKERS=4 processes; ARGS="tests/plg" a part)
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.checks quick --workers $(WORKERS) $(ARGS)

coverage: ## Run the suite and count which lines and branches of the product it comes by (.data/coverage/html)
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.checks coverage --workers $(WORKERS) $(ARGS)

test-clock: ## Run the tests about time at each of eight moments (AT=turn takes the one of today)
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.checks clock --workers $(WORKERS) $(AT)

drills: ## Play the drills in full: browsers, kills, long loops (DRILL=minutes one of them, DRILL=turn the two of today)
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.checks drills --workers $(WORKERS) $(DRILL)

mutants: ## Plant faults in a copy of the project, each of which a test must see (MUTANT="a part of its name", MUTANT=turn)
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.mutants $(if $(MUTANT),"$(MUTANT)")

states: ## Look with axe at every template in each of its states (PART=turn the part of today; ARGS="--keep FOLDER", "--again FOLDER", tests)
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.states $(if $(PART),--part $(PART)) $(ARGS)

lint: ## Run all linters
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.checks lint

build: ## Build the bundles of the front end and the compiled messages, when they are older than their sources
	@sh scripts/bootstrap.sh run

format: ## Put the code in its standard form
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.checks format

structure: ## Count folders, layers, circles, wide lines (ARGS="--against COMMIT --write" renews the table of docs/architecture.md)
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.structure $(ARGS)

bench: ## Measure mail, imports, the finder, the board of gaps, figures, every address, what a browser sees and pages beside bare Django; AGAINST=<commit> measures pages beside that commit
	@sh scripts/bootstrap.sh dev
ifdef AGAINST
	@exec $(PYTHON) -m benchmarks.against $(AGAINST) $(ARGS)
else
	@$(PYTHON) -m benchmarks.mail && $(PYTHON) -m benchmarks.imports && $(PYTHON) -m benchmarks.golden && $(PYTHON) -m benchmarks.gaps && $(PYTHON) -m benchmarks.figures && $(PYTHON) -m benchmarks.addresses && $(PYTHON) -m benchmarks.vitals && exec $(PYTHON) -m benchmarks $(ARGS)
endif

screenshots: ## Take the screenshots of docs/screenshots/
	@sh scripts/bootstrap.sh dev && exec $(PYTHON) -m scripts.screenshots $(ARGS)

messages: ## Collect new texts for translation into locale/ and compile them
	@sh scripts/bootstrap.sh dev && $(PYTHON) -m scripts.messages update && $(PYTHON) -m scripts.build

lock: ## Resolve the dependencies of pyproject.toml into requirements/ (UPGRADE=1 takes newer versions)
	@sh scripts/lock.sh

backup: ## Save the demo's database and uploads: make backup FILE=network.tar
	@sh scripts/bootstrap.sh run && exec $(PYTHON) -m scripts.demo backup $(or $(FILE),.data/backup.tar)

restore: ## Put a back-up in place of the demo's data: make restore FILE=network.tar
	@sh scripts/bootstrap.sh run && exec $(PYTHON) -m scripts.demo restore $(or $(FILE),.data/backup.tar)
