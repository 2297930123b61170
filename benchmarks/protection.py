"""The price of protection: how long a full build takes with the checks of strangers' posts, and without them.

    python benchmarks/protection.py [POSTS]

Builds a corpus of realistic posts as a web site, three times each way in turn, and prints processor time. "Without"
replaces each check by one that lets everything through; what is then wrong in the output is not looked at.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
WITHOUT = """
import koushu.drawings, koushu.hugo.admission, koushu.hugo.bibliographies, koushu.hugo.images
import koushu.hugo.given_addresses, koushu.hugo.given_ids, koushu.hugo.plain_words, koushu.hugo.metadata.page_meta
import koushu.hugo.parser, koushu.hugo.dialect.addresses, koushu.hugo.rendering.links, koushu.posts.ledger
import koushu.posts.catalogue, koushu.posts.rebuilding.exact_pages, koushu.posts.site.source_copies
import koushu.safe_path, koushu.hugo.files, koushu.problems, koushu.running.log_lines
from pathlib import Path
nothing = lambda *_, **__: None
koushu.hugo.admission.refusals = lambda *_: ()
koushu.hugo.bibliographies.admit_bibliographies = nothing
koushu.hugo.images.picture_fault = nothing
for part in (koushu.hugo.given_addresses.CheckGivenAddresses, koushu.hugo.given_ids.KeepOwnIds):
    part.apply = nothing
koushu.hugo.given_addresses.CheckMadeAddresses.run = nothing
koushu.hugo.metadata.page_meta.plain_words = lambda text: text
koushu.hugo.parser.without_reserved = lambda classes: classes
koushu.hugo.rendering.links.is_dangerous = koushu.hugo.given_addresses.is_dangerous = lambda *_: False
koushu.running.log_lines.OneLine.filter = lambda *_: True
koushu.posts.catalogue.clashes = lambda posts: ()
koushu.posts.rebuilding.exact_pages.clean_drawings = nothing
koushu.posts.site.source_copies.public_source = lambda text: text
koushu.hugo.files.real_file = lambda root, path: (root / path) if (root / path).is_file() else None
koushu.problems.printable = lambda text: text
"""


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        _write(site, posts)
        spent: dict[str, list[float]] = {"with": [], "without": []}
        for turn in range(3):
            for name, before in (("with", ""), ("without", WITHOUT)):
                spent[name].append(_build(site, Path(folder, f"{name}{turn}"), before))
    best = {name: min(times) for name, times in spent.items()}
    print(f"{posts} posts, processor seconds, the best of {len(spent['with'])} builds")
    print(f"with the protections    {best['with']:7.1f}")
    print(f"without them            {best['without']:7.1f}")
    print(f"price                   {best['with'] / best['without'] - 1:+7.1%}")


def _write(site: Path, posts: int) -> None:
    folder = site / "posts"
    folder.mkdir(parents=True)
    site.joinpath("index.md").write_text("# Home\n", encoding="utf-8")
    site.joinpath("conf.py").write_text(
        'project = "Price"\nextensions = ["koushu"]\nsource_suffix = {".md": "hugo"}\n'
        'html_theme = "sphinx_book_theme"\nhtml_baseurl = "https://site.example/"\n',
        encoding="utf-8",
    )
    for number in range(posts):
        turns = "\n\n".join(
            f"**{name}:** 第{turn}个。Words {turn} with *emphasis*, `code`, [a link](p{(number + turn) % posts}.md)."
            for turn in range(12)
            for name in ("Ann", "记者")
        )
        links = " ".join(f"[x](https://example.org/{number}/{one})" for one in range(10))
        folder.joinpath(f"p{number}.md").write_text(
            f'---\ntitle: "文章 {number}"\ndate: 2024-01-{number % 28 + 1:02}\ntags: [t{number % 40}, 译介]\n'
            f"aliases: [/old/{number}/]\nauthor: Writer {number % 9}\n---\n\nText {number}.\n\n## One\n\n{links}\n\n"
            f"## Two {{#two}}\n\n{turns}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            encoding="utf-8",
        )


def _build(site: Path, out: Path, before: str) -> float:
    program = f"{before}\nimport sys\nfrom sphinx.cmd.build import main\nsys.exit(main(sys.argv[1:]))"
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", program, "-q", "-b", "html", "-d", f"{out}-trees", str(site), str(out)]
    subprocess.run(command, check=True, env={"PYTHONPATH": str(ROOT / "_ext"), "PATH": "/usr/bin:/bin"})
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


if __name__ == "__main__":
    main()
