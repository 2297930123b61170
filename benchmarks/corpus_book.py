"""A book of hundreds of posts of real sites, in three forms: CPU seconds, and which posts are lost.

`corpus_book.py ../shared/corpora 300` puts posts of every site below a folder into one publication, again under
other titles until there are enough, and looks for each title and for words of each post in the books.
"""

from __future__ import annotations

import os
import pickle
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from docutils import nodes
from growth import EXT

if TYPE_CHECKING:
    from collections.abc import Iterator

CONF = f"""
import sys
sys.path.insert(0, {str(EXT)!r})
project = "Three hundred posts 三百篇"
author = "Many"
language = "zh_CN"
extensions = ["koushu"]
source_suffix = {{".md": "hugo"}}
hugo_unsafe = True
latex_documents = [("index", "book.tex", project, author, "manual")]
epub_basename = "book"
"""
_TITLE = re.compile(r"""^(title\s*[:=]\s*)(["']?)(.*?)(["']?)\s*$""", re.MULTILINE)
_BLANKS = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
_LEFTWARD = re.compile("[\u0590-\u06ff]+")
_LENGTH = 24


def write_corpus_book(corpora: Path, folder: Path, count: int) -> int:
    """Write a publication of so many posts, the same bytes for the same corpora; return how many there are."""
    sources = [
        path
        for path in sorted(corpora.rglob("*.md"))
        if not path.name.startswith("_index") and path.read_bytes()[:3] in {b"---", b"+++"}
    ]
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "index.md").write_text("# 三百篇\n\n```{post-list}\n```\n", encoding="utf-8")
    for number in range(count if sources else 0):
        source, again = sources[number % len(sources)], number // len(sources)
        target = folder / "posts" / str(again) / source.relative_to(corpora)
        if source.name == "index.md":
            shutil.copytree(
                source.parent, target.parent, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md")
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8", errors="replace")
        target.write_text(
            _TITLE.sub(rf"\1\2\3 №{number}\4", text, count=1) if again else text, encoding="utf-8"
        )
    return count


def run(command: list[str], **environment: str) -> tuple[float, str]:
    """Return the CPU seconds of a command and its children, and what it said; nothing is checked."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode:
        print(f"{command} ended with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said


def squeeze(text: str) -> str:
    return _BLANKS.sub("", text)


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return squeeze(done.stdout.decode())


def epub_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        pages = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return squeeze("".join(BeautifulSoup(archive.read(name), "lxml-xml").get_text() for name in pages))


def wanted(doctrees: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each post with its title and the beginning of its longest paragraphs of plain words."""
    # The catalogue is kept in it.
    sys.path.insert(0, str(EXT))
    with (doctrees / "environment.pickle").open("rb") as file:
        env = pickle.load(file)
    for docname in sorted(name for name in env.found_docs if name.startswith("posts/")):
        document = env.get_doctree(docname)
        title = next(iter(document.findall(nodes.title)), None)
        plain = [
            node.astext()
            for node in document.findall(nodes.paragraph)
            if all(isinstance(child, nodes.Text) for child in node.children) and not node.get("classes")
        ]
        longest = sorted(plain, key=len, reverse=True)[:2]
        yield docname, [_sought(title.astext() if title else ""), *map(_sought, longest)]


def _sought(text: str) -> str:
    """Return the beginning of a text; of words from right to left, which come in the order of the page, the first."""
    leftward = _LEFTWARD.search(text)
    return leftward[0] if leftward else squeeze(text)[:_LENGTH]


def main() -> None:
    corpora = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpora")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(sys.argv[3] if len(sys.argv) > 3 else name) / "site", Path(name) / "out"
        write_corpus_book(corpora, source, count)
        sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", str(out / "doctrees")]
        for builder in ("typstpdf", "epub", "latex"):
            seconds, said = run([*sphinx, "-b", builder, str(source), str(out / builder)])
            print(f"{seconds:8.1f}  CPU seconds, {builder}; tracebacks: {said.count('Traceback')}")
        texts = {"PDF by Typst": "".join(pdf_text(path) for path in sorted((out / "typstpdf").glob("*.pdf")))}
        texts["EPUB"] = epub_text(next((out / "epub").glob("*.epub")))
        if shutil.which("latexmk"):
            make = ["make", "-C", str(out / "latex"), "LATEXMKOPTS=-halt-on-error -silent", "all-pdf"]
            seconds, _ = run(make, SOURCE_DATE_EPOCH="0", FORCE_SOURCE_DATE="1")
            print(f"{seconds:8.1f}  CPU seconds, XeLaTeX")
            texts["PDF by XeLaTeX"] = pdf_text(out / "latex" / "book.pdf")
        posts = list(wanted(out / "doctrees"))
        for form, text in texts.items():
            lost = {docname: piece for docname, pieces in posts for piece in pieces if piece not in text}
            print(f"{len(lost):8}  of {len(posts)} posts lost, {form}")
            for docname, piece in lost.items():
                print(f"          {docname}: {piece}")


if __name__ == "__main__":
    main()
