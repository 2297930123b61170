"""Modules of other libraries that are loaded when something of them is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXTENSIONS = Path(__file__).parent.parent / "_ext"
# In a process of its own: a module that is loaded stays.
CASES = {
    "put off": """
        with late_modules():
            import bs4, docutils.parsers.rst.directives.images as images
        assert not loaded("soupsieve.css_parser") and not loaded("PIL._imaging")
        assert bs4.BeautifulSoup("<p class='x'>y</p>", "html.parser").select_one("p.x").text == "y"
        assert loaded("soupsieve.css_parser")
        assert images.PIL.Image.new("RGB", (2, 3)).size == (2, 3)
        assert loaded("PIL._imaging")
    """,
    "loaded before": """
        import soupsieve
        before = soupsieve
        with late_modules():
            import bs4.css
        assert bs4.css.soupsieve is before
    """,
    "others at once": """
        with late_modules():
            import html5lib
        assert loaded("html5lib.html5parser")
    """,
    "a second import": """
        with late_modules():
            import soupsieve
            import soupsieve
        import soupsieve as again
        assert again is soupsieve and not loaded("soupsieve.css_parser")
        assert soupsieve.compile("p.x").pattern == "p.x"
        assert loaded("soupsieve.css_parser")
        from PIL import Image, ImageOps
        assert ImageOps.fit(Image.new("L", (4, 4)), (2, 2)).size == (2, 2)
    """,
    "names": """
        with late_modules():
            from bs4 import BeautifulSoup
            from pygments.lexers import PythonLexer
            from sphinx.util import requests
            from urllib.request import url2pathname
        assert not loaded("bs4.element") and not loaded("urllib3") and not loaded("http.client")
        assert not isinstance("text", BeautifulSoup) and not loaded("bs4.element")
        class Soup(BeautifulSoup): pass
        soup = Soup("<p>y</p>", "html.parser")
        assert loaded("bs4.element") and isinstance(soup, BeautifulSoup) and soup.p.text == "y"
        assert not isinstance("text", BeautifulSoup) and issubclass(Soup, BeautifulSoup)
        assert url2pathname("a%20b") == "a b"
        from pygments.lexers.python import PythonLexer as other
        assert PythonLexer().__class__ is other and isinstance(other(), PythonLexer)
        import pygments
        assert pygments.lexers.JsonLexer.name == "JSON"
        assert requests.requests.get.__name__ == "get" and loaded("urllib3")
    """,
    "errors": """
        with late_modules():
            from requests.exceptions import ConnectionError
            from bs4 import BeautifulSoup
            import requests
        def shown() -> BeautifulSoup | str: pass
        assert not loaded("urllib3") and not loaded("bs4.element")
        try:
            requests.get("http://127.0.0.1:9/", timeout=1)
        except ConnectionError:
            caught = True
        assert caught and ConnectionError is requests.ConnectionError
        def shown() -> str | BeautifulSoup: pass
    """,
    "no such name": """
        with late_modules():
            import bs4
        for _ in range(2):
            try:
                bs4.nothing
            except AttributeError as error:
                assert "nothing" in str(error)
            else:
                raise KeyError
        assert bs4.__spec__.loader is bs4.__loader__ and bs4.__file__.endswith("__init__.py")
    """,
    "taken away": """
        before = list(sys.meta_path)
        try:
            with late_modules():
                assert len(sys.meta_path) == len(before) + 1
                raise KeyError
        except KeyError:
            pass
        assert sys.meta_path == before
    """,
}


@pytest.mark.parametrize("case", CASES)
def test_a_module_is_loaded_when_it_is_used(case: str) -> None:
    lines = "\n".join(line[8:] for line in CASES[case].splitlines())
    program = (
        "import sys\nfrom koushu.running.late_modules import late_modules\n"
        "def loaded(name): return name in sys.modules\n" + lines
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=EXTENSIONS, capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
