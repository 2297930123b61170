"""Builds a Hugo site's root as it is: its configuration becomes Sphinx's, its addresses the document names."""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.project import Project
from sphinx.transforms import SphinxTransform

from koushu.config import HugoSettings, fill_in, settings
from koushu.hugo import html_pages
from koushu.hugo.sites.context import SiteContext, given_to, set_site_context, site_context
from koushu.hugo.sites.files import canonical
from koushu.hugo.sites.site import Site, by_source, load_site
from koushu.posts.catalogue import catalogue_of, catalogue_stands, made_pages
from koushu.posts.catalogue_values import of_catalogue, trees_of
from koushu.posts.nodes import post_list
from koushu.posts.permalinks import document_name
from koushu.posts.rebuilding.documents import leave_out_withheld
from koushu.problems import Kind, Problem, notify, report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# A key of the page's own in `env.metadata`, which Sphinx merges between reading processes.
_GIVEN: Final = "koushu_given"


def read_site(app: Sphinx, config: Config) -> None:
    """Read the configuration of the site that `hugo_site` names, and fill in what `conf.py` leaves out."""
    folder = settings(config, HugoSettings).site
    if not folder:
        return
    root = Path(app.srcdir, folder)
    if not root.resolve().is_relative_to(Path(app.srcdir).resolve()):
        message = f"hugo_site is {folder!r}; expected a folder inside the source folder"
        report(Problem(Kind.SITE, 0, message), str(root))
        return
    site, problems = load_site(root)
    for path, problem in problems:
        report(problem, str(root / path))
    if site.wants_git:
        message = "dates from version control and of files are not read; those of the front matter count"
        notify(Problem(Kind.SITE, 0, message), str(root))
    if settings(config, HugoSettings).addresses == "source":
        site = by_source(site)
        # No page but those of files may lie where a file's page would.
        fill_in(config, {"html_use_index": False})
    place = PurePosixPath(os.path.relpath(root, app.srcdir)).as_posix()
    set_site_context(config, SiteContext(site, "" if place == "." else place))
    if site.html_pages:
        config.source_suffix = {**config.source_suffix, **dict.fromkeys(html_pages.SUFFIXES, "hugo")}
    fill_in(config, sphinx_values(site, root.resolve().name))


def sphinx_values(site: Site, name: str) -> dict[str, Any]:
    """Return what Sphinx's own and our values are for a site; `name` is its title where it has none."""
    title = site.title.strip() or name
    return {
        "project": title,
        "html_title": title,
        "author": site.author or title,
        "copyright": site.copyright,
        "language": site.default.tag.replace("-", "_"),
        "web_tagline": " ".join(site.description.split()),
        "html_baseurl": site.base_url if "://" in site.base_url else "",
        "lists_page_size": site.pager_size,
        "lists_pager_path": site.pager_path,
        "hugo_time_zone": site.time_zone,
        "hugo_markup": dict(site.markup),
        "posts_related": dict(site.related),
        "hugo_emoji": site.enable_emoji,
        "hugo_build_drafts": site.build_drafts,
        "hugo_build_future": site.build_future,
        "hugo_build_expired": site.build_expired,
    }


class _Paths(dict[str, Path]):
    """Paths of documents by their names, made of text when they are asked for: an edit asks for few."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, docname: str) -> Path:
        path = self[docname] = Path(self._texts[docname])
        return path


class SiteProject(Project):
    """The documents of a Hugo site: named after their addresses, wherever their files lie."""

    def __init__(self, srcdir: Path, suffixes: Iterable[str], documents: Mapping[str, str]) -> None:
        super().__init__(srcdir, suffixes)
        self._documents = documents
        self._names: dict[str, str] = {}
        self._latest: tuple[str, dict[bool, Any]] = "", {}
        self.only: frozenset[str] = frozenset()
        """Names of the documents to which it is narrowed; none for all."""
        # Builders ask what is out of date before Sphinx looks for files anew.
        self.discover(())

    def __reduce__(self) -> tuple[type[SiteProject], tuple[Path, tuple[str, ...], dict[str, str]]]:
        """Keep no document: the catalogue names them in each build."""
        return SiteProject, (self.srcdir, self.source_suffix, {})

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ()) -> set[str]:  # noqa: ARG002
        """Take over the documents that the catalogue has found."""
        self.docnames = set(self._documents)
        if self.only:
            self.docnames &= self.only
        self._docname_to_path = _Paths(self._documents)
        self._path_to_docname = {}
        self._latest = "", {}
        return self.docnames

    def doc2path(self, docname: str, absolute: bool) -> Any:  # noqa: ANN401 - Sphinx's own kind of path
        """Return the file of a document; of the one that is read or written, it is asked for a dozen times."""
        if self._latest[0] != docname:
            self._latest = docname, {}
        known = self._latest[1]
        if absolute not in known:
            known[absolute] = super().doc2path(docname, absolute)
        return known[absolute]

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Return the name of the document that a file is, which its place does not tell."""
        path = Path(filename)
        inside = path.relative_to(self.srcdir) if path.is_relative_to(self.srcdir) else path
        self._names = self._names or {text: name for name, text in self._documents.items()}
        return (
            self._path_to_docname.get(inside)
            or self._names.get(os.fspath(inside))
            or super().path2doc(filename)
        )


