"""Who may import whom: the list in `_ext/README.md`, read off the imports themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "_ext" / "koushu"

# What each feature may import of the others; modules at the top of the package are open to all.
MAY_IMPORT = {
    "running": set(),
    "books": set(),
    "hugo": {"running"},
    "staging": set(),
    "batches": {"staging"},
    "posts": {"hugo", "batches", "running"},
    "dialogue": {"hugo", "posts"},
    "speakers": {"posts", "dialogue"},
    "mathml": set(),
    "lists": {"hugo", "posts", "batches"},
    "search": {"posts"},
    "social_cards": {"posts", "lists", "typst_builder"},
    "web": {"posts", "mathml", "lists", "search", "social_cards"},
    "feeds": {"lists", "posts", "speakers", "batches"},
    "typst_builder": {"posts", "books", "running"},
    "epub": {"posts", "mathml", "books", "running"},
    "latex": {"posts", "books", "running"},
    "engine": set(),
    "cli": {"hugo", "posts", "dialogue", "typst_builder", "engine", "running", "staging"},
}
OPEN = {
    "added",
    "assets",
    "config",
    "drawings",
    "file_names",
    "late_pattern",
    "messages",
    "pictures",
    "problems",
    "record",
    "safe_path",
    "version",
}

# Modules that know nothing of docutils, Sphinx or MyST: values in, values and problems out.
PURE = [
    "hugo/source.py",
    "hugo/metadata/front_matter.py",
    "hugo/metadata/page_meta.py",
    "hugo/lexer.py",
    "hugo/sites/globs.py",
    "hugo/sites/menus.py",
    "hugo/sites/site.py",
    "hugo/sites/context.py",
    "hugo/sites/files.py",
    "hugo/sites/folders.py",
    "hugo/sites/modules.py",
    "hugo/dialect/*.py",
    "hugo/shortcodes/extract.py",
    "hugo/shortcodes/names.py",
    "hugo/shortcodes/pairing.py",
    "hugo/shortcodes/tags.py",
    "hugo/shortcodes/templates/call.py",
    "hugo/shortcodes/templates/codes.py",
    "hugo/shortcodes/templates/evaluator.py",
    "hugo/shortcodes/templates/functions.py",
    "hugo/shortcodes/templates/lexer.py",
    "hugo/shortcodes/templates/lists.py",
    "hugo/shortcodes/templates/numbers.py",
    "hugo/shortcodes/templates/parser.py",
    "hugo/shortcodes/templates/reader.py",
    "hugo/shortcodes/templates/text.py",
    "hugo/shortcodes/templates/times.py",
    "hugo/shortcodes/templates/values.py",
    "posts/addresses.py",
    "posts/metadata.py",
    "posts/records.py",
    "posts/words.py",
    "posts/publishing.py",
    "posts/order.py",
    "posts/collation.py",
    "posts/scan.py",
    "posts/source_cache.py",
    "posts/source_reading.py",
    "posts/site/public_source.py",
    "posts/site/resources.py",
    "posts/site/scan.py",
    "posts/site/sources.py",
    "posts/site/cascade.py",
    "posts/patterns.py",
    "posts/permalinks.py",
    "posts/downloads.py",
    "posts/ledger.py",
    "posts/links.py",
    "dialogue/anchors.py",
    "dialogue/recognition/blocks.py",
    "dialogue/page/cards.py",
    "dialogue/page/media.py",
    "dialogue/page/shares.py",
    "dialogue/recognition/leads.py",
    "dialogue/recognition/evidence.py",
    "dialogue/recognition/region.py",
    "dialogue/recognition/turns.py",
    "dialogue/cast/speakers.py",
    "dialogue/cast/speaker_fields.py",
    "dialogue/cast/people.py",
    "dialogue/cast/portraits.py",
    "dialogue/recognition/casting.py",
    "dialogue/cast/contrast.py",
    "dialogue/clock.py",
    "dialogue/imports/*.py",
    "dialogue/exports/captions.py",
    "dialogue/exports/data.py",
    "dialogue/exports/facts.py",
    "dialogue/exports/files.py",
    "dialogue/exports/linked_data.py",
    "dialogue/exports/podcast.py",
    "dialogue/exports/table.py",
    "dialogue/exports/tei.py",
    "dialogue/exports/timing.py",
    "dialogue/cast/register_changes.py",
    "dialogue/cast/public_people.py",
    "dialogue/cast/name_patterns.py",
    "dialogue/cast/anonymity.py",
    "dialogue/extract.py",
    "dialogue/recognition/narration.py",
    "dialogue/lexicon.py",
    "dialogue/recognition/options.py",
    "dialogue/recognition/markdown.py",
    "dialogue/recognition/source.py",
    "dialogue/cast/register.py",
    "dialogue/recognition/labels.py",
    "posts/relations/translations.py",
    "posts/citing.py",
    "posts/relations/editions.py",
    "posts/relations/neighbours.py",
    "posts/relations/related.py",
    "posts/relations/related_rules.py",
    "posts/relations/series.py",
    "web/post_parts/comments.py",
    "web/post_parts/markup.py",
    "lists/any_address.py",
    "lists/archive.py",
    "lists/pagers.py",
    "lists/taxonomy.py",
    "social_cards/card.py",
    "web/head.py",
    "web/structured_data.py",
    "search/blocks.py",
    "search/files.py",
    "search/lists.py",
    "search/postings.py",
    "search/records.py",
    "search/state.py",
    "search/terms.py",
    "search/weighing.py",
    "feeds/atom.py",
    "feeds/content.py",
    "feeds/exports.py",
    "feeds/groups.py",
    "feeds/json_feed.py",
    "feeds/records.py",
    "feeds/rss.py",
    "feeds/sitemap.py",
    "feeds/xml.py",
    "speakers/tally.py",
    "epub/archive.py",
    "epub/cleaning.py",
    "epub/content_models.py",
    "epub/fonts.py",
    "epub/links.py",
    "epub/media.py",
    "epub/package.py",
    "epub/page.py",
    "epub/page_breaks.py",
    "epub/pictures.py",
    "epub/printed_pages.py",
    "epub/semantics.py",
    "epub/stylesheet.py",
    "epub/vocabulary.py",
    "latex/characters.py",
    "latex/coverage.py",
    "latex/fonts.py",
    "latex/formulas.py",
    "latex/log.py",
    "typst_builder/compiler.py",
    "typst_builder/document.py",
    "typst_builder/escape.py",
    "typst_builder/fonts.py",
    "typst_builder/freshness.py",
    "typst_builder/link_names.py",
    "typst_builder/maths.py",
    "typst_builder/spacing.py",
    "typst_builder/writer.py",
    "cli/archetypes.py",
    "cli/causes.py",
    "cli/converting.py",
    "cli/deploying.py",
    "cli/front_matter_forms.py",
    "cli/new_post.py",
    "cli/pandoc.py",
    "cli/new_site.py",
    "cli/downloads.py",
    "cli/outputs.py",
    "cli/serve/guard.py",
    "cli/serve/records.py",
    "cli/serve/site_files.py",
    "cli/serve/words.py",
    "cli/summary.py",
    "engine/*.py",
    "books/cover.py",
    "books/drawing.py",
    "linked_data.py",
    "late_pattern.py",
    "record.py",
    "drawings.py",
    "safe_path.py",
    "books/fonts.py",
    "books/font_coverage.py",
    "books/font_cutting.py",
    "messages/*.py",
    "version.py",
    "xhtml.py",
]
IMPURE = {"docutils", "sphinx", "myst_parser"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path, *, for_types: bool = False) -> set[str]:
    """Return the dotted names that a module imports; those for types only when asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typed and not for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_feature_imports_upstream_only(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0]
    used = {name.split(".")[1] for name in imports(path) if name.startswith("koushu.")}
    features = {name for name in used - OPEN if (PACKAGE / name).is_dir()}
    if own in MAY_IMPORT:
        assert features - {own} <= MAY_IMPORT[own], (
            f"{own} may import {sorted(MAY_IMPORT[own]) or 'no feature'}"
        )
    elif own not in {"__init__.py", "__main__.py"}:
        # What is open to all, a module or a folder of them.
        assert not features, f"{own} stands above all features and may import none"


@pytest.mark.parametrize("pattern", PURE)
def test_a_pure_module_knows_no_sphinx(pattern: str) -> None:
    found = sorted(PACKAGE.glob(pattern))
    assert found, f"{pattern} is named here and does not exist"
    for path in found:
        known = {name.split(".")[0] for name in imports(path)}
        assert not known & IMPURE, path.relative_to(PACKAGE)


def test_every_feature_is_named_here() -> None:
    features = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert features - OPEN <= set(MAY_IMPORT)


def test_only_one_module_logs_warnings() -> None:
    for path in modules():
        if path.name != "problems.py":
            assert "logger.warning(" not in path.read_text(encoding="utf-8"), path.relative_to(PACKAGE)


def test_only_the_compiler_imports_typst() -> None:
    users = {str(path.relative_to(PACKAGE)) for path in modules() if "typst" in imports(path)}
    assert users <= {"books/apart.py", "typst_builder/compiler.py"}


def test_nothing_imports_a_package_s_setup() -> None:
    """A feature's `__init__` is for Sphinx; only its short list of public records is imported from it."""
    for path in modules():
        assert not {name for name in imports(path) if name.endswith(".setup")}, path.relative_to(PACKAGE)
