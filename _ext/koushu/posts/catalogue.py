"""The catalogue of an application: scanned when its configuration is known, before any source is read."""

from __future__ import annotations

import hashlib
import posixpath
import weakref
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sphinx.errors import ConfigError
from sphinx.util.matching import get_matching_files

from koushu.config import HugoSettings, PostsSettings, settings
from koushu.hugo.admission import literal_pattern
from koushu.hugo.sites.context import set_site_context, site_context
from koushu.hugo.source_filter import source_filter_of, source_filter_version
from koushu.posts.kept_catalogue import KeptCatalogue, catalogue_after, forget, keep_whole
from koushu.posts.ledger import clashes
from koushu.posts.links import PageFinder
from koushu.posts.looks import values_digest
from koushu.posts.publishing import Policy
from koushu.posts.records import Catalogue
from koushu.posts.scan import ScanSettings, posts_in_bundles, scan
from koushu.posts.site.files import site_files, static_addresses, unread_sources
from koushu.posts.site.resources import resource_addresses
from koushu.posts.site.scan import MadePage, scan_site
from koushu.posts.site.sources import place_sources
from koushu.posts.source_cache import cached_sources
from koushu.problems import report
from koushu.told_changes import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from koushu.hugo.sites.context import SiteContext
    from koushu.posts.source_reading import SourceReader

# The configuration is not ours to set attributes on, and several publications may live in one process.
_catalogues: weakref.WeakKeyDictionary[Config, Catalogue] = weakref.WeakKeyDictionary()


_standing: weakref.WeakSet[Config] = weakref.WeakSet()
# Those that stand for other looks.
_other_looks: weakref.WeakSet[Config] = weakref.WeakSet()
_CONFIGURATION: Final = "conf.py"
_EMPTY: Final = Catalogue()
_FEW: Final = 50
"""Changed sources that are held against what is kept of them; where more changed, all are looked at."""
_made_pages: weakref.WeakKeyDictionary[Config, tuple[MadePage, ...]] = weakref.WeakKeyDictionary()
_folders: weakref.WeakKeyDictionary[Config, Path] = weakref.WeakKeyDictionary()
_changes: weakref.WeakKeyDictionary[Config, tuple[datetime, ...]] = weakref.WeakKeyDictionary()
_names: weakref.WeakKeyDictionary[Config, str] = weakref.WeakKeyDictionary()


class Configured(Protocol):
    """Whatever knows its configuration: an application, an environment, a builder, a transform."""

    @property
    def config(self) -> Config:
        """Return Sphinx's configuration."""
        ...


def catalogue_of(owner: Configured) -> Catalogue:
    """Return the catalogue of a publication; empty before its configuration was read."""
    return _catalogues.get(owner.config, _EMPTY)


def catalogue_stands(owner: Configured) -> bool:
    """Return whether the catalogue is that of the last build, but for digests of sources."""
    return owner.config in _standing


def looks_stand(owner: Configured) -> bool:
    """Return whether the catalogue stands, and all that decides on looks as well."""
    return catalogue_stands(owner) and owner.config not in _other_looks


def catalogue_folder(owner: Configured) -> Path | None:
    """Return the folder in which the catalogue is kept, that of the doctrees; None before it was read."""
    return _folders.get(owner.config)


def catalogue_name(owner: Configured) -> str:
    """Return what stands for the catalogue but for digests of sources, in this build and later ones.

    Empty where it is not known later.
    """
    return _names.get(owner.config, "")


def coming_changes(owner: Configured) -> tuple[datetime, ...]:
    """Return the instants at which withheld posts appear and published ones expire."""
    return _changes.get(owner.config, ())


def made_pages(owner: Configured) -> tuple[MadePage, ...]:
    """Return the pages of a Hugo site that have no source."""
    return _made_pages.get(owner.config, ())


def site_language(config: Config) -> str:
    """Return the publication's language as a BCP 47 tag: `zh_CN` in `conf.py` gives `zh-CN`."""
    return str(config.language or "en").replace("_", "-")


def configuration_file(owner: Configured) -> str:
    """Return the file that says how a publication is built: `conf.py`, or the first of a Hugo site, if it has any."""
    context = site_context(owner.config)
    if context is None:
        return "conf.py"
    first = next(iter(context.site.places.values()), None)
    return posixpath.join(context.folder, first[0]) if first else context.folder or "."


def load_catalogue(app: Sphinx, config: Config) -> None:
    """Scan the content folders, and keep what is hidden out of the build."""
    config.exclude_patterns = [*config.exclude_patterns, *_hidden_sources(config)]
    source, folder = Path(app.srcdir), Path(app.doctreedir)
    found = _after_changes(source, folder, config)
    if found is None:
        found = _scan_all(source, folder, config)
    else:
        _standing.add(config)
    _folders[config], _changes[config] = folder, found.changes
    _catalogues[config], _made_pages[config], _names[config] = found.posts, found.made, found.name
    context = site_context(config)
    if context is not None:
        known = replace(context, given=found.given, published=found.published, urls=found.urls)
        set_site_context(config, replace(known, find=PageFinder(found.posts)))
    for path, problem in found.problems:
        report(problem, str(source / path))