def name_documents(app: Sphinx) -> None:
    """Put the site's documents in place of those that Sphinx would look for in the source folder.

    Where there is no site, they are Sphinx's own without what is withheld.
    """
    context = site_context(app.config)
    if context is None:
        leave_out_withheld(app)
        return
    posts = catalogue_of(app)
    documents = dict(
        of_catalogue(
            app, "paths", lambda: {post.docname: os.path.normpath(post.path) for post in posts.posts}
        )
    )
    if "index" not in documents and Path(app.srcdir, "index.md").is_file():
        documents["index"] = "index.md"
    for name, text in _missing_pages(app, context.site, documents).items():
        path = Path(app.doctreedir) / "made" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        documents[name] = os.fspath(path)
    if settings(app.config, HugoSettings).addresses == "source" and isinstance(
        app.builder, StandaloneHTMLBuilder
    ):
        app.builder.search = False
    app.project = SiteProject(app.srcdir, app.config.source_suffix, documents)
    app.env.project = app.project


def _missing_pages(app: Sphinx, site: Site, documents: Collection[str]) -> dict[str, str]:
    """Return a page with a list for the home page and each top section that has none, as Hugo makes them."""
    pages = {"index": _list_page(app.config.project, "", site.default.key)}
    if settings(app.config, HugoSettings).addresses == "source":
        return {name: text for name, text in pages.items() if name not in documents}
    named = [one.key for one in site.languages if site.configured and not one.disabled]
    for tree in dict.fromkeys((*named, *trees_of(app))):
        if tree != site.default.key and "home" not in site.disable_kinds:
            title = site.language(tree).title or app.config.project
            pages.setdefault(document_name(site.prefix(tree)), _list_page(title, "", tree))
    for made in made_pages(app):
        # The folder of a taxonomy has its page of terms.
        if (
            made.section in site.language(made.tree).taxonomies.values()
            and "taxonomy" not in site.disable_kinds
        ):
            continue
        pages.setdefault(document_name(made.url), _list_page(made.title, made.section, made.tree))
    return {name: text for name, text in pages.items() if name not in documents}


def _list_page(title: str, section: str, tree: str) -> str:
    options = "".join(
        f":{name}: {value}\n" for name, value in (("section", section), ("tree", tree)) if value
    )
    return f"{json.dumps({'title': title}, ensure_ascii=False)}\n\n```{{post-list}}\n{options}```\n"


class ListSections(SphinxTransform):
    """Puts the list of its posts at the end of a section's own page, where the author has put none."""

    # After the post header at 860, before the collectors at 880.
    default_priority = 865

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils' own signature
        """Add the list, and note what the page was given by its site."""
        if site_context(self.config) is None:
            return
        path = str(self.env.doc2path(self.env.docname, base=False))
        self.env.metadata[self.env.docname][_GIVEN] = _fingerprint(self.config, path)
        post = catalogue_of(self).by_docname.get(self.env.docname)
        if (
            post is None
            or not post.is_section
            or next(iter(self.document.findall(post_list)), None) is not None
        ):
            return
        folder = str(PurePosixPath(post.content_path).parent)
        section: nodes.Element = next(iter(self.document.findall(nodes.section)), self.document)
        section += post_list(section="" if folder == "." else folder, limit=0, tree=post.tree)


def _fingerprint(config: Config, path: str) -> str:
    context = site_context(config)
    menus = [one.menu for one in context.site.languages] if context else []
    return canonical([path, given_to(config, path), menus])


def pages_given_other(
    app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages whose source, or what their site gives them, is not what it was when they were read."""
    # Where the catalogue is that of the last build, so is what it gives.
    if site_context(app.config) is None or catalogue_stands(app):
        return []
    return [
        name
        for name in env.found_docs - added - removed
        if env.metadata[name].get(_GIVEN) != _fingerprint(app.config, str(env.doc2path(name, base=False)))
    ]
