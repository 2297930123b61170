"""CPU seconds a post, in a small and in a large publication, beside plain Sphinx + MyST + sphinx-book-theme."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from posts import write_publication

EXT = Path(__file__).parent.parent / "_ext"
OURS = f"""
import sys
sys.path.insert(0, {str(EXT)!r})
project, language = "b", "zh_CN"
extensions = ["koushu"]
source_suffix = {{".md": "hugo"}}
html_theme = "sphinx_book_theme"
"""
PLAIN = """
project, language = "b", "en"
extensions = ["myst_parser"]
html_theme = "sphinx_book_theme"
suppress_warnings = ["myst"]
"""


def cpu_of(command: list[str]) -> float:
    """Return user and system seconds of one command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(count: int, conf: str) -> float:
    """Return CPU seconds of a clean HTML build of `count` posts."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "site"
        write_publication(source, count, conf)
        return cpu_of(
            [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(Path(name) / "out")]
        )


def main() -> None:
    small, large = (int(argument) for argument in sys.argv[1:3]) if len(sys.argv) > 2 else (50, 200)
    rows = {
        name: (measure(small, conf), measure(large, conf))
        for name, conf in (("koushu", OURS), ("plain", PLAIN))
    }
    print(f"{'':8}{small:>8} {large:>8}   ms a further post")
    for name, (first, second) in rows.items():
        print(f"{name:8}{first:8.1f} {second:8.1f}   {(second - first) / (large - small) * 1000:.1f}")
    print(f"ratio at {large}: {rows['koushu'][1] / rows['plain'][1]:.2f}")


if __name__ == "__main__":
    main()
