"""What makes a page look right wherever it is shown."""

from __future__ import annotations

import pytest

from koushu.lists.any_address import self_contained

FILES = {
    "_static/a.css": b'@import "b.css";\n@import url(c.css) print;\np { background: url(img/x.png) }\n',
    "_static/b.css": b'@import "a.css"; b { background: url("data:image/png;base64,AA"), url(/y.png) }',
    "_static/evil.css": b"/* </style><script>alert(1)</script> */",
    "logo.png": b"\x89PNG",
    "huge.png": b"x" * 300_000,
    "\u56fe.svg": b"<svg/>",
}


def settled(html: str, root: str = "/s/") -> str:
    return self_contained(f"<head></head><body>{html}</body>", root, FILES.get)


def test_style_sheets_stand_in_the_page_with_what_they_import() -> None:
    page = settled('<link rel="stylesheet" type="text/css" href="/s/_static/a.css?v=1" media="screen" />')
    assert '<style media="screen">' in page
    assert 'b { background: url("data:image/png;base64,AA"), url(/y.png) }' in page
    assert "url(/s/_static/img/x.png)" in page
    assert "@import url(/s/_static/c.css) print;" in page
    assert 'data-probe="_static/a.css"' in page


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="https://example.org/a.css" />',
        '<link rel="stylesheet" href="//example.org/s/_static/a.css" />',
        '<link rel="stylesheet" href="/s/_static/none.css" />',
        '<link rel="stylesheet" href="/s/_static/evil.css" />',
        '<link rel="icon" href="/s/logo.png" />',
        '<img alt="" src="/s/huge.png" />',
        '<img alt="" src="/s/../etc.png" />',
        '<script src="https://example.org/a.js"></script>',
        "<p>src=1</p>",
    ],
)
def test_the_rest_stays_as_it_is(html: str) -> None:
    assert settled(html) == f"<head></head><body>{html}</body>"


def test_pictures_stand_in_the_page() -> None:
    assert 'src="data:image/png;base64,iVBORw=="' in settled('<img alt="" src="/s/logo.png" />')
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+"' in settled('<img alt="" src="/%E5%9B%BE.svg" />', "/")


def test_scripts_wait_until_the_site_is_found() -> None:
    page = settled('<script defer src="/s/a.js?v=1"></script>')
    assert '<script defer data-src="/s/a.js?v=1"></script>' in page
    assert page.endswith("</script>\n</body>")


def test_a_page_that_is_so_already_stays_as_it_is() -> None:
    page = settled('<link rel="stylesheet" href="/s/_static/b.css" /><script src="/s/a.js"></script>')
    assert self_contained(page, "/s/", FILES.get) == page
