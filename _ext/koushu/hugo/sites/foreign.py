"""Sites of Jekyll and Hexo, read as if somebody had written the configuration of Hugo that means the same.

Source: Jekyll, "Directory Structure", "Configuration Options", "Permalinks"; Hexo, "Configuration", "Permalinks",
"Writing". What Liquid, the tags of Hexo and their themes would do is not done here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.hugo.metadata.casts import to_text
from koushu.hugo.metadata.yaml_reader import read_yaml
from koushu.hugo.source import decode_source
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from koushu.hugo.metadata.fields import Value

CONFIGURATION: Final = "_config.yml"
# Folder of posts -> whose it is.
_POSTS: Final = {"source/_posts": "Hexo", "_posts": "Jekyll"}
_KEYS: Final = {"title": "title", "timezone": "timezone", "copyright": "copyright"}
_PAGES: Final = (".md", ".markdown", ".mdown")
# Folders and files at the top of a site that neither publishes.
_NO_PAGES: Final = frozenset(
    {
        "vendor",
        "node_modules",
        "themes",
        "scaffolds",
        "public",
        "readme",
        "contributing",
        "license",
        "changelog",
    }
)
_STYLES: Final = {
    "": "/:year/:month/:day/:title.html",
    "date": "/:year/:month/:day/:title.html",
    "pretty": "/:year/:month/:day/:title/",
    "ordinal": "/:year/:y_day/:title.html",
    "none": "/:title.html",
}
# What either calls a title is the name of the file, without the date in front of it.
_TOKENS: Final = {
    "title": ":slugorcontentbasename",
    "name": ":slugorcontentbasename",
    "slug": ":slugorcontentbasename",
    "post_title": ":title",
    "y_day": ":yearday",
}
_SAME: Final = frozenset({"year", "month", "day"})


def foreign_site(root: Path) -> str:
    """Return whose site a folder is, `Jekyll` or `Hexo`; empty for any other."""
    if not (root / CONFIGURATION).is_file():
        return ""
    return next((name for folder, name in _POSTS.items() if (root / folder).is_dir()), "")


def foreign_table(root: Path, name: str) -> tuple[dict[str, Value], list[Problem]]:
    """Return the configuration of Hugo that says what a site's own says, and what is to be said of it.

    Problems: `Kind.SITE`, on line 1, that it is read so, and what of it has no meaning here.
    """
    given = _given(root / CONFIGURATION)
    address, missing = _address(given, name)
    table: dict[str, Value] = {key: text for own, key in _KEYS.items() if (text := to_text(given.get(own)))}
    table["baseurl"] = (to_text(given.get("url")) or "") + (
        (to_text(given.get("baseurl")) or "") if name == "Jekyll" else ""
    )
    table["languagecode"] = to_text(given.get("lang") or given.get("language")) or ""
    table["params"] = {"author": given.get("author"), "description": to_text(given.get("description")) or ""}
    table["frontmatter"] = {"date": [":filename", ":default"], "lastmod": ["updated", ":default"]}
    # A pattern that ends so would be a folder of that name in Hugo.
    bare = address.removesuffix(".html")
    table["permalinks"] = {"page": {"posts": bare}} if bare else {}
    table["uglyurls"] = {"posts": bare != address}
    table["disablepathtolower"] = True
    table["module"] = {"mounts": list(_mounts(root, name))}
    message = (
        f"found the configuration of {name}; read of it are title, address, author, language, time zone and "
        "permalinks, and drafts, templates and themes are left out. Expected `hugo.toml` beside it for anything more"
    )
    problems = [Problem(Kind.SITE, 1, message)]
    if missing:
        message = f"found {missing!r} as permalink; expected parts that Hugo has too. Posts lie in `/posts/`"
        problems.append(Problem(Kind.SITE, 1, message))
    return table, problems


def _given(path: Path) -> Mapping[str, Value]:
    try:
        return read_yaml(decode_source(path.read_bytes()).text, 1).data
    except OSError:
        return {}


def _address(given: Mapping[str, Value], name: str) -> tuple[str, str]:
    """Return the pattern of the addresses of posts, and the one that was meant where it has no like."""
    own = to_text(given.get("permalink")) or ""
    pattern = _STYLES.get(own, own) if name == "Jekyll" else own or ":year/:month/:day/:title/"
    # Categories in an address come from a folder of the post in Hugo; a post without any has none.
    pattern = pattern.replace(":categories/", "").replace(":output_ext", ".html")
    found = re.findall(r":(\w+)", pattern)
    if not all(token in _SAME or token in _TOKENS for token in found):
        return "", own
    address = re.sub(r":(\w+)", lambda match: _TOKENS.get(match[1], match[0]), pattern)
    return f"/{address.lstrip('/')}", ""


def _mounts(root: Path, name: str) -> Iterator[Value]:
    """Yield where the pages and files of a site lie: posts in `posts/`, all else at its own place."""
    posts = next(folder for folder, owner in _POSTS.items() if owner == name)
    yield {"source": posts, "target": "content/posts"}
    top = root / "source" if name == "Hexo" else root
    for path in sorted(top.iterdir()):
        if path.name.startswith(("_", ".")) or path.stem.lower() in _NO_PAGES:
            continue
        if path.is_dir() or path.suffix.lower() in _PAGES:
            target = "_index.md" if path.is_file() and path.stem == "index" else path.name
            yield {"source": path.relative_to(root).as_posix(), "target": f"content/{target}"}
