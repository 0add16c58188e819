# Recipes stay thin: each calls a script that can be read and run by itself.

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix docs bench lock assets validator

SERVE ?= 1
MONTH ?=
SIZE ?=
export SERVE MONTH SIZE

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## make the environment for working on Towpath (.venv)
	@scripts/setup dev

demo: ## an invented borough's month, its figures, then the site (SERVE=0, MONTH=2026-09, SIZE=500)
	@scripts/setup run
	@scripts/demo

test: ## every check and every test, as the build runs them
	@scripts/setup-ci
	@scripts/setup dev
	@.venv/bin/python scripts/test

check: ## format, lint, types, layers, migrations, documents; changes nothing
	@scripts/setup dev
	@.venv/bin/python scripts/check

fix: ## put right whatever can be put right automatically
	@scripts/setup dev
	@scripts/fix

docs: ## write docs/reference and docs/rules again
	@scripts/setup dev
	@.venv/bin/python scripts/docs

bench: ## measure, side by side, in ratios
	@scripts/setup dev
	@scripts/bench

lock: ## choose versions again, none younger than seven days (needs uv)
	@scripts/lock

assets: ## build the style sheet and scripts again (needs Node)
	@scripts/assets

validator: ## build the page that checks a return with no server (needs Node)
	@scripts/validator
