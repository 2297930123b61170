"""`koushu build` as a user calls it, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from images import png

EXT = Path(__file__).parent.parent.parent / "_ext"
CONF = """
import sys
sys.path.insert(0, {ext!r})
project, language = "Book", "en"
extensions = ["koushu"]
source_suffix = {{".md": "hugo"}}
html_theme = "sphinx_book_theme"
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(EXT), "COLUMNS": "200"}
    command = [sys.executable, "-m", "koushu", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "a site"
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF.format(ext=str(EXT)))
    (folder / "index.md").write_text("# Home\n\n```{post-list}\n```\n")
    (folder / "posts" / "one.md").write_text("---\ntitle: One\ndate: 2024-01-01\n---\n\nWords.\n")
    (folder / "posts" / "later.md").write_text("---\ntitle: Later\ndate: 2999-01-01\n---\n\nSecret.\n")
    return folder


def test_all_three_outputs_are_made_and_named(site: Path) -> None:
    done = run("build", cwd=site)
    assert done.returncode == 0, done.stdout + done.stderr
    for product in ("html/index.html", "pdf/book.pdf", "epub/book.epub"):
        assert (site / "_build" / product).is_file()
        assert str(site / "_build" / product) in done.stdout
    assert "0 warnings" in done.stdout
    assert "withheld: posts/later.md (future: will appear on 2999-01-01" in done.stdout


def test_nothing_is_built_twice_and_an_edit_builds_all_again(site: Path) -> None:
    run("build", cwd=site)
    page = site / "_build" / "html" / "posts" / "one.html"
    before = page.stat().st_mtime_ns
    again = run("build", cwd=site)
    assert again.stdout.count("up to date") >= 3
    assert page.stat().st_mtime_ns == before
    assert "withheld: posts/later.md" in again.stdout
    (site / "posts" / "one.md").write_text("---\ntitle: One\ndate: 2024-01-01\n---\n\nOther words.\n")
    assert "up to date" not in run("build", cwd=site).stdout
    assert "Other words" in page.read_text()


@pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="no process can be killed like that on this system"
)
@pytest.mark.parametrize("priority", [1, 9999])
def test_what_a_killed_build_left_is_not_taken_for_the_last_site(
    site: Path, tmp_path: Path, priority: int
) -> None:
    kill = tmp_path / "kill"
    with (site / "conf.py").open("a") as conf:
        conf.write(
            "import os, signal\ndef setup(app):\n    app.connect('build-finished', lambda *_: "
            f"os.path.exists({str(kill)!r}) and os.kill(os.getpid(), signal.SIGKILL), {priority})\n"
        )
    post, out = site / "posts" / "one.md", site / "_build" / "html"
    text = post.read_text()
    run("build", "--html", cwd=site)
    before = files_of(out)
    post.write_text(text.replace("Words", "Other words"))
    kill.write_text("")
    assert run("build", "--html", cwd=site).returncode == -signal.SIGKILL
    assert files_of(out) != before
    kill.unlink()
    post.write_text(text)
    assert run("build", "--html", cwd=site).returncode == 0
    assert files_of(out) == before


def test_a_post_that_is_gone_leaves_nothing_where_the_program_is_another_one(
    site: Path, tmp_path: Path
) -> None:
    old = site / "posts" / "old.md"
    old.write_text("---\ntitle: Old\ndate: 2024-01-01\ntags: [gone]\n---\n\n![x](old.png)\n")
    (site / "posts" / "old.png").write_bytes(png(3, 3))
    run("build", "--html", cwd=site)
    assert (site / "_build" / "html" / "posts" / "old.html").is_file()
    old.unlink()
    with closing(sqlite3.connect(site / "_build" / ".work" / "state.sqlite")) as store, store:
        store.execute("UPDATE fact SET value = 'another' WHERE name = 'program'")
    run("build", "--html", cwd=site)
    shutil.copytree(site, tmp_path / "clean", ignore=shutil.ignore_patterns("_build"))
    run("build", "--html", cwd=tmp_path / "clean")
    left, clean = contents(site / "_build" / "html"), contents(tmp_path / "clean" / "_build" / "html")
    assert left.keys() == clean.keys()


def test_only_what_is_named_is_built(site: Path) -> None:
    done = run("build", "--epub", "--out", "elsewhere", cwd=site)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path.name for path in (site / "elsewhere").iterdir() if path.name != ".work"] == ["epub"]


