# Everything one can do with a checkout; `make help` lists it.
# `make run ARGS="--store other.sqlite"` passes words to the program, `make test ARGS="-k visit"` to pytest.

PYTHON := .venv/bin/python
# Tests and pictures are made without a screen and without the sizes of this one.
OFFSCREEN := env -u DISPLAY -u WAYLAND_DISPLAY QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=1
ARGS ?=
# Every core has its tests, and takes over those of another that has more left; what measures how soon something
# answers has the machine to itself.
ON_EVERY_CORE := -n auto --dist worksteal
ALL_TESTS = failed=0; \
	$(OFFSCREEN) $(PYTHON) -m pytest $(ON_EVERY_CORE) --ignore=tests/ui --ignore=tests/stories || failed=1; \
	$(OFFSCREEN) $(PYTHON) -m pytest $(ON_EVERY_CORE) tests/ui tests/stories -m "not timed" || failed=1; \
	$(OFFSCREEN) $(PYTHON) -m pytest tests/ui tests/stories -m timed || failed=1; \
	exit $$failed

.DEFAULT_GOAL := help
.PHONY: help run tour test check bench screenshots golden texts lock ready ready-to-test

help: ## List what make can do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F '|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: ready ## Open the desk; where there is no screen, play the tour
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "concierge-desk: there is no screen here, so the tour is played: its screens and papers go to tour/"; \
		exec $(OFFSCREEN) $(PYTHON) -m concierge_desk tour $(ARGS); \
	else \
		exec $(PYTHON) -m concierge_desk $(ARGS); \
	fi

tour: ready ## Play a whole day without a screen; leaves pictures and papers in tour/
	@$(OFFSCREEN) $(PYTHON) -m concierge_desk tour $(ARGS)

test: ready-to-test ## Run the tests, without a screen
	@$(if $(strip $(ARGS)),$(OFFSCREEN) $(PYTHON) -m pytest $(ARGS),$(ALL_TESTS))

check: ready-to-test ## Style, types, imports, then the tests: what .ci/run runs
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	@$(MAKE) --no-print-directory test

bench: ready-to-test ## Print the figures the desk must reach, beside their baselines
	@$(OFFSCREEN) $(PYTHON) -m bench $(ARGS)

screenshots: ready-to-test ## Write every screen, in both languages, to screenshots/
	@$(OFFSCREEN) $(PYTHON) -m tests.screenshots $(ARGS)

golden: ready-to-test ## Keep how every paper looks now, for the tests to compare with
	@$(PYTHON) -m tests.print.golden_pages

texts: ready-to-test ## Collect the messages from the code into the translations, and compile them
	@$(PYTHON) -m tests.house.messages

lock: ready-to-test ## Choose the newest packages pyproject.toml allows, and write the locks
	@$(PYTHON) -c 'import uv' 2>/dev/null || $(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@for set in "requirements.lock" "requirements-test.lock --extra test --constraint requirements.lock"; do \
		$(PYTHON) -m uv pip compile pyproject.toml --quiet --system-certs --universal --python-version 3.11 --upgrade \
			--generate-hashes --no-annotate --custom-compile-command 'make lock' --output-file $$set || exit 1; \
	done

ready:
	@./bootstrap.sh run

ready-to-test:
	@./bootstrap.sh test
