"""Characters on their way to XeTeX, which leaves out what a font lacks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from koushu.fonts import font_files
from koushu.latex.characters import guard_characters, hard_characters
from koushu.latex.coverage import uncovered


@pytest.mark.parametrize(
    ("source", "guarded"),
    [
        ("plain 中文 “quotes” — Ελλ Кир é ĳ。", "plain 中文 “quotes” — Ελλ Кир é ĳ。"),
        ("𠮷", "\\koushuchar{20BB7}{𠮷}"),
        ("a✓b", "a\\koushuchar{2713}{✓}b"),
        ("❤\ufe0f", "\\koushuchar{2764}{❤}"),
        ("a\u200db\u202ec", "abc"),
        ("soft\u00adhyphen", "soft\\-hyphen"),
        ("a\u200bb", "a\\hskip0pt{}b"),
        ("don’t", "don\\koushuapostrophe{}t"),
        ("他说’好’", "他说’好’"),
        ("\\label{\\detokenize{a:✓}}✓", "\\label{\\detokenize{a:✓}}\\koushuchar{2713}{✓}"),
        ("\\sphinxhref{https://a.org/✓}{✓}", "\\sphinxhref{https://a.org/✓}{\\koushuchar{2713}{✓}}"),
        ("\\sphinxincludegraphics[width=2em]{{✓}.png}", "\\sphinxincludegraphics[width=2em]{{✓}.png}"),
    ],
)
def test_a_character_no_font_need_have_is_guarded(source: str, guarded: str) -> None:
    assert guard_characters(source) == guarded


def test_hard_characters_are_named_once() -> None:
    assert hard_characters("✓ 中 ✓ 𠮷\u200d") == ["✓", "𠮷"]


def test_what_no_font_has_is_known_before_tex_runs() -> None:
    if not font_files():
        pytest.skip("the package pylopdf-fonts-zh-cn is missing; pip install pylopdf-fonts-zh-cn")
    assert uncovered(["✓ ⇒ 龘 鿍 a中", "𠮷 한 𠮷"]) == ["𠮷", "한"]


def test_every_plain_character_is_in_every_font() -> None:
    """The plain ranges promise what the fonts must keep."""
    names = ("FreeSerif", "FreeSans", "FreeMono", "FreeSerifBold", "FreeSerifItalic", "FreeSansBold")
    latin = [path for name in names if (path := find_font(f"{name}.otf"))]
    if not latin or not font_files():
        pytest.skip("GNU FreeFont is missing; apt-get install fonts-freefont-otf")
    plain = [
        code for code in range(0x20, 0xFFFF) if not 0xD800 <= code < 0xE000 and not hard_characters(chr(code))
    ]
    visible = [code for code in plain if guard_characters(chr(code)) == chr(code)]
    chinese = {code for code in visible if 0x3000 <= code < 0xA000 or code >= 0xFF00}
    for path in font_files():
        assert not chinese - characters_of(path), path
    for path in latin:
        assert not set(visible) - chinese - characters_of(path), path


def characters_of(path: Path | str) -> set[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def find_font(name: str) -> Path | None:
    folders = (Path("/usr/share/fonts"), Path("/usr/share/texmf"), Path("/usr/local/share/fonts"))
    return next((path for folder in folders if folder.is_dir() for path in folder.rglob(name)), None)


LOG = """This is XeTeX
Missing character: There is no 😀 in font [FreeSerif.otf]/OT!
Missing character: There is no 한 (U+D55C) in font x!
Missing character: There is no 한 (U+D55C) in font x!
Output written on book.pdf
"""


def test_the_log_tells_what_was_left_out(tmp_path: Path) -> None:
    from koushu.latex.log import main, missing_characters

    assert missing_characters(LOG) == {"😀": 1, "한": 2}
    assert missing_characters("all well") == {}
    (tmp_path / "bad.log").write_text(LOG, encoding="utf-8")
    (tmp_path / "good.log").write_bytes(b"all \xff well")
    assert main([str(tmp_path / "good.log")]) == 0
    assert main([str(tmp_path / "good.log"), str(tmp_path / "bad.log")]) == 1


def test_the_log_can_be_checked_from_a_shell(tmp_path: Path) -> None:
    import sys

    (tmp_path / "bad.log").write_text(LOG, encoding="utf-8")
    package = Path(__file__).parent.parent.parent / "_ext"
    run = subprocess.run(
        [sys.executable, "-m", "koushu.latex.log", str(tmp_path / "bad.log")],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(package), "PYTHONUTF8": "1"},
        check=False,
    )
    assert run.returncode == 1
    assert "3 missing characters" in run.stdout


def test_visible_text_of_a_link_inside_the_book_is_guarded() -> None:
    source = "\\hyperref[\\detokenize{a:✓}]{✓}"
    assert guard_characters(source) == "\\hyperref[\\detokenize{a:✓}]{\\koushuchar{2713}{✓}}"


def test_dots_are_copied_out_as_dots() -> None:
    assert guard_characters("好……") == "好\\koushudots{20262026}{……}"
    assert guard_characters("well…") == "well…"
