"""What is found in each document as it is read, kept with Sphinx's environment by name of the document.

A document that is read again or taken away is forgotten, and what other processes have read is taken over, so
that every feature needs to say only what it finds.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector

from koushu.facts_file import FactsFile, new_file, size_of, take_away_others
from koushu.parted_trees import part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class DocumentFacts(EnvironmentCollector):
    """Keeps what a subclass finds of each document (`process_doc`) in its stores."""

    stores: ClassVar[tuple[str, ...]]
    """Names of the stores: attributes of the environment."""
    packed: ClassVar[bool] = False
    """Whether what is found is large and seldom asked for: it is kept as bytes, so that few pages cost few."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002
        """Forget a document."""
        for store in self.stores:
            self._facts(env, store).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process has read."""
        for store in self.stores:
            ours, theirs = self._facts(env, store), self._facts(other, store)
            if isinstance(ours, PackedFacts) and isinstance(theirs, PackedFacts):
                ours.take_over(theirs, docnames)
            else:
                ours.update({name: theirs[name] for name in docnames if name in theirs})

    def _facts(self, env: BuildEnvironment, store: str) -> MutableMapping[str, Any]:
        return packed_facts_of(env, store) if self.packed else facts_of(env, store)


_WORTH_PRESSING: Final = 512
"""Bytes from which on they are compressed: thousands of documents fill memory, and are loaded for each edit."""
_FASTEST: Final = 1
_PICKLE: Final = b"\x80"
"""How a pickle begins, and nothing that is compressed does."""
_MOST_OPEN: Final = 32
"""Documents of which values are at hand; a whole site is asked for one by one."""


def _pack(found: Any) -> bytes:  # noqa: ANN401
    data = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
    return zlib.compress(data, _FASTEST) if len(data) >= _WORTH_PRESSING else data


def _unpack(data: bytes) -> Any:  # noqa: ANN401
    return pickle.loads(data if data.startswith(_PICKLE) else zlib.decompress(data))  # noqa: S301 - in Sphinx's own pickle


class PackedFacts(MutableMapping[str, Any]):
    """What was found, each document's as bytes that are unpacked when it is asked for. Values are never changed."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes | int] = {}
        """The bytes of each document, or the place in the file where they lie."""
        self._new: set[str] = set()
        """Documents whose bytes lie in no file."""
        self.file = FactsFile()
        self._open: dict[str, Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_open": {}}

    def __getitem__(self, docname: str) -> Any:  # noqa: ANN401
        if docname not in self._open:
            self._hold(docname, _unpack(self.packed(docname)))
        return self._open[docname]

    def __setitem__(self, docname: str, found: Any) -> None:  # noqa: ANN401
        self._put(docname, _pack(found))
        self._hold(docname, found)

    def __delitem__(self, docname: str) -> None:
        self._let_lie(self._packed.pop(docname))
        self._new.discard(docname)
        self._open.pop(docname, None)

    def _put(self, docname: str, packed: bytes) -> None:
        if docname in self._packed and self.packed(docname) == packed:
            return
        self._let_lie(self._packed.get(docname, b""))
        self._packed[docname] = packed
        self._new.add(docname)

    def take_over(self, other: PackedFacts, docnames: Iterable[str]) -> None:
        """Have what another store has of some documents, as it is packed there."""
        for docname in docnames:
            if docname in other:
                self._put(docname, other.packed(docname))
                self._open.pop(docname, None)

    def _let_lie(self, packed: bytes | int) -> None:
        if isinstance(packed, int):
            self.file.named -= size_of(packed)

    def file_away(self, file: FactsFile) -> None:
        """Put all bytes into a file that are in memory, or in another file than this one."""
        if file is not self.file:
            self._packed = {docname: self.packed(docname) for docname in self._packed}
            self._new = set(self._packed)
            self.file = file
        names = sorted(self._new)
        self._packed.update(zip(names, file.put(self.packed(name) for name in names), strict=True))
        self._new.clear()

    @property
    def is_filed(self) -> bool:
        """Return whether all bytes lie in the file."""
        return not self._new

    def packed(self, docname: str) -> bytes:
        """Return what was found of a document as the bytes that are kept; other bytes may hold the same."""
        found = self._packed[docname]
        return self.file.read(found) if isinstance(found, int) else found

    def state(self, docname: str) -> object:
        """Return what is another object when what was found of a document is; None where nothing was."""
        return self._packed.get(docname)

    def _hold(self, docname: str, found: Any) -> None:  # noqa: ANN401
        """Have a value at hand, and of many others let the one go that was asked for first."""
        self._open[docname] = found
        if len(self._open) > _MOST_OPEN:
            del self._open[next(iter(self._open))]

    def close(self) -> None:
        """Pack what may have been changed; values of this store are not."""

    def __contains__(self, docname: object) -> bool:
        return docname in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class PackedStore(PackedFacts):
    """A store of Sphinx's own, whose values may be changed after they were put there: packed when nobody has them."""

    def __init__(self, missing: Callable[[], Any] | None = None) -> None:
        super().__init__()
        self._missing = missing

    def __getstate__(self) -> dict[str, Any]:
        self.close()
        return super().__getstate__()

    def close(self) -> None:
        """Pack all values: between two documents, when nobody has one in hand that may still change."""
        self._pack_open()
        for found in self._open.values():
            if isinstance(found, nodes.Element):
                # A list of contents, which only a search for garbage would find.
                part(found)
        self._open.clear()

    def _pack_open(self) -> None:
        for docname, found in self._open.items():
            self._put(docname, _pack(found))

    def close_some(self) -> None:
        """Pack all values where there are many."""
        if len(self._open) > _MOST_OPEN:
            self.close()

    def __getitem__(self, docname: str) -> Any:  # noqa: ANN401
        if docname not in self._packed and self._missing is not None:
            self[docname] = self._missing()
        return super().__getitem__(docname)

    def __setitem__(self, docname: str, found: Any) -> None:  # noqa: ANN401
        self._packed.setdefault(docname, b"")
        self._open[docname] = found

    def _hold(self, docname: str, found: Any) -> None:  # noqa: ANN401
        self._open[docname] = found


class HeldStore(PackedStore):
    """A store whose values are small and asked for often: those that were stay at hand."""

    def close(self) -> None:
        """Pack all values, and keep them at hand."""
        self._pack_open()

    def close_some(self) -> None:
        """Pack none before the environment is kept."""


_LARGE: Final = ("tocs", "dependencies")
"""Stores of Sphinx's own in which lies most of what it holds of a document, and that are seldom asked for."""


_TITLES: Final = ("titles", "longtitles")
_FILED: Final = ("koushu_conversations", "koushu_extracts", "koushu_inputs", "koushu_turn_places", "tocs")
"""Stores that are large, and of which an edit asks for few documents."""
_ENVIRONMENT: Final = "environment.pickle"


def pack_stores(app: Sphinx) -> None:
    """Have Sphinx's own large stores packed, and what lies in a file found there (`builder-inited`)."""
    for names, kind in ((_LARGE, PackedStore), (_TITLES, HeldStore)):
        for name in names:
            found = getattr(app.env, name)
            if isinstance(found, dict):
                store = kind(missing=getattr(found, "default_factory", None))
                store.update(found)
                setattr(app.env, name, store)
    stores = _filed(app.env)
    for one in stores:
        # The folder may have been moved.
        one.file.path = one.file.path and str(Path(app.doctreedir, Path(one.file.path).name))
    if not all(one.file.is_whole() for one in stores):
        # As if nothing had been read yet.
        for one in stores:
            one.clear()
        app.env.all_docs.clear()


def file_facts(app: Sphinx, env: BuildEnvironment) -> None:
    """Put what is large into a file before the environment is kept (`env-updated`)."""
    stores = _filed(env)
    for one in stores:
        one.close()
    if all(one.is_filed for one in stores):
        return
    file = next((one.file for one in stores if one.file.path), FactsFile())
    file = new_file(Path(app.doctreedir)) if file.is_waste() else file
    for one in stores:
        one.file_away(file)


def drop_old_facts(app: Sphinx, error: Exception | None) -> None:
    """Take away the files that only earlier environments name (`build-finished`)."""
    folder, path = Path(app.doctreedir), next((one.file.path for one in _filed(app.env) if one.file.path), "")
    kept = folder / _ENVIRONMENT
    if error is None and path and kept.is_file() and kept.stat().st_mtime_ns >= Path(path).stat().st_mtime_ns:
        take_away_others(folder, path)


def _filed(env: BuildEnvironment) -> list[PackedFacts]:
    found = (getattr(env, name, None) for name in _FILED)
    return [one for one in found if isinstance(one, PackedFacts)]


def close_stores(app: Sphinx, *_event: object) -> None:
    """Pack again what was asked for of Sphinx's own large stores (`source-read`, `html-page-context`)."""
    for name in _LARGE:
        store = getattr(app.env, name)
        if isinstance(store, PackedStore):
            store.close_some()


def facts_of(env: BuildEnvironment, store: str) -> dict[str, Any]:
    """Return a store: document name -> what was found there; made when it is first asked for."""
    found: dict[str, Any] | None = getattr(env, store, None)
    if found is None:
        found = {}
        setattr(env, store, found)
    return found


def packed_facts_of(env: BuildEnvironment, store: str) -> PackedFacts:
    """Return a store whose values are packed; made when it is first asked for."""
    found: PackedFacts | None = getattr(env, store, None)
    if found is None:
        found = PackedFacts()
        setattr(env, store, found)
    return found
