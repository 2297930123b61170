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
            import bs4
            import soupsieve
        assert loaded("soupsieve.css_parser")
        from PIL import Image, ImageOps
        assert ImageOps.fit(Image.new("L", (4, 4)), (2, 2)).size == (2, 2)
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
