"""What is known of a post only when it has been read: its length, its summary, its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from docutils import nodes

from koushu.document_facts import DocumentFacts, packed_facts_of
from koushu.hugo.files import find_image
from koushu.hugo.sites.context import static_paths
from koushu.posts.catalogue import Configured, catalogue_of
from koushu.posts.words import one_line, shortened
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.printing.summaries import Measure
    from koushu.posts.records import Post

# The arrow behind a footnote, of a short post whose summary is all of it.
_BACK: Final = " ↩\ufe0e"
_KEY: Final = "koushu_extracts"
# Front matter fields in which themes look for the picture of a post, the likeliest first.
_PICTURES: Final = (
    *("images", "image", "cover", "featured", "featured_image", "featuredimage", "feature_image"),
    *("thumbnail", "banner", "hero", "heroimage", "header_image", "og_image"),
)
_INSIDE: Final = ("image", "src", "url", "path", "img", "teaser", "overlay_image")


@record
class PostExtract:
    """What lists, feeds and heads of pages show of a post beside its front matter."""

    words: int = 0
    """As Hugo's `.WordCount`; where neither post nor site says how, by the script of the text."""
    reading_minutes: int = 0
    """As Hugo's `.ReadingTime`."""
    summary: str = ""
    """The text of Hugo's `.Summary` on one line, without markup."""
    truncated: bool = False
    """Whether there is more than the summary."""
    picture: str = ""
    """Path from the source folder of the post's picture; empty where it has none of its own."""


_NOTHING: Final = PostExtract()


class Built(Configured, Protocol):
    """Whatever knows its configuration and environment: an application, a builder, a transform."""

    @property
    def env(self) -> BuildEnvironment:
        """Return Sphinx's environment."""
        ...


class Extracts(DocumentFacts):
    """Keeps the extract of each post."""

    stores = (_KEY,)
    packed = True

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the extract of a post."""
        env = app.env
        post = catalogue_of(app).by_docname.get(env.docname)
        measure = measure_of(doctree)
        if post is not None and measure is not None:
            _kept(env)[env.docname] = PostExtract(
                measure.words,
                measure.reading_minutes,
                measure.summary,
                measure.truncated,
                next(_pictures(app, post, doctree), ""),
            )


def measure_of(doctree: nodes.document) -> Measure | None:
    """Return what was counted of a Hugo source; None for any other."""
    measure: Measure | None = doctree.get("hugo_measure")
    return measure


def extract_of(env: BuildEnvironment, docname: str) -> PostExtract:
    """Return the extract of a post; an empty one where there is no such post."""
    return _kept(env).get(docname, _NOTHING)


def extract_state(env: BuildEnvironment, docname: str) -> object:
    """Return what is another object when the extract of a post is another; None where it has none."""
    return packed_facts_of(env, _KEY).state(docname)


def shown_summary(env: BuildEnvironment, docname: str) -> str:
    """Return the summary of a post as a page shows it beside others: without the arrows that lead back from notes."""
    return extract_of(env, docname).summary.replace(_BACK, "")


def description_of(env: BuildEnvironment, post: Post, length: int = 160) -> str:
    """Return what a post says of itself in a line or two, as plain text: its description, else its summary cut short.

    A summary that the author gives is left whole.
    """
    summary = shown_summary(env, post.docname)
    if post.meta.description:
        return one_line(post.meta.description)
    return summary if post.meta.summary else shortened(summary, length)


def front_matter_picture(app: Sphinx, post: Post) -> str:
    """Return the picture that front matter names: an address of the web, or a path below the source folder.

    Empty where it names none, or none that is there.
    """
    for address in _named(post.meta.params):
        if address.startswith(("http://", "https://")):
            return address
        static = static_paths(app.config, post.docname, address)
        found = None if "://" in address else find_image(app.srcdir, post.path, address, static)
        if found:
            return found
    return ""


def _pictures(app: Sphinx, post: Post, doctree: nodes.document) -> Iterator[str]:
    """Yield the pictures of a post that are files of the publication, what the front matter names before the others."""
    for address in _named(post.meta.params):
        static = static_paths(app.config, post.docname, address)
        found = None if "://" in address else find_image(app.srcdir, post.path, address, static)
        if found:
            yield found
    for image in doctree.findall(nodes.image):
        uri = str(image.get("uri", ""))
        if uri and "://" not in uri and not uri.startswith("data:") and Path(app.srcdir, uri).is_file():
            yield uri


def _named(params: Mapping[str, Value]) -> Iterator[str]:
    for key in _PICTURES:
        value = params.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item:
                yield item
            elif isinstance(item, dict):
                inner = {str(name).lower(): one for name, one in item.items()}
                yield from (one for name in _INSIDE if isinstance(one := inner.get(name), str) and one)


def _kept(env: BuildEnvironment) -> MutableMapping[str, PostExtract]:
    return packed_facts_of(env, _KEY)
