"""How trees are searched for nodes of a class, which a build does about a hundred times for each post.

docutils goes down by generators in generators, so that each node it finds is handed up through all that hold it. And
most searches are for what a post does not have: where `known_classes` tells so, a search needs not begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.util.nodes import NodeMatcher

from koushu.running.few_nodes import in_order, way_to
from koushu.running.known_classes import few_of, held, is_absent
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Beyond so many nodes of a class, looking at the whole tree is as fast.
_MANY: Final = 30
_find: Final = nodes.Node.findall


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have `Node.findall` search in this way; where docutils has another one, that stays."""
    app.setup_extension("koushu.running.known_classes")
    app.setup_extension("koushu.running.children")
    # They have no place to hang this in, and their types do not tell of it.
    nodes.Node.findall = _searched  # type: ignore[assignment, method-assign]
    nodes.Node._fast_findall = found_in  # type: ignore[attr-defined]  # noqa: SLF001
    NodeMatcher.findall = _matching  # type: ignore[assignment, method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def found_in(tree: nodes.Node, wanted: type | tuple[type, ...]) -> Iterator[Any]:
    """Yield the nodes of a class in a tree, in its order, also while it is being changed, as docutils does."""
    if is_absent(tree, wanted):
        return
    if isinstance(tree, wanted):
        yield tree
    text = None if issubclass(nodes.Text, wanted) else nodes.Text
    open_ = (yield from _on_known_ways(tree, wanted)) or []
    while open_:
        for child in open_[-1]:
            if isinstance(child, wanted):
                yield child
            # Most elements hold a text alone, which is not wanted: nobody needs to go down to it.
            if (within := child.children) and (within[0].__class__ is not text or len(within) > 1):
                open_.append(iter(within))
                break
        else:
            open_.pop()


def _on_known_ways(
    tree: nodes.Node, wanted: type | tuple[type, ...]
) -> Generator[Any, None, list[Iterator[nodes.Node]] | None]:
    """Yield the nodes of a class that a tree is known to hold; return where to look on when that changes meanwhile.

    What is returned are the lists of children that are open, and None when all are yielded.
    """
    made = few_of(tree, wanted)
    count = sum(map(len, made or ()))
    known = held(tree, wanted) if made is None else in_order(made, tree)
    if known is None or len(known) > _MANY:
        return [iter(tree.children)]
    for node in known:
        way = way_to(tree, node)
        if not way:
            # It was taken out, or is the tree itself, which was told first.
            continue
        yield node
        settled = held(tree, wanted) is known if made is None else sum(map(len, made)) == count
        if not settled or not all(_is_at(*step) for step in way):
            open_ = [_from(among, place + 1) for _, among, place, _ in way]
            return [*open_, iter(node.children)]
    return None


def _is_at(above: nodes.Node, among: Sequence[nodes.Node], place: int, node: nodes.Node) -> bool:
    return above.children is among and place < len(among) and among[place] is node


def _from(among: Sequence[nodes.Node], place: int) -> Iterator[nodes.Node]:
    """Return an iterator that goes on as one does that has come to a place, also when the list changes."""
    rest = iter(among)
    rest.__setstate__(place)  # type: ignore[attr-defined]
    return rest


def _searched(  # noqa: PLR0917 - docutils' own signature
    tree: nodes.Node,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[Any]:
    """Return what `Node.findall` finds; a whole tree is searched here, anything else as docutils does."""
    if include_self and descend and not siblings and not ascend:
        if condition is None:
            return found_in(tree, nodes.Node)
        if isinstance(condition, type):
            return found_in(tree, condition)
    return _find(tree, condition, include_self, descend, siblings, ascend)


def _matching(matcher: NodeMatcher[Any], tree: nodes.Node) -> Iterator[Any]:
    """Yield what a matcher of Sphinx's matches, looking closer only at nodes of its classes."""
    found = found_in(tree, matcher.classes or nodes.Node)
    for name in matcher.attrs:
        # Few nodes have what is asked for; those of no attributes are none of them.
        found = (one for one in found if isinstance(one, nodes.Element) and name in one.attributes)
        break
    match: Callable[[nodes.Node], bool] = matcher.match
    return filter(match, found)