def _after_changes(source: Path, folder: Path, config: Config) -> KeptCatalogue | None:
    """Return the catalogue of the last build where nothing but bodies of posts changed since, and that is told."""
    watched = told.get()
    if watched is None or watched.changed is None or len(watched.changed) > _FEW:
        return None
    changed = watched.changed - {_CONFIGURATION}
    filters = source_filter_of(config), source_filter_version(config)
    with cached_sources(folder, *filters, only=changed) as read:
        found = catalogue_after(folder, _key(config), changed, lambda path: read.again(source, path))
    if found is not None and changed != watched.changed:
        # What else it does than give values is not known.
        if callable(config.setup) or found.values != values_digest(config):
            return None
        _other_looks.add(config)
    return found


def _scan_all(source: Path, folder: Path, config: Config) -> KeptCatalogue:
    context = site_context(config)
    filters = source_filter_of(config), source_filter_version(config)
    with cached_sources(folder, *filters) as read:
        if context is not None:
            found = _scan_site(source, config, context, read)
        else:
            files, chosen = _content_files(source, config), _scan_settings(config)
            posts = scan(source, files, chosen, read)
            bundled = posts_in_bundles(files, posts.posts, chosen.folders)
            found = KeptCatalogue(posts, problems=(*clashes(posts.posts), *bundled))
    found = replace(
        found,
        urls={post.docname: post.url for post in found.posts.posts},
        changes=tuple(_changes_of(found.posts)),
        values=values_digest(config),
    )
    if told.get() is None:
        forget(folder)
    else:
        found = keep_whole(folder, _key(config), found)
    return found


def _changes_of(catalogue: Catalogue) -> Iterator[datetime]:
    yield from (entry.until for entry in catalogue.withheld if entry.until)
    yield from (post.meta.expiry_date for post in catalogue.posts if post.meta.expiry_date)


def _key(config: Config) -> str:
    """Return what a catalogue depends on beside sources and program."""
    values = (
        settings(config, HugoSettings),
        settings(config, PostsSettings),
        (config.language, config.root_doc, config.source_suffix, config.exclude_patterns),
    )
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()


def withheld_patterns(owner: Configured) -> list[str]:
    """Return Sphinx's patterns for the sources that are withheld."""
    return [literal_pattern(entry.path) for entry in catalogue_of(owner).withheld]


def _hidden_sources(config: Config) -> list[str]:
    """Return patterns for sources that no site means to publish: in hidden folders, or hidden themselves.

    Only sources, since the same patterns keep other files from being copied. Hugo leaves dot files out as well.
    """
    places = (".*/**", "**/.*/**", ".*", "**/.*")
    return [f"{place}{suffix}" for place in places for suffix in config.source_suffix]


def _scan_site(source: Path, config: Config, context: SiteContext, read: SourceReader) -> KeptCatalogue:
    """Scan a Hugo site; what its pages are given is for the time when they are read."""
    options = _scan_settings(config)
    root = source / context.folder
    paths = [(path.relative_to(source).as_posix(), place) for path, place in site_files(root, context.site)]
    suffixes = tuple(suffix for suffix, kind in config.source_suffix.items() if kind == "hugo")
    files = place_sources(context.site, context.folder, paths)
    sources = [one for one in files if one.path.endswith(suffixes)]
    by_source = settings(config, HugoSettings).addresses == "source"
    found = scan_site(
        source,
        context.site,
        sources,
        options.zone,
        options.policy,
        read=read,
        by_source=by_source,
    )
    withheld = found.catalogue.withheld
    published = {
        address: posixpath.normpath(posixpath.join(context.folder, path))
        for address, path in static_addresses(root, context.site).items()
    }
    published |= resource_addresses(files, found.catalogue.posts, found.made, withheld)
    unread = unread_sources([one.path for one in files], suffixes)
    posts = replace(found.catalogue, withheld=(*withheld, *unread))
    return KeptCatalogue(posts, tuple(found.made), found.given, published, tuple(found.problems))


def _content_files(root: Path, config: Config) -> dict[str, str]:
    """Return the document name of every source in the content folders, by its path."""
    suffixes = tuple(suffix for suffix, kind in config.source_suffix.items() if kind == "hugo")
    patterns = [f"{folder.strip('/')}/**" for folder in settings(config, PostsSettings).folders]
    paths = get_matching_files(root, patterns, config.exclude_patterns) if suffixes and patterns else ()
    return {path: _without_suffix(path, suffixes) for path in paths if path.endswith(suffixes)}


def _without_suffix(path: str, suffixes: tuple[str, ...]) -> str:
    # The longest suffix that fits, as Sphinx names documents.
    suffix = max((suffix for suffix in suffixes if path.endswith(suffix)), key=len)
    return str(PurePosixPath(path.removesuffix(suffix)))


def _scan_settings(config: Config) -> ScanSettings:
    hugo = settings(config, HugoSettings)
    try:
        zone = ZoneInfo(hugo.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(f"hugo_time_zone is {hugo.time_zone!r}; expected an IANA zone name") from error
    policy = Policy(datetime.now(UTC), hugo.build_drafts, hugo.build_future, hugo.build_expired)
    folders = frozenset(name.strip("/") for name in settings(config, PostsSettings).folders)
    return ScanSettings(site_language(config), zone, policy, folders)
