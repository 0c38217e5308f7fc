# Everything from a fresh clone, without further input. Needed beforehand: git, make, Node 20 or newer, Python 3.10 or newer,
# and Go where the official Pulumi release cannot be downloaded.

.DEFAULT_GOAL := help
.PHONY: help setup bench test test-deep demo clean

# Node 24 comes with the npm packages on Linux; scripts and whatever they start find it first.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
# Trust what the system trusts, as its own Node does: some networks sign what they let through.
export NODE_USE_SYSTEM_CA := 1
NODE = $(firstword $(wildcard $(CURDIR)/node_modules/.bin/node) node)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

setup: node_modules/.package-lock.json ## install what is needed: npm packages, engine, AWS and Azure test servers, browser; build dist/
	@NODE_USE_ENV_PROXY=1 $(NODE) scripts/setup.ts
	@$(NODE) scripts/build.ts

test: node_modules/.package-lock.json ## all checks and tests, with the set-up that they need; the last line counts them
	@$(NODE) scripts/test.ts --whole

test-deep: setup ## slow tests against servers that are built from source first; needs Go, and Debian's etcd-server for Kubernetes
	@TRUEUP_DEEP=1 $(NODE) node_modules/vitest/vitest.mjs run --project deep

demo: setup ## the whole story on parts that run on this machine; what it wrote is in demo-out/
	@$(NODE) scripts/demo/main.ts

bench: setup ## the benchmarks, one line each; ratios are taken side by side
	@$(NODE) bench/main.ts

clean: ## remove what was built and recorded; installed tools stay
	rm -rf dist demo-out .trueup

# npm writes this file last, so an installation that was interrupted is begun again.
node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --loglevel=error --no-update-notifier
