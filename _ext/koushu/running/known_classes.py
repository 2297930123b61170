"""Which classes of nodes a tree can hold: those of the nodes that were made since its reading or its resolving began.

Most searches of a tree are for what it has not. A document that is read holds what is made meanwhile; a tree that is
resolved for a page holds what it held when that began, and what is made, copied or taken up since: nodes that wait
in a domain, as entries of a bibliography do, were made before. What comes from a file is made by no call of its class:
when another tree is read from one, nothing is known any more until the next page.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from koushu.running.few_nodes import are_few
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_ALWAYS: Final = frozenset({nodes.document, nodes.Text})
"""Classes of nodes that are not noted: one is there before its reading begins, the other is no element."""

_LISTS: Final = nodes.Element.list_attributes
"""Attributes that every element has, lists that are empty at first."""
_ARE_USUAL: Final = tuple(_LISTS) == ("ids", "classes", "names", "dupnames")
_make: Final = nodes.Element.__init__
_append: Final = nodes.Element.append
_extend: Final = nodes.Element.extend
_copy: Final = nodes.Element.copy
_from_file: Final = BuildEnvironment.get_doctree
_made: defaultdict[type, list[nodes.Node]] = defaultdict(list)
"""Classes of nodes that were made or taken up since; with the nodes, where a document is read."""
_held: dict[type, list[nodes.Node]] = {}
"""The elements, by their classes and in their order, that a tree held when its resolving began."""
_reading: list[str] = []
"""The name of the document that is being read, if one is."""
resolving: list[nodes.document] = []
"""The tree that is being resolved, and then written, if one is."""
# Wanted classes of which nodes were made; whatever is made later, they stay.
_present: set[type | tuple[type, ...]] = set()
# Wanted class -> how many classes were made when none of them was one; asked again when more are.
_absent: dict[type | tuple[type, ...], int] = {}
# Wanted class -> how many classes were made when it was asked for, and the lists of those that are of it.
_of_class: dict[type | tuple[type, ...], tuple[int, tuple[list[nodes.Node], ...]]] = {}
# Wanted class -> how many classes were made when it was asked for, and what was found.
_searched: dict[type | tuple[type, ...], tuple[int, list[nodes.Node] | None]] = {}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Note the class of each node that is made or copied, and know when the nodes of a tree are all noted."""
    # docutils and Sphinx have no place to hang this in, and their types do not tell of it.
    nodes.Element.__init__ = _noted  # type: ignore[assignment, method-assign]
    nodes.Element.copy = _copied  # type: ignore[assignment, method-assign]
    BuildEnvironment.get_doctree = _unseen  # type: ignore[assignment, method-assign]
    app.add_post_transform(NoteClasses)
    # Before anybody makes a node of the document.
    app.connect("source-read", begin_reading, priority=1)
    # When all that looks at a document as it is read has seen it; a build that stops in its middle leaves others.
    app.connect("doctree-read", forget, priority=999)
    app.connect("builder-inited", forget, priority=1)
    app.connect("build-finished", forget, priority=1)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


