"""The publication as posts are part of it, and the metadata of each post, for every format."""

from __future__ import annotations

import os
import re
import weakref
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING, Final

from koushu.config import PostsSettings, fill_in, settings
from koushu.hugo.sites.context import site_context
from koushu.posts.addresses import identifiers
from koushu.posts.catalogue import Configured, catalogue_of, site_language
from koushu.posts.catalogue_values import of_catalogue
from koushu.posts.extracts import Built, shown_summary
from koushu.posts.metadata import Metadata, Publication, metadata_of
from koushu.posts.words import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from koushu.posts.records import Post

_SUMMARY: Final = 300
_MARKUP: Final = re.compile(r"<[^>]*>")
# What Sphinx says for a publication that names nobody.
_UNSET: Final = frozenset({"", "unknown", "Author name not set"})
# Made once for each build and process.
_identifiers: weakref.WeakKeyDictionary[Config, Mapping[str, str]] = weakref.WeakKeyDictionary()


def site_address(config: Config) -> str:
    """Return the absolute address of the site with a slash at its end, empty when it has none."""
    base = str(config.html_baseurl or "")
    return f"{base.rstrip('/')}/" if base.startswith(("http://", "https://")) else ""


def site_title(config: Config) -> str:
    """Return the name of the site as plain text."""
    return unescape(_MARKUP.sub("", str(config.project)))


def publication_of(config: Config) -> Publication:
    """Return what is the same for all posts of a publication."""
    context = site_context(config)
    wanted = settings(config, PostsSettings)
    return Publication(
        title=site_title(config),
        language=site_language(config),
        address=site_address(config),
        author="" if config.author in _UNSET else str(config.author),
        tagline=str(getattr(config, "web_tagline", "") or ""),
        rights=str(config.copyright or ""),
        license=wanted.license,
        identifier_base=wanted.identifier_base,
        prefixes={one.key: one.prefix for one in context.site.languages} if context else {},
    )


def identifiers_of(owner: Configured) -> Mapping[str, str]:
    """Return document name -> identifier of every post."""
    if owner.config not in _identifiers:
        found = publication_of(owner.config)
        base = found.identifier_base or found.address
        # The address of a site may differ from builder to builder.
        name = f"identifiers-{sha256(base.encode()).hexdigest()[:16]}"
        _identifiers[owner.config] = of_catalogue(
            owner, name, lambda: identifiers(catalogue_of(owner).posts, base, found.prefixes)
        )
    return _identifiers[owner.config]


def post_metadata(owner: Built, post: Post, *, address: str = "") -> Metadata:
    """Return what is known of a post of the catalogue; `address` is the absolute one of its page."""
    identifier = identifiers_of(owner)[post.docname]
    summary = shortened(shown_summary(owner.env, post.docname), _SUMMARY)
    return metadata_of(post, publication_of(owner.config), identifier, address=address, summary=summary)


def set_address(_app: Sphinx, config: Config) -> None:
    """Take the address that Read the Docs gives a build for the site's, where `conf.py` names none.

    Source: Read the Docs, "Environment variables".
    """
    address = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
    if address.startswith(("http://", "https://")):
        fill_in(config, {"html_baseurl": address})
