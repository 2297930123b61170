"""Where anonymity enters: every source is masked before it is read, and every tree before it is kept."""

from __future__ import annotations

import glob
import hashlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.dialogue.cast.anonymity import Mask, masked_value
from koushu.dialogue.cast.public_people import People, may_hide_somebody, people_in
from koushu.dialogue.cast.register import read_register, register_path
from koushu.document_facts import facts_of
from koushu.hugo.source import decode_source
from koushu.hugo.source_filter import set_source_filter
from koushu.posts.catalogue import site_language
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


_KEY: Final = "koushu_people"
HIDDEN: Final = "koushu_hidden_speakers"
"""Store of `hidden_in` (`koushu.document_facts`)."""
# Names of anchors are made from texts that are masked already; to change them would cut links.
_ANCHORS: Final = frozenset({"ids", "names", "dupnames", "backrefs", "refid", "refname", "classes", "source"})


def filter_sources(app: Sphinx, config: Config) -> None:
    """Let every source pass through the mask, before the catalogue is made (`config-inited`)."""
    path = register_path(Path(app.srcdir), config)
    site = site_language(config)
    set_source_filter(config, partial(_masked_source, path, site), f"{site} {_digest(path)}")


def _digest(register: Path) -> str:
    try:
        return hashlib.sha256(register.read_bytes()).hexdigest()
    except OSError:
        return ""


def _masked_source(register: Path, site: str, _path: str, text: str) -> str:
    people = read_register(register).speakers
    return people_in(text, people, site).mask(text) if may_hide_somebody(text, people) else text


def mask_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Mask the source of a document and keep its people for those who read on (`source-read`)."""
    register = read_register(register_path(Path(app.srcdir), app.config)).speakers
    people = people_in(content[0], register, site_language(app.config))
    app.env.temp_data[_KEY] = people
    content[0] = people.mask(content[0])
    if people.mask.finds(docname):
        text = "the name of this file holds the name of an anonymous speaker; expected another file name"
        report(Problem(Kind.ANONYMITY, 1, text), people.mask(str(app.env.doc2path(docname))))


def mask_included(app: Sphinx, _path: Path, _docname: str, content: list[str]) -> None:
    """Mask a file that a document includes (`include-read`)."""
    content[0] = people_here(app.env).mask(content[0])


def people_here(env: BuildEnvironment) -> People:
    """Return the people of the document that is being read."""
    found = env.temp_data.get(_KEY)
    if isinstance(found, People):
        return found
    register = read_register(register_path(Path(env.srcdir), env.config)).speakers
    return replace(people_in("", register, site_language(env.config)), seen=False)


class MaskNames(SphinxTransform):
    """Replace names that only the parsed text shows: in translations, character references, split by emphasis."""

    # After translation (20), before dialogue is recognised (30).
    default_priority = 25

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils says so
        """Mask every text and every attribute of the document."""
        mask = people_here(self.env).mask
        if not mask:
            return
        for node in list(self.document.findall()):
            if isinstance(node, nodes.Text):
                if mask.finds(node):
                    node.parent.replace(node, nodes.Text(mask(node)))
            elif isinstance(node, nodes.Element):
                _mask_attributes(node, mask)
        for node in list(self.document.findall(nodes.TextElement)):
            if not isinstance(node, nodes.Inline) and mask.finds(node.astext()):
                self._flatten(node, mask)
        params: dict[str, object] = self.document.get("hugo_params", {})
        # Pictures and addresses tell who somebody is as surely as the name.
        for field in ("speakers", "guests", "hosts", "participants", "people"):
            params.pop(field, None)

    def _flatten(self, node: nodes.TextElement, mask: Mask) -> None:
        text = "markup parts the name of an anonymous speaker; expected the name as one word. The markup is dropped"
        report(Problem(Kind.ANONYMITY, node.line or 0, text), node)
        words = mask(node.astext())
        node.children = []
        node += nodes.Text(words)


def _mask_attributes(node: nodes.Element, mask: Mask) -> None:
    for name, value in node.attributes.items():
        if name not in _ANCHORS:
            node[name] = masked_value(value, mask)
    node.rawsource = mask(node.rawsource)


def mask_copies(app: Sphinx, exception: Exception | None) -> None:
    """Mask the copies of sources that HTML builders lay beside the pages (`build-finished`)."""
    copies = Path(app.outdir) / "_sources"
    if exception is not None or not copies.is_dir():
        return
    register = read_register(register_path(Path(app.srcdir), app.config)).speakers
    site = site_language(app.config)
    for docname in hidden_in(app.env):
        folder, _, name = docname.rpartition("/")
        for path in (copies / folder).glob(f"{glob.escape(name)}.*"):
            text = decode_source(path.read_bytes()).text
            path.write_text(people_in(text, register, site).mask(text), encoding="utf-8")


def hidden_in(env: BuildEnvironment) -> dict[str, frozenset[str]]:
    """Return the public ids of those whose names are kept back in each document that names somebody so."""
    return facts_of(env, HIDDEN)