class NoteClasses(SphinxTransform):
    """Notes which classes a tree holds that is about to be resolved, before anybody asks."""

    default_priority = 0

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Look at each node once, for all who search for one class."""
        if not _reading:
            forget()
            resolving.append(self.document)
            _hold(self.document)


def begin_reading(_app: Sphinx, docname: str, _source: list[str]) -> None:
    """Note from now on which classes of nodes are made; what is included in a document belongs to it."""
    if _reading != [docname]:
        forget()
        _reading.append(docname)


def forget(*_event: object) -> None:
    """Know of no tree what it holds."""
    _reading.clear()
    resolving.clear()
    _made.clear()
    _held.clear()
    _searched.clear()
    _present.clear()
    _absent.clear()
    _of_class.clear()


def few_of(tree: nodes.Node, wanted: type | tuple[type, ...]) -> Sequence[Sequence[nodes.Node]] | None:
    """Return the nodes of a class that were made for a document that is read, as lists that go on growing.

    None where there are many, where they are not all noted, and for classes that are never noted.
    """
    if resolving or not _reading:
        return None
    count, found = _of_class.get(wanted, (-1, ()))
    if count != len(_made):
        never = any(issubclass(one, wanted) for one in _ALWAYS)
        found = () if never else tuple(some for kind, some in _made.items() if issubclass(kind, wanted))
        _of_class[wanted] = len(_made), found
    return found if found and are_few(found) and _is_known(tree) else None


def is_absent(tree: nodes.Node, wanted: type | tuple[type, ...]) -> bool:
    """Tell whether a tree, or a part of one, cannot hold a node of a class."""
    if wanted in _present or not (_reading or resolving):
        return False
    if _absent.get(wanted) != len(_made):
        if any(issubclass(one, wanted) for one in (*_ALWAYS, *_held, *_made)):
            _present.add(wanted)
            return False
        _absent[wanted] = len(_made)
    return _is_known(tree)


def held(tree: nodes.Node, wanted: type | tuple[type, ...]) -> list[nodes.Node] | None:
    """Return the nodes of a class that a tree held, in their order; None where somebody has to look.

    Nobody has to where the nodes are of one class and none of it was made or taken up since; some may be gone.
    """
    if not resolving or tree is not resolving[0]:
        return None
    if wanted not in _searched or _searched[wanted][0] != len(_made):
        kinds = [one for one in _held if issubclass(one, wanted)]
        is_settled = not any(issubclass(one, wanted) for one in (*_ALWAYS, *_made))
        _searched[wanted] = len(_made), _held[kinds[0]] if is_settled and len(kinds) == 1 else None
    return _searched[wanted][1]


def _is_known(tree: nodes.Node) -> bool:
    """Tell whether the classes of all nodes of a tree are noted."""
    root = tree
    while root.parent is not None:
        root = root.parent
    if resolving:
        return root is resolving[0]
    # What comes from a file has no transformer.
    return isinstance(root, nodes.document) and root.transformer is not None


def note_taken_up(node: nodes.Node) -> None:
    """Note the classes of a node, and of all below it, that a tree takes up while one is resolved."""
    if node.children:
        _note(node)
    else:
        _made.setdefault(node.__class__, [])


def _note(tree: nodes.Node) -> None:
    for kind in _classes_in(tree):
        _made.setdefault(kind, [])


def _hold(tree: nodes.Node) -> None:
    """Take down each element of a tree by its class; of one that is put together without its parts knowing, only that.

    So is a book in one page, whose posts stand in documents of their own as they see it.
    """
    open_ = [tree]
    while open_:
        node = open_.pop()
        kind = node.__class__
        if kind in _held:
            _held[kind].append(node)
        else:
            _held[kind] = [node]
        for child in node.children[::-1]:
            if child.parent is not node:
                _note(tree)
                _held.clear()
                return
            if child.__class__ is not nodes.Text:
                open_.append(child)


def _classes_in(tree: nodes.Node) -> set[type]:
    classes = set()
    open_ = [tree]
    while open_:
        node = open_.pop()
        classes.add(node.__class__)
        open_ += node.children
    return classes


def _noted(node: nodes.Element, rawsource: str = "", *children: nodes.Node, **attributes: Any) -> None:  # noqa: ANN401
    """Make an element as docutils does, and note its class; most have few attributes but the usual, empty ones."""
    kind = node.__class__
    some = _made[kind]
    if _reading:
        some.append(node)
    if kind.list_attributes is not _LISTS or rawsource.__class__ is not str:
        _make(node, rawsource, *children, **attributes)
        return
    node.rawsource = rawsource
    node.children = []
    if children and kind.append is _append and kind.extend is _extend:
        # It knows no document yet, of which they would have to be told.
        for child in children:
            if resolving:
                note_taken_up(child)
            child.parent = node
        node.children += children
    elif children:
        node.extend(children)
    found: dict[str, Any] = {"ids": [], "classes": [], "names": [], "dupnames": []}
    if not _ARE_USUAL:
        found = {name: [] for name in _LISTS}
    node.attributes = found
    for name, value in attributes.items():
        low = name.lower()
        # Whoever gave a list may go on with it.
        found[low] = value[:] if low in _LISTS else value
    if node.tagname is None:
        node.tagname = kind.__name__


def _copied(node: nodes.Element) -> nodes.Element:
    """Copy an element as Sphinx does, and note its class: it may be of another tree."""
    made = _copy(node)
    some = _made[made.__class__]
    if _reading:
        some.append(made)
    return made


def _unseen(env: BuildEnvironment, docname: str) -> nodes.document:
    """Return a tree from its file; whoever has asked for it may place its nodes in the one that is resolved."""
    if resolving:
        forget()
    return _from_file(env, docname)
