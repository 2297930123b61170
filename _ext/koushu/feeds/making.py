"""Makes the feeds and what else programs read, when all pages are written."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from koushu.feeds.edited import edited_files
from koushu.feeds.fed_posts import FedPosts
from koushu.feeds.maker import Maker
from koushu.page_store import SITES, note_outputs, write_if_changed
from koushu.posts.catalogue import catalogue_of
from koushu.posts.publication import publication_of
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.problems import Kind, Problem, notify
from koushu.staged_files import place_in, write_if_differs

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def make_feeds(app: Sphinx, error: Exception | None) -> None:
    """Write every feed, the map of the site and the exports beside the pages."""
    if error is not None or app.builder.name not in SITES or not catalogue_of(app).posts:
        return
    base = publication_of(app.config).address
    if not base:
        message = "no feeds, since they need the address of the site; expected `html_baseurl` to be set"
        notify(Problem(Kind.FEEDS_ADDRESS, 0, message), "conf.py")
        return
    fed = FedPosts(app)
    maker = Maker(app, base, fed)
    files = fed.files() if lists_stand(app) else []
    changed = edited_files(maker, files) if files else None
    if changed is None:
        files = []
        for name, text in chain(maker.feeds(), maker.machine_files()):
            files.append(name)
            write_if_changed(Path(app.outdir, name), text)
    else:
        for name, data in changed.items():
            write_if_differs(Path(app.outdir, name), data)
    out = os.fspath(app.outdir)
    note_outputs(app.config, [place_in(out, name) for name in files])
    fed.keep(files)
