# Everything from nothing: `make run` and `make test`. The work itself is done by the scripts in bin/.
# Variables go behind the target: make run PORT=8001, make test ARGS="tests/articles -k search",
# make run PYTHON=/path/to/python3.13

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile | expand -t 16

run: ## Start the paper on http://127.0.0.1:8000, with a demo paper in it
	@bin/run

test: ## Run all tests, on SQLite and PostgreSQL, in a real browser
	@bin/test $(ARGS)

dev: ## Start it for developing: reloads by itself, shows the debug toolbar
	@bin/dev

lint: ## Check style, settings, migrations and translations
	@bin/lint

demo: ## Replace what is there by a fresh demo paper, after asking
	@bin/manage demo

messages: ## Collect the words to translate into locale/
	@bin/messages

bench: ## Measure against the goals; ARGS=sending measures one thing
	@bin/bench $(ARGS)

kill-test: ## Kill the workers that send an issue, 200 times, and account for every mail
	@bin/kill-test $(ARGS)

setup: ## Only make .venv, with the packages that `make run` needs
	@bin/setup

.PHONY: help run test dev lint demo messages bench kill-test setup