def test_posts_and_series_make_books_of_their_own(site: Path) -> None:
    text = "---\ntitle: {0}\nseries: [Talks]\n---\n\nWords, and [one](one.md).\n"
    for name in "ab":
        (site / "posts" / f"{name}.md").write_text(text.format(name))
    here = site / "posts"
    done = run("build", "..", "--post", "a.md", "--series", "Talks", cwd=here)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 warnings" in done.stdout
    # The front page and the two of the series are all that is read.
    assert "pdf  reading: 3 in" in done.stdout
    made = {path.relative_to(site / "_build").as_posix() for path in (site / "_build").rglob("[a-z]*.[pe]*")}
    made = {name for name in made if not name.startswith(".work")}
    assert made == {
        f"{kind}/{name}.{kind}" for kind in ("pdf", "epub") for name in ("posts/a", "series/talks")
    }
    one = run("build", "--post", "posts/b.md", "--pdf", "--json", cwd=site)
    assert json.loads(one.stdout)["outputs"][0]["file"] == str(site / "_build/pdf/posts/b.pdf")
    again = run("build", "--post", "posts/b.md", "--pdf", cwd=site)
    assert "up to date" in again.stdout
    whole = run("build", "--pdf", cwd=site)
    assert (whole.returncode, (site / "_build/pdf/book.pdf").is_file()) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--post", "posts/on.md"), 1, "there is no post 'posts/on.md'; did you mean 'posts/one.md'"),
        (("--series", "None"), 1, "there is no series 'None'"),
        (("--post", "posts/later.md"), 1, "a post that is withheld makes no book"),
        (("--post", "posts/one.md", "--html"), 2, "--html makes the whole web site"),
    ],
)
def test_a_post_that_is_none_is_told(site: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run("build", *arguments, *(() if code == 2 else ("--pdf",)), cwd=site)
    assert done.returncode == code
    assert said in done.stdout + done.stderr


def test_a_warning_is_repeated_while_it_is_true_and_strict_ends_with_1(site: Path) -> None:
    (site / "posts" / "one.md").write_text("---\ntitle: One\n---\n\n[x](/nowhere/)\n")
    first = run("build", "--html", cwd=site)
    assert first.returncode == 0
    assert "posts/one.md:5: WARNING" in first.stdout
    again = run("build", "--html", "--strict", cwd=site)
    assert again.returncode == 1
    assert "1 warning: hugo.link_target 1" in again.stdout


@pytest.mark.parametrize(
    "text", ["raise ValueError('broken')", "extensions = ['no_such_extension']", "x = ("]
)
def test_a_broken_configuration_is_told_without_a_traceback(site: Path, text: str) -> None:
    (site / "conf.py").write_text(text)
    done = run("build", cwd=site)
    assert done.returncode == 1
    assert "failed" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "conf.py" in done.stdout or "no_such_extension" in done.stdout
    whole = run("--debug", "build", cwd=site).stdout
    assert "Traceback" in whole or "conf.py" in whole or "no_such_extension" in whole


def test_a_folder_without_configuration_is_told(tmp_path: Path) -> None:
    done = run("build", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 1
    assert (done.stdout, "has no conf.py" in done.stderr) == ("", True)


def test_wrong_use_ends_with_2(tmp_path: Path) -> None:
    assert run("build", "--no-such-option", cwd=tmp_path).returncode == 2
    assert run("build", "no-such-folder", cwd=tmp_path).returncode == 2


def test_the_version_is_told(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.startswith("koushu, version ")


def test_help_needs_no_sphinx(tmp_path: Path) -> None:
    code = "import sys, koushu.cli; print([m for m in sys.modules if m.partition('.')[0] in ('sphinx', 'docutils')])"
    environment = {**os.environ, "PYTHONPATH": str(EXT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


def test_quiet_and_data(site: Path) -> None:
    (site / "posts" / "one.md").write_text("---\ntitle: One\n---\n\n[x](/nowhere/)\n")
    quiet = run("build", "--html", "--quiet", cwd=site)
    assert (quiet.returncode, quiet.stdout) == (0, "")
    assert quiet.stderr.count("\n") == 1
    assert "posts/one.md:5: WARNING" in quiet.stderr
    done = run("build", "--html", "--json", "--strict", cwd=site)
    assert (done.returncode, done.stderr) == (1, "")
    (html,) = json.loads(done.stdout)["outputs"]
    assert html["file"] == str(site / "_build/html/index.html")
    assert html["warning_kinds"] == {"hugo.link_target": 1}
    assert "later.md" in html["withheld"][0]


def test_a_profile_names_phases_and_dearest_posts(site: Path) -> None:
    done = run("build", "--html", "--profile", cwd=site)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.partition("s of processor time")[2]
    for word in ("starting", "reading", "writing", "dearest of", "posts/one"):
        assert word in shown, done.stdout


def test_the_web_site_has_the_bytes_that_sphinx_build_gives(site: Path, tmp_path: Path) -> None:
    more = {f"posts/p{n}.md": f"---\ntitle: P{n}\ntags: [t{n % 2}]\n---\n\nWords {n}.\n" for n in range(6)}
    for name, text in more.items():
        (site / name).write_text(text)
    run("build", "--html", cwd=site)
    (site / "posts" / "p3.md").write_text(more["posts/p3.md"] + "\nMore words.\n")
    (site / "posts" / "p4.md").write_text(more["posts/p4.md"].replace("t0", "t1"))
    assert run("build", "--html", cwd=site).returncode == 0
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(site), str(tmp_path / "clean")]
    subprocess.run(command, check=True, capture_output=True, cwd=site)
    assert contents(site / "_build" / "html") == contents(tmp_path / "clean")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file of a web site, but for what tells of the build."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith((".buildinfo", ".doctrees"))}
