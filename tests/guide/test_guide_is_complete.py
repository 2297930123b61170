"""Everything public stands in the guide, in both languages, and the guide builds without a warning."""

from __future__ import annotations

import dataclasses
import re
import shutil
from typing import TYPE_CHECKING

import click
import pytest

from conftest import ROOT, build_folder
from guide.facts.commands import commands, exit_codes
from guide.facts.described import descriptions
from guide.facts.events import event_names
from guide.facts.fields import properties
from guide.facts.markup import own_directives, own_roles
from guide.facts.outputs import FEEDS, MACHINE_FILES
from guide.facts.shortcodes import family
from guide.facts.themes import THEMES, values
from koushu import config
from koushu.cli.outputs import OUTPUTS
from koushu.dialogue.exports.files import FORMS
from koushu.hugo.allowed import DIRECTIVES, ROLES
from koushu.hugo.shortcodes import names
from koushu.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Publication

GUIDE = ROOT / "_ext" / "guide"
LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module", params=LANGUAGES)
def guide(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Return the guide in one language, built as a web site."""
    folder = tmp_path_factory.mktemp(f"guide-{request.param}")
    shutil.copytree(GUIDE, folder / "_ext" / "guide", ignore=shutil.ignore_patterns("__pycache__"))
    return build_folder(folder / "_ext" / "guide" / request.param, folder / "build", "html")


def described(guide: Publication, kind: str) -> set[str]:
    """Return the names of all things of one kind that the guide describes."""
    standard = guide.app.env.domains.standard_domain
    return {name for name, _, found, *_ in standard.get_objects() if found == kind}


def test_it_builds_without_a_warning(guide: Publication) -> None:
    assert guide.warnings == []


def test_every_setting_stands_in_it(guide: Publication) -> None:
    known = {
        f"{feature.prefix}_{field.name}"
        for feature in config.Settings.__subclasses__()
        for field in dataclasses.fields(feature)
    }
    assert known - described(guide, "confval") == set()


def test_every_warning_stands_in_it(guide: Publication) -> None:
    assert {kind.value for kind in Kind} - described(guide, "problem") == set()


def test_every_shortcode_stands_in_it(guide: Publication) -> None:
    assert set(names.BUILT_IN) - described(guide, "shortcode") == set()


def test_every_field_stands_in_it(guide: Publication) -> None:
    known = {*properties("front-matter"), *(f"speakers.{name}" for name in properties("speakers"))}
    assert known - described(guide, "field") == set()


def test_every_directive_and_role_of_ours_stands_in_it(guide: Publication) -> None:
    assert {f"{{{name}}}" for name in own_directives()} - described(guide, "markup") == set()
    assert {f"{{{name}}}" for name in own_roles()} - described(guide, "text-role") == set()
    told = guide.app.env.get_doctree("reference/markup").astext()
    options = {option for one in own_directives().values() for option in one.option_spec or ()}
    assert {option for option in options if not re.search(rf"^{option}$", told, re.MULTILINE)} == set()


def test_every_directive_and_role_that_posts_may_use_stands_in_it(guide: Publication) -> None:
    from docutils import nodes

    told = {node.astext() for node in guide.app.env.get_doctree("reference/markup").findall(nodes.literal)}
    assert (DIRECTIVES | ROLES) - told == set()


def test_every_event_stands_in_it(guide: Publication) -> None:
    known = {name for name in guide.app.events.events if name.startswith("koushu-")}
    assert known == set(event_names())
    assert known - described(guide, "sphinx-event") == set()


def test_every_command_and_option_stands_in_it(guide: Publication) -> None:
    options = described(guide, "cmdoption")
    titles = {section[0].astext() for section in sections(guide, "reference/commands")}
    for words, command in commands().items():
        name = f"koushu {words}".strip()
        assert name in titles
        known = {
            f"{name}.{option}"
            for one in command.params
            if isinstance(one, click.Option)
            for option in (*one.opts, *one.secondary_opts)
        }
        program = name.replace(" ", "-")
        assert {one.replace(f"{name}.", f"{program}.") for one in known} - options == set()


def sections(guide: Publication, docname: str) -> Iterator[list[object]]:
    from docutils import nodes

    return guide.app.env.get_doctree(docname).findall(nodes.section)


def test_every_command_tells_its_exit_codes(guide: Publication) -> None:
    page = guide.read("reference/commands.html")
    for words, command in commands().items():
        if words:
            codes = re.search(r"Exit codes: (.+)\Z", command.help or "", re.DOTALL)
            # In whichever language the command speaks here.
            assert codes is None or {"0", "2"} <= set(exit_codes(codes[1]))
            assert f">koushu {words}</" in page


def test_every_file_stands_in_it(guide: Publication) -> None:
    page = guide.app.env.get_doctree("reference/files").astext()
    known = [*(one.product for one in OUTPUTS), *FEEDS.values(), *MACHINE_FILES.values()]
    known += [form.suffix for form in FORMS.values()]
    known += [path.name for path in (ROOT / "_ext" / "koushu" / "schemas").iterdir()]
    assert [name for name in known if name not in page] == []
    assert set(FEEDS) == set(config.FeedsSettings().formats)
    assert set(MACHINE_FILES) == set(config.FeedsSettings().machine_files)


def test_every_page_is_in_a_list_of_contents(guide: Publication) -> None:
    env = guide.app.env
    listed = {page for pages in env.toctree_includes.values() for page in pages}
    assert env.found_docs - listed == {"index"}


def test_every_page_leads_to_itself_in_the_other_language(guide: Publication) -> None:
    other = "zh" if guide.app.config.language == "en" else "en"
    for docname in guide.app.env.found_docs:
        up = "../" * (docname.count("/") + 1)
        assert f'href="{up}{other}/{docname}.html"' in guide.read(f"{docname}.html")


def test_the_families_of_shortcodes_are_those_of_the_program() -> None:
    told = [name for one in descriptions()["shortcode_families"] for name in family(one)]
    assert sorted(told) == sorted(names.OF_THEMES)
    assert set(descriptions()["shortcodes"]) == set(names.OF_HUGO)


def test_every_value_of_a_theme_is_told() -> None:
    told = {name for names in values() for name in names.split(", ")}
    text = THEMES.read_text("utf-8")
    known = {
        name
        for theme in ("_fonts", "_book", "_article", "_phone")
        for name in re.findall(
            r"^  ([a-z-]+):", text.partition(f"#let {theme} = ")[2].partition("\n)")[0], re.MULTILINE
        )
    }
    assert len(known) > 20
    assert known - told == set()


def test_both_languages_have_the_same_pages() -> None:
    english, chinese = (
        {path.relative_to(GUIDE / one) for path in (GUIDE / one).rglob("*.md")} for one in LANGUAGES
    )
    assert english == chinese
