"""What is found in each document as it is read, kept with Sphinx's environment by name of the document.

A document that is read again or taken away is forgotten, and what other processes have read is taken over, so
that every feature needs to say only what it finds.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx.environment.collectors import EnvironmentCollector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
            theirs = self._facts(other, store)
            found = {name: theirs[name] for name in docnames if name in theirs}
            self._facts(env, store).update(found)

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

    def __init__(self, packed: dict[str, bytes] | None = None) -> None:
        self._packed = packed or {}
        self._open: dict[str, Any] = {}

    def __reduce__(self) -> tuple[type[PackedFacts], tuple[dict[str, bytes]]]:
        return PackedFacts, (self._packed,)

    def __getitem__(self, docname: str) -> Any:  # noqa: ANN401
        if docname not in self._open:
            self._hold(docname, _unpack(self._packed[docname]))
        return self._open[docname]

    def __setitem__(self, docname: str, found: Any) -> None:  # noqa: ANN401
        self._packed[docname] = _pack(found)
        self._hold(docname, found)

    def __delitem__(self, docname: str) -> None:
        del self._packed[docname]
        self._open.pop(docname, None)

    def packed(self, docname: str) -> bytes:
        """Return what was found of a document as the bytes that are kept; other bytes may hold the same."""
        return self._packed[docname]

    def _hold(self, docname: str, found: Any) -> None:  # noqa: ANN401
        """Have a value at hand, and of many others let the one go that was asked for first."""
        self._open[docname] = found
        if len(self._open) > _MOST_OPEN:
            del self._open[next(iter(self._open))]

    def __contains__(self, docname: object) -> bool:
        return docname in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class PackedStore(PackedFacts):
    """A store of Sphinx's own, whose values may be changed after they were put there: packed when nobody has them."""

    def __init__(
        self, packed: dict[str, bytes] | None = None, missing: Callable[[], Any] | None = None
    ) -> None:
        super().__init__(packed)
        self._missing = missing

    def __reduce__(self) -> tuple[type[PackedStore], tuple[dict[str, bytes], Callable[[], Any] | None]]:  # type: ignore[override]
        self.close()
        return PackedStore, (self._packed, self._missing)

    def close(self) -> None:
        """Pack all values: between two documents, when nobody has one in hand that may still change."""
        for docname, found in self._open.items():
            self._packed[docname] = _pack(found)
        self._open.clear()

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


_LARGE: Final = ("tocs", "dependencies")
"""Stores of Sphinx's own in which lies most of what it holds of a document, and that are seldom asked for."""


def pack_stores(app: Sphinx) -> None:
    """Have Sphinx's own large stores packed (`builder-inited`)."""
    for name in _LARGE:
        found = getattr(app.env, name)
        if isinstance(found, dict):
            store = PackedStore(missing=getattr(found, "default_factory", None))
            store.update(found)
            setattr(app.env, name, store)


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
