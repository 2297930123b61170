"""Modules that other libraries import at their top and few builds use, loaded when something of them is asked for.

They are a fifth of what a build of one changed post takes. Only `koushu build` runs with this; below Sphinx's own
command, and where a module is imported already, all stays as it is.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Union

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.machinery import ModuleSpec

_LATE: Final[Mapping[str, tuple[str, ...]]] = {
    # Docutils measures pictures with it, for output that Sphinx does not make.
    "PIL.Image": (),
    # Our theme makes navigation without it; Beautiful Soup selects elements with the other.
    "bs4": ("BeautifulSoup",),
    "soupsieve": (),
    # Sphinx takes one pattern of it, for Python sessions.
    "sphinx.ext.doctest": (),
    # The theme asks whether a table is one of its.
    "sphinx.ext.autosummary": ("autosummary_table",),
    # What is fetched from the network, of which a build asks nothing.
    "sphinx.util.requests": (),
    "requests": (),
    "requests.exceptions": (
        "ConnectionError",
        "HTTPError",
        "InvalidSchema",
        "RetryError",
        "SSLError",
        "Timeout",
        "TooManyRedirects",
    ),
    "urllib.request": ("Request", "url2pathname", "urlopen"),
    # Catalogues of translations are made of texts where a publication has some.
    "babel.messages.mofile": ("write_mo",),
    "babel.messages.pofile": ("read_po",),
    # Stems for Sphinx's own search.
    "snowballstemmer": (),
    # Lexers of code that no post may hold.
    "pygments.lexers": (
        "CLexer",
        "PythonConsoleLexer",
        "PythonLexer",
        "RstLexer",
        "TexLexer",
        "TextLexer",
        "find_lexer_class_by_name",
        "get_lexer_by_name",
        "guess_lexer",
    ),
}
"""Modules, each with the names that others take from it at their top to call them, or to ask for their objects."""
_PLACES: Final = frozenset({"__cached__", "__file__", "__path__"})
"""What Python looks up in every module, and sets itself where it has it."""
_lock: Final = RLock()


@contextmanager
def late_modules() -> Iterator[None]:
    """Load the modules named above when anything else is first asked of them than one of their names."""
    finder = _LateFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _LateFinder(MetaPathFinder):
    """Finds what the path holds, and puts the loading of it off."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where one of the late modules is found; None for all others."""
        if fullname not in _LATE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            spec.loader = _LateLoader(spec.loader)
        return spec


class _LateLoader(Loader):
    """Makes a module that loads itself."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return a module of which nothing is there but its name and place."""
        return _LateModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave it so."""


class _LateModule(ModuleType):
    """A module that is loaded when something is asked of it that is not there."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a module has
        if name in _LATE[self.__name__] and _is_waiting(self):
            return _LateName(self, name)
        # One of them has another module take its place when it is loaded.
        if name not in _PLACES and (_load(self) or sys.modules.get(self.__name__, self) is not self):
            return getattr(sys.modules[self.__name__], name)
        message = f"module {self.__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


def _is_waiting(module: ModuleType) -> bool:
    return isinstance(getattr(module.__spec__, "loader", None), _LateLoader)


def _load(module: ModuleType) -> bool:
    """Load a module; return whether it was not loaded before."""
    with _lock:
        spec = module.__spec__
        late = spec.loader if spec else None
        if spec is None or not isinstance(late, _LateLoader):
            return False
        spec.loader = module.__loader__ = late.loader
        late.loader.exec_module(module)
    _put_in_place(module)
    return True


def _put_in_place(module: ModuleType) -> None:
    """Give those who took names of a module what they name: a clause that catches errors takes no stand-in."""
    for taker in [one for one in sys.modules.values() if isinstance(one, ModuleType)]:
        names = vars(taker)
        for name, one in list(names.items()):
            if type(one) is _LateName and one.is_of(module):
                names[name] = one.itself()


class _LateName:
    """Stands for a function or a class of a late module where it is called, derived from, or asked for its objects."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self._module = module
        self._name = name

    def is_of(self, module: ModuleType) -> bool:
        """Return whether it was taken from a module."""
        return self._module is module

    def itself(self) -> Any:  # noqa: ANN401 - whatever a module has
        """Return what it stands for."""
        _load(self._module)
        return getattr(sys.modules[self._module.__name__], self._name)

    def __call__(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        return self.itself()(*given, **named)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self.itself(), name)

    def __mro_entries__(self, _bases: tuple[object, ...]) -> tuple[type, ...]:
        return (self.itself(),)

    def __instancecheck__(self, one: object) -> bool:
        # Of a class that is not there, nothing is.
        return not _is_waiting(self._module) and isinstance(one, self.itself())

    def __subclasscheck__(self, kind: type) -> bool:
        return not _is_waiting(self._module) and issubclass(kind, self.itself())

    def __or__(self, other: object) -> Any:  # noqa: ANN401
        return Union[self._name, other]  # noqa: UP007 - a type that nobody asks is named as well as loaded

    def __ror__(self, other: object) -> Any:  # noqa: ANN401
        return Union[other, self._name]  # noqa: UP007
