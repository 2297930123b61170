"""Facts about the guide that hold in both of its languages; the `conf.py` of each folder adds its own."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

project = "Koushu"
author = "The Koushu authors"
copyright = "2026, the Koushu authors"

extensions = ["koushu", "guide.extension"]
source_suffix = {".md": "hugo"}
exclude_patterns = ["_build"]
# The guide is pages; their order is that of the lists of contents in them.
posts_folders: list[str] = []
hugo_directives = ["reference", "problem", "shortcode", "field", "markup", "text-role", "sphinx-event"]
hugo_roles = ["problem", "shortcode", "field", "markup", "text-role", "sphinx-event"]
# What looks like an interview here is an example of one.
dialogue_recognise = False

html_theme = "sphinx_book_theme"
html_theme_options = {"show_prev_next": True}
html_css_files = ["guide.css"]
html_static_path = [str(Path(__file__).parent / "static")]
templates_path = [str(Path(__file__).parent / "templates")]
# Where the site will lie that the guide is a part of, as the site's own `conf.py` has it.
site_address = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://koushu.readthedocs.io/zh-cn/latest/")
lists_archive = False
lists_sections = False
lists_not_found = False
