"""The order of titles, beside the real Hugo."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from koushu.posts.collation import collation_key
from tools import require_hugo

if TYPE_CHECKING:
    from pathlib import Path

TITLES = """
    a|A|á|Á|à|ä|b|B|e|é|É|ē|z|Z|ab|a b|a-b|a_b|a.b|a,b|1|2|10|01|9|①|α|я|Я|ß|ss|æ|ae|ø|o|ö|ñ|n|ｎ|Ｎ|Über|uber|Uber|C|C#
    C++
    «x»|“x”|"x"|'x'|x|-x|_x|(x)|（x）|【x】|，x|$x|€x|+x|#x|@x|&x|~x|^x|`x|!x|?x|？x|…x|—x|甲|乙|一|龙|阿|中|国|啊|零|重|长|曾
    한|가
    Hugo 入门|hugo 入门|入门|对抗训练|语言模型|ChatGPT 秘闻|Chat GPT|2023年|2023-03|10 个问题|9 个问题|第一章|第二章
"""


@pytest.mark.hugo
@pytest.mark.parametrize("language", ["en", "zh", "de"])
def test_titles_stand_as_in_hugo(tmp_path: Path, language: str) -> None:
    titles = [title for line in TITLES.split("\n") for title in line.strip().split("|") if title]
    files = {
        "hugo.toml": (
            f'baseURL = "https://example.org/"\ndefaultContentLanguage = "{language}"\n'
            'disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "home"]\n'
        ),
        "layouts/section.html": '{{ apply .Pages "partial" "title.html" "." | jsonify }}',
        "layouts/_partials/title.html": "{{ return .LinkTitle }}",
        "layouts/page.html": "x",
        **{f"content/p/{n:03}.md": f"---\ntitle: {json.dumps(one)}\n---\n" for n, one in enumerate(titles)},
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run([require_hugo(), "--quiet", "--source", str(tmp_path)], check=True, capture_output=True)
    theirs = json.loads((tmp_path / "public" / "p" / "index.html").read_text(encoding="utf-8"))
    assert sorted(titles, key=lambda title: collation_key(title, language)) == theirs
