"""Facts about this publication."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))


project = "口述"
author = "Koushu"
copyright = "2023–2026, 各文作者"
language = "zh_CN"

extensions = ["koushu", "sphinxcontrib.bibtex"]
source_suffix = {".md": "hugo"}
exclude_patterns = ["_build", ".venv", "_ext", "tests", "benchmarks", "[A-Z]*.md", "**/README.md"]

bibtex_bibfiles = ["posts/references.bib"]
html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static"]
