"""What a template may know of the page that a call stands on.

Source: Hugo, "Page methods".
"""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.shortcodes.templates.call import Store, page_param
from koushu.hugo.shortcodes.templates.values import Record, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.metadata.page_meta import PageMeta
    from koushu.hugo.shortcodes.context import CallContext
    from koushu.hugo.shortcodes.templates.site import SiteFunctions

_ZERO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def page_values(context: CallContext, functions: SiteFunctions) -> Record:
    """Return the record behind `.Page`; the keys of its `Params` are in lower case."""
    meta = context.meta
    path = functions.content_path(PurePosixPath(str(context.env.doc2path(context.docname, base=False))))
    store = Store()
    bundle = path.stem in {"index", "_index"}
    page = Record(
        Title=meta.title,
        LinkTitle=meta.link_title or meta.title,
        Description=meta.description,
        Summary=meta.summary,
        Keywords=list(meta.keywords),
        Date=meta.date or _ZERO,
        Lastmod=meta.lastmod or meta.date or _ZERO,
        PublishDate=meta.publish_date or meta.date or _ZERO,
        ExpiryDate=meta.expiry_date or _ZERO,
        Draft=meta.draft,
        Slug=meta.slug,
        Type=meta.type or _section(path) or "page",
        Layout=meta.layout,
        Section=_section(path),
        Kind="page" if path.stem != "_index" else "home" if len(path.parts) == 1 else "section",
        BundleType={"index": "leaf", "_index": "branch"}.get(path.stem, ""),
        IsPage=path.stem != "_index",
        IsSection=path.stem == "_index" and len(path.parts) > 1,
        IsHome=path.stem == "_index" and len(path.parts) == 1,
        IsNode=path.stem == "_index",
        Weight=meta.weight,
        Params={**_given(meta), **_lower(meta.params)},
        Lang=functions.language,
        Language=functions.language_values(),
        File=_file(path, bundle=bundle),
        RelPermalink=_address(context.docname),
        Permalink=functions.absolute(_address(context.docname)),
        Resources=functions.page_resources,
        Scratch=store,
        Store=store,
        Site=functions.site_values(),
        Ref=functions.reference,
        RelRef=functions.reference,
        HasShortcode=lambda *_: True,
        IsTranslated=False,
        Translations=[],
        AllTranslations=[],
        Aliases=list(meta.aliases),
    )
    page["Page"] = page
    page["Eq"] = lambda other: other is page
    page["Param"] = lambda key: page_param(page, key)
    page["Name"] = shown(page["LinkTitle"])
    return page


def _given(meta: PageMeta) -> dict[str, object]:
    """Return the fields of front matter that Hugo gives names of their own, which `Params` holds as well."""
    given = {
        "title": meta.title, "description": meta.description, "draft": meta.draft, "weight": meta.weight,
        "slug": meta.slug, "type": meta.type, "layout": meta.layout, "date": meta.date, "lastmod": meta.lastmod,
        "tags": list(meta.tags), "categories": list(meta.categories), "keywords": list(meta.keywords),
        "authors": list(meta.authors),
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}


def _lower(params: Mapping[str, object]) -> dict[str, object]:
    """Return tables in tables with their keys in lower case, as Hugo keeps them; those in lists stay."""
    return {
        str(name).lower(): _lower(value) if isinstance(value, dict) else value
        for name, value in params.items()
    }


def _section(path: PurePosixPath) -> str:
    return path.parts[0] if len(path.parts) > 1 else ""


def _file(path: PurePosixPath, *, bundle: bool) -> Record:
    base = path.name.removesuffix(path.suffix)
    folder = f"{path.parent.as_posix()}/" if path.parent.parts else ""
    return Record(
        Path=path.as_posix(),
        Dir=folder,
        LogicalName=path.name,
        BaseFileName=base,
        TranslationBaseName=base.partition(".")[0],
        ContentBaseName=path.parent.name if bundle else base.partition(".")[0],
        Ext=path.suffix.lstrip("."),
        Section=_section(path),
        Filename=path.as_posix(),
    )


def _address(docname: str) -> str:
    path = docname.removesuffix("/index").removesuffix("/_index")
    return "/" if path in {"index", "_index"} else f"/{path.lower()}/"
