"""Facts about this publication."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "口述"
author = "catbaron、Koushu 编者"
copyright = "2023–2026，各文作者"
language = "zh_CN"

extensions = ["koushu", "sphinxcontrib.bibtex"]
source_suffix = {".md": "hugo"}
exclude_patterns = ["_build", ".venv", "_ext", "tests", "benchmarks", "[A-Z]*.md"]

bibtex_bibfiles = ["posts/references.bib"]

# Formulas, as a Hugo site switches them on in its own configuration.
hugo_markup = {
    "goldmark": {
        "extensions": {
            "passthrough": {
                "enable": True,
                "delimiters": {"block": [["$$", "$$"]], "inline": [[r"\(", r"\)"]]},
            }
        }
    }
}

html_theme = "sphinx_book_theme"
html_title = project
# Where a build for Read the Docs will lie, else where readers find the last one.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://koushu.readthedocs.io/zh-cn/latest/")
html_static_path = ["_static"]
web_downloads = ["markdown", "pdf", "epub"]
web_tagline = "有人在说话的文章"
web_navigation = {
    "首页": "index",
    "编者的话": "posts/editors-note",
    "归档": "archives",
    "标签": "tags",
    # Built beside the site, by `make guide`.
    "使用指南": f"{html_baseurl}guide/zh/",
}

# Each post is a book of its own too, beside its page.
posts_parts = ["post"]
# File names that every system and every shop can read.
epub_basename = "koushu"
typst_documents = [("index", "koushu", project, author, "book")]
latex_documents = [("index", "koushu.tex", project, author, "manual")]
