"""Pictures of a page: their size, so that nothing moves when they come; smaller copies; those below come later."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.config import WebSettings, settings
from koushu.page_store import take_away
from koushu.pictures import PictureCopy, offer_copies, offered_copies, picture_size
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import extract_of
from koushu.posts.rebuilding.standing_values import while_lists_stand
from koushu.problems import Kind, Problem, report
from koushu.staged_files import live_path, standing
from koushu.web.picture_files import PictureFiles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_BUILDERS: Final = frozenset({"html", "dirhtml", "singlehtml"})
# The measure of a text, on a screen so wide that all grows, on others, and on a telephone.
_SIZES: Final = "(min-width: 160rem) 28vw, (min-width: 48rem) 44rem, calc(100vw - 2.5rem)"


def make_copies(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the smaller copies of all pictures that pages show, and put them among the images of the output.

    In the main process, before any page is written; no document is to be written for them.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in _BUILDERS:
        return []
    copies, damaged = while_lists_stand(app, "picture-copies", lambda: _make_copies(app, env))
    offer_copies(app, copies)
    for path in damaged:
        message = "the picture cannot be decoded; it is shown as it is, without smaller copies"
        report(Problem(Kind.PICTURE, 1, message), path)
    return []


def _make_copies(app: Sphinx, env: BuildEnvironment) -> tuple[dict[str, tuple[PictureCopy, ...]], list[str]]:
    """Return the copies of each picture by its path below the source folder, and the pictures that are damaged."""
    files = PictureFiles(Path(app.doctreedir, "pictures"), settings(app.config, WebSettings).picture_widths)
    source = Path(app.srcdir)
    found, damaged = files.copies([source / name for name in _shown(app, env)])
    copies = {
        path.relative_to(source).as_posix(): tuple(
            PictureCopy(f"koushu-{one.file.name}", one.width) for one in made
        )
        for path, made in found.items()
    }
    _publish(Path(app.outdir, "_images"), [copy.file for made in found.values() for copy in made])
    return copies, [str(path) for path in damaged]


def _shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pictures of documents, and those that lists show of posts."""
    listed = {extract_of(env, post.docname).picture for post in catalogue_of(app).posts}
    return sorted({*env.images, *filter(None, listed)})


def _publish(folder: Path, files: list[Path]) -> None:
    """Copy files into a folder, and take out those of earlier builds."""
    wanted = {f"koushu-{file.name}": file for file in files}
    for old in live_path(folder).glob("koushu-*.webp"):
        if old.name not in wanted:
            take_away(folder / old.name, folder)
    for name, file in wanted.items():
        if not standing(folder / name).exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / name)


class PreparePictures(SphinxPostTransform):
    """Gives each picture of a page the attributes that its file and its place call for."""

    # After every transform that makes or changes images.
    default_priority = 800
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Prepare the pictures of one page."""
        app = self.env._app  # noqa: SLF001 - Sphinx takes back the public way
        if app.builder.name not in _BUILDERS:
            return
        for place, node in enumerate(self.document.findall(nodes.image)):
            # The first may be the largest thing that is seen at once.
            node["html_attributes"] = {"decoding": "async"} | ({"loading": "lazy"} if place else {})
            self._describe(node)
            self._measure(app, node)

    def _describe(self, node: nodes.image) -> None:
        """Put words where none were written; an empty description is the author's own."""
        if "alt" not in node:
            caption = node.parent.next_node(nodes.caption) if isinstance(node.parent, nodes.figure) else None
            node["alt"] = caption.astext() if caption is not None else node.get("title", "")

    def _measure(self, app: Sphinx, node: nodes.image) -> None:
        uri = str(node["uri"])
        if ":" in uri:
            return
        size = picture_size(Path(self.env.srcdir, uri))
        if size is not None:
            node["html_size"] = size
        copies = offered_copies(app, uri)
        if copies:
            sizes = ("auto, " if "loading" in node["html_attributes"] else "") + _SIZES
            node["html_copies"] = [(copy.name, copy.width) for copy in copies]
            node["html_attributes"]["sizes"] = sizes
