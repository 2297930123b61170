"""Characters on their way to XeTeX, which leaves out what a font lacks."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from koushu.books.font_cutting import cut_font
from koushu.books.fonts import all_script_font_files, font_files
from koushu.latex.characters import guard_characters, hard_characters
from koushu.latex.coverage import faces_of, uncovered
from koushu.latex.faces import face_name, write_faces
from koushu.latex.runs import Runs


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
    assert uncovered(["✓ ⇒ 龘 鿍 a中", "𒀀 \U00030001 𒀀"]) == ["𒀀", "\U00030001"]


def test_what_the_book_s_own_fonts_lack_comes_from_others() -> None:
    if not all_script_font_files():
        pytest.skip(
            "fonts for all scripts are missing; pip install manimgx-fonts-cjk manimgx-fonts fontpkg-amiri"
        )
    chars = "𠮷한ไनشש😀中✓a"
    assert uncovered([chars]) == []
    names = {char: face_name(path) for char, path in faces_of(chars).items()}
    assert names == {
        "𠮷": "NotoSansCJKVF",
        "한": "NotoSansCJKVF",
        "ไ": "NotoSansThai",
        "न": "NotoSansDevanagari",
        "ش": "AmiriRegular",
        "ש": "NotoSansHebrew",
        "😀": "NotoEmoji",
    }


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("a한국b", "a\\koushurun{K}{}{한국}b"),
        ("한국어 한국", "\\koushurun{K}{}{한국}어 \\koushurun{K}{}{한국}"),
        ("\\label{한}", "\\label{한}"),
        ("नम", "\\koushurun{D}{0928092E}{नम}"),
        ("👍🏽x", "\\koushurun{E}{D83DDC4DD83CDFFD}{👍🏽}x"),
        ("שש, שش x", "\\koushurtl{\\koushurun{H}{}{שש}, \\koushurun{H}{}{ש}\\koushurun{A}{}{ش}} x"),
        ("ไ✓", "\\koushurun{T}{}{ไ}\\koushuchar{2713}{✓}"),
    ],
)
def test_runs_of_rare_characters_have_a_face_of_their_own(text: str, guarded: str) -> None:
    faces = {"한": "K", "국": "K", "न": "D", "म": "D", "👍": "E", "🏽": "E", "ש": "H", "ش": "A", "ไ": "T"}
    plain = guard_characters("어")
    assert guard_characters(text, Runs(faces)) == guarded.replace("어", plain)


def test_a_font_is_cut_out_for_a_few_characters() -> None:
    if not all_script_font_files():
        pytest.skip(
            "fonts for all scripts are missing; pip install manimgx-fonts-cjk manimgx-fonts fontpkg-amiri"
        )
    for chars in ("𠮷한", "नमस्ते", "مرحبا"):
        (path,) = set(faces_of(chars).values())
        data = cut_font(path, chars)
        assert data == cut_font(path, reversed(chars))
        font = TTFont(BytesIO(data))
        assert {ord(char) for char in chars} <= set(font.getBestCmap())
        assert not {"fvar", "CFF2"} & set(font.keys())
        assert len(data) < 60_000
    # How the forms of Arabic letters, which have no code points, are copied out of a PDF.
    assert len([name for name in font.getGlyphOrder() if name.startswith("uni0628")]) > 2


def test_fonts_of_an_earlier_document_go(tmp_path: Path) -> None:
    (tmp_path / "koushu-face-Old.ttf").write_bytes(b"")
    write_faces(tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == ["koushu-faces.def"]


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
