# The two commands of the README: `make` builds the publication, `make test` runs every test.
# Everything else here is a part of these two.

# The first Python from 3.11 on; `make PYTHON=python3.12` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := PYTHONPATH=_ext $(VENV)/bin/python
OUT := _build

.PHONY: all html pdf epub pdf-latex dirhtml guide test lint tools clean
.DELETE_ON_ERROR:

all: $(VENV)/.installed
	@$(RUN) -m koushu build . --out $(OUT)

html pdf epub: $(VENV)/.installed
	@$(RUN) -m koushu build . --out $(OUT) --$@

# The second route to a PDF: needs XeLaTeX and latexmk.
pdf-latex: $(VENV)/.installed
	@$(RUN) -m sphinx -q -b latex -d $(OUT)/.work/doctrees-latex . $(OUT)/latex
	@$(MAKE) -C $(OUT)/latex LATEXMKOPTS="-halt-on-error -silent" all-pdf
	@$(RUN) -m koushu.latex.log $(OUT)/latex/*.log
	@ls $(OUT)/latex/*.pdf

# Addresses as Hugo has them, `posts/name/`, for a web server.
dirhtml: $(VENV)/.installed
	@$(RUN) -m sphinx -q -b dirhtml -d $(OUT)/.work/doctrees-dirhtml . $(OUT)/dirhtml
	@echo $(OUT)/dirhtml/index.html

# The guide, a publication of its own in two languages, and its place below the site.
guide: $(VENV)/.installed
	@sh _ext/guide/build.sh $(VENV)/bin/python $(OUT)/guide $(OUT)/html
	@ls $(OUT)/html/guide/*/index.html

# Byte code is kept, whatever the environment says: hundreds of tests start the command.
test: tools lint
	@env -u PYTHONDONTWRITEBYTECODE $(VENV)/bin/python -m pytest --numprocesses auto --dist loadfile $(PYTEST)

lint: $(VENV)/.tested
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

# Programs that tests look for; what cannot be installed is named, and its tests skip.
tools: $(VENV)/.tested
	@sh tests/install-tools.sh

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Koushu needs Python 3.11 or later; please install one."; exit 1; }
	@sh tests/make-venv.sh "$(PYTHON)" $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the publication needs …"
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.tested: requirements.txt tests/requirements.txt tests/requirements-without-dependencies.txt $(VENV)/.installed
	@echo "Installing what the tests need …"
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r tests/requirements.txt
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tests/requirements-without-dependencies.txt
	@touch $@

clean:
	rm -rf $(OUT)
