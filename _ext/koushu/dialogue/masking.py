"""Where anonymity enters: every source is masked before it is read, and every tree before it is kept."""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.dialogue.anonymity import NO_MASK, Mask, mask_of, masked_value, public_people
from koushu.dialogue.people import known_people, people_of
from koushu.dialogue.register import read_register, register_path
from koushu.hugo.front_matter import split_front_matter
from koushu.hugo.source import decode_source
from koushu.hugo.source_filter import set_source_filter
from koushu.messages import message
from koushu.posts.catalogue import site_language
from koushu.posts.scan import guess_language
from koushu.posts.words import plain_text, script_language
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from koushu.dialogue.speakers import Speaker

_KEY: Final = "koushu_people"
_HIDDEN: Final = "koushu_hidden_speakers"
# Names of anchors are made from texts that are masked already; to change them would cut links.
_ANCHORS: Final = frozenset({"ids", "names", "dupnames", "backrefs", "refid", "refname", "classes", "source"})
_ROLES: Final = frozenset({"interviewer", "narrator", "host", "guest", "moderator", "audience", "editor"})
_SAMPLE: Final = 20_000
_LISTS: Final = re.compile(
    r"^\W*(?:speakers|guests|hosts|participants|people)\b", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class People:
    """Who one source can mean, as outputs may know them, and what keeps the names of the others back."""

    public: tuple[Speaker, ...] = ()
    mask: Mask = NO_MASK
    hidden: frozenset[str] = frozenset()
    """Public ids of those whose names stand in the source."""
    listed: tuple[str, ...] = ()
    """Public names of those whom the source's own front matter tells of."""
    seen: bool = True
    """Whether the source of the document was among what they were read from."""


def people_in(text: str, register: Sequence[Speaker], site: str) -> People:
    """Return the people of a source text as it is written; `site` is the publication's language."""
    if not _may_hide(text, register):
        fields = split_front_matter(text).data if _LISTS.search(text) else {}
        told = people_of(fields, register)
        return People(known_people(fields, register), listed=tuple(one.name for one in told))
    front = split_front_matter(text)
    everybody = known_people(front.data, register)
    known = {one.id for one in register}
    # Those of the register first and by themselves, so that they have one name in all posts.
    order = {one.id: place for place, one in enumerate(register)}
    ours = sorted((one for one in everybody if one.id in known), key=lambda one: order[one.id])
    own = [one for one in everybody if one.id not in known]
    word = partial(_word, language=_language(front.data, front.body, site))
    shown = public_people(ours, word)
    public = dict(zip((one.id for one in ours), shown, strict=True))
    public |= zip((one.id for one in own), public_people(own, word, shown), strict=True)
    people = tuple(public[one.id] for one in everybody)
    mask = mask_of(everybody, people, text)
    listed = tuple(public[one.id].name for one in people_of(front.data, register))
    return People(people, mask, mask.hidden_in(text), listed)


def _may_hide(text: str, register: Sequence[Speaker]) -> bool:
    return "anonymous" in text or any(one.anonymous for one in register)


def _language(front: Mapping[str, object], body: str, site: str) -> str:
    for key in ("lang", "language"):
        if isinstance(front.get(key), str) and front[key]:
            return str(front[key])
    return guess_language(script_language(plain_text(body[:_SAMPLE])), site)


def _word(role: str, number: int, *, language: str) -> str:
    """Return what stands for a name: the role, in the language of the text where we know it, or a number."""
    if not role:
        return message("anonymous_speaker", language, number=number)
    name = (
        message(f"role_{role.lower()}", language) if role.lower() in _ROLES else role[:1].upper() + role[1:]
    )
    return f"{name} {number}" if number else name


def filter_sources(app: Sphinx, config: Config) -> None:
    """Let every source pass through the mask, before the catalogue is made (`config-inited`)."""
    path = register_path(Path(app.srcdir), config)
    set_source_filter(config, partial(_masked_source, path, site_language(config)))


def _masked_source(register: Path, site: str, _path: str, text: str) -> str:
    people = read_register(register).speakers
    return people_in(text, people, site).mask(text) if _may_hide(text, people) else text


def mask_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Mask the source of a document and keep its people for those who read on (`source-read`)."""
    register = read_register(register_path(Path(app.srcdir), app.config)).speakers
    people = people_in(content[0], register, site_language(app.config))
    app.env.temp_data[_KEY] = people
    content[0] = people.mask(content[0])
    if people.mask.finds(docname):
        text = "the name of this file holds the name of an anonymous speaker; expected another file name"
        report(Problem(Kind.ANONYMITY, 0, text), people.mask(str(app.env.doc2path(docname))))


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
    if not hasattr(env, _HIDDEN):
        setattr(env, _HIDDEN, {})
    found: dict[str, frozenset[str]] = getattr(env, _HIDDEN)
    return found
