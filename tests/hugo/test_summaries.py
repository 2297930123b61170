"""Words, reading time, summary and whether there is more, beside the real Hugo."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from koushu.hugo.printing.summaries import as_line, count_words, reading_minutes
from koushu.posts.extracts import extract_of
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

WORDS = "word one two three "
ZH = "汉字测试" * 6 + "\n\n"
BODIES = {
    "empty": "",
    "short": "only a bit",
    "one-long": WORDS * 20,
    "long-and-tail": f"{WORDS * 20}\n\ntail",
    "many": f"{WORDS * 9}\n\n" * 5,
    "chinese": ZH * 8,
    "chinese-marks": '两个 words 字 "你好" ChatGPT爆火，真的…… it\'s "so" -- a...\n\n“弯”和"直"',
    "japanese": "これはペンです カタカナ ｶﾀｶﾅ",
    "korean": "한국어 문장입니다 abc",
    "wide": "，。！ＡＢＣ１２３ 、《》 ——……“”",
    "emoji": "😀😀 x é中é 中,中.中",
    "divider": f"{ZH * 2}<!--more-->\n\n{ZH}",
    "divider-beside": "first para\n<!--more-->\nsecond para\n\nthird",
    "divider-inside": f"{ZH}前文 <!--more--> 后文\n\n{ZH}",
    "divider-at-end": f"{ZH}<!--more-->\n",
    "divider-at-start": "<!--more-->\n\nafter",
    "divider-in-list": "- a\n- b\n<!--more-->\n- c\n\nx",
    "two-dividers": "a\n\n<!-- more -->\n\nb\n\n<!--more-->\n\nc\n\n<!--more-->\n\nd",
    "headings": f"## A b c\n\n- x y\n- z\n\n```go\nfunc main() {{ return }}\n```\n\n{WORDS * 9}\n\n"
    + f"{WORDS * 9}\n\n" * 4,
    "list-first": f"- {WORDS * 20}\n- b\n\nx y z\n\nmore text here",
    "table": "|a|b|\n|--|:-:|\n|1|2|\n\npara",
    "tasks": "- [ ] a b\n- [x] c\n\n1. x\n\n   y\n2. z\n\n> q\n> - [x] m",
    "definitions": "term\n: def one\n: def two\n\nt2\n\n: loose\n\n  more\n",
    "footnotes": "word[^1] x[^b] y[^1]\n\n[^1]: note 字\n[^b]: two\n\n    para\n\n[^never]: unused",
    "raw-html": "a <b>x</b> c\n\n<div>\nfoo\n</div>\n\nz",
    "code": (
        "a\n\n```go\nfunc main() { return \"字\" }\n```\n\n    indented 'x'\n\n"
        '```\nplain "q" \'a\' 字"字\'\n```\n\n```foo\nunk 字\'\n```\n\n`c "字" d`'
    ),
    "numbered-code": "```go {linenos=true}\na 字\n\nb\n```\n\n```go {linenos=inline linenostart=8}\na\nb\n```\n\nend",
    "emojis": "a 🤔 字:thinking:字 :smile:",
    "images": '![alt "t" & x](a.png "ti tle")\n\n[l](http://x.y/z "tt t") <http://a.b> https://c.d/e',
    "breaks": "a  \nb\\\nc\nd",
    "quote": "> [!NOTE]\n> text\n",
    "links-first": (f'[{WORDS}](http://e.org "t t") ' * 20 + "\n\n") * 3,
    "figure": f'{{{{< figure src="a.png" caption="Some words" title="T t" >}}}}\n\n{WORDS * 8}\n\n{WORDS * 12}\n\nend',
    "film": f"{{{{< youtube abc >}}}}\n\n{WORDS * 5}\n\n{WORDS * 8}\n\nend",
    "film-of-vimeo": f"{{{{< vimeo 123 >}}}}\n\n{WORDS * 5}\n\n{WORDS * 8}\n\nend",
    "highlight": "{{< highlight go >}}\nfunc main() {}\n{{< /highlight >}}\n\nafter it",
    "entities": "a&nbsp;b &amp; &lt;c&gt; 字&copy;字 x < y",
    "escapes": r"\*a\* 字\"字 \<b\>",
    "loose-list": "a b\n\n- c d e f g h i\n\n- j k l m n\n\n  o p q r s t\n\nlast one\n\nend",
    "quoted": "a b\n\n> c d e f g h i j k\n>\n> l m n o p q r s t u v\n\nlast one\n\nend",
    "note-after-text": "a b[^1]\n\nlast one\n\n[^1]: more k l m n o p q r s t u v w x\n\n    and on\n",
    "open-div": "<div>\n\na b c d e f g h i j k l m\n\nf g h i j\n\n",
    "closed-div": "<div><span>\n\na b c d e f g h i j k l m\n\nf g h i j\n\n</div>\n\nend",
    "blank-in-chinese": "两行\n文字 和**强调**的文字",
}
FRONTS = {
    "summary": ('summary: Some *words* & "more"', ZH * 5),
    "empty-summary": ('summary: ""', ZH * 2),
    "summary-and-divider": ("summary: S", f"{ZH}<!--more-->\n\n{ZH}"),
    "description": ("description: D d", ZH * 5),
    "cjk": ("isCJKLanguage: true", ZH * 5),
    "not-cjk": ("isCJKLanguage: false", ZH * 5),
}
LAYOUT = "{{ dict `words` .WordCount `time` .ReadingTime `summary` (string .Summary) `more` .Truncated | jsonify }}"
KINDS = 'disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "404"]\n'
SITES = {
    "plain": "",
    "chinese": "hasCJKLanguage = true\n",
    "short summaries": "hasCJKLanguage = true\nsummaryLength = 10\n",
    "no summaries": "summaryLength = 0\n",
    "unsafe": "[markup.goldmark.renderer]\nunsafe = true\nhardWraps = true\n",
    "plain code": "hasCJKLanguage = true\nenableEmoji = true\n[markup.highlight]\ncodeFences = false\n",
    "without typographer": "hasCJKLanguage = true\n[markup.goldmark.extensions]\ntypographer = false\n",
}


@pytest.mark.hugo
@pytest.mark.parametrize("site", SITES)
def test_posts_measure_as_in_hugo(tmp_path: Path, publication: Callable[..., Publication], site: str) -> None:
    files = {"hugo.toml": f'baseURL = "https://example.org/"\n{KINDS}{SITES[site]}'}
    files |= {f"content/{name}.md": f"---\ntitle: T\n---\n\n{body}\n" for name, body in BODIES.items()}
    files |= {
        f"content/{name}.md": f"---\ntitle: T\n{front}\n---\n\n{body}\n"
        for name, (front, body) in FRONTS.items()
    }
    theirs = _by_hugo(tmp_path / "theirs", files)
    options = {"extensions": ["koushu.posts"], "hugo_site": ".", "hugo_strict": True}
    built = publication(files, builder="dummy", **options)
    ours = {name: _of(built, name) for name in theirs}
    assert ours == theirs


def _of(built: Publication, name: str) -> dict[str, Any]:
    found = extract_of(built.app.env, name)
    return {
        "words": found.words,
        "time": found.reading_minutes,
        "summary": found.summary,
        "more": found.truncated,
    }


def _by_hugo(folder: Path, files: dict[str, str]) -> dict[str, dict[str, Any]]:
    for path, text in {**files, "layouts/single.html": LAYOUT}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    subprocess.run([require_hugo(), "--quiet", "--source", str(folder)], check=True, capture_output=True)
    found = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (folder / "public").glob("*/index.html")
    }
    return {name: {**values, "summary": as_line(values["summary"])} for name, values in found.items()}


def test_every_character_of_a_chinese_word_counts() -> None:
    assert count_words("两个 words 字", cjk=True) == 4
    assert count_words("ChatGPT爆火", cjk=True) == 9
    assert count_words("两个 words 字", cjk=False) == 3


@pytest.mark.parametrize(
    ("words", "cjk", "minutes"),
    [(0, False, 0), (1, False, 1), (212, False, 1), (213, False, 2), (500, True, 1), (501, True, 2)],
)
def test_reading_time_is_in_whole_minutes(words: int, cjk: bool, minutes: int) -> None:
    assert reading_minutes(words, cjk=cjk) == minutes


ROLES = {
    "a citation": ("Nothing new {cite:p}`heaven2023`. More{cite}`a,b`.", "Nothing new. More."),
    "a citation in the text": ("As {cite:t}`key` says.", "As key says."),
    "text": ("H{sub}`2`O & {abbr}`LIFO (last in)` {ref}`text <target>`", "H2O & LIFO text"),
    "markup in a role": ("{kbd}`<b>`", "<b>"),
    "no role": ("{unknown}`x`", "{unknown}x"),
    "a box": ("```{admonition} My *title*\n:class: tip\nBody `here`.\n```\nEnd.", "My title Body here. End."),
    "a list": ("A.\n\n```{post-list}\n:limit: 3\n```\n", "A."),
    "a dialogue": (
        "```{dialogue}\n**记者：**记得吗？\n\n**周敏：**记得。\n```\n",
        "记者：记得吗？ 周敏：记得。",
    ),
    "a dialogue between colons": (
        "::::{dialogue}\n:::{turn} 记者\n记得吗？\n:::\n::::\n",
        "记者 记得吗？",
    ),
    "boxes in a box": ("`````{note}\n````{tip}\n```go\na<b\n```\n````\n`````", "a<b"),
    "an alert": ("> [!WARNING]- 标题\n> 中文", "标题 中文"),
}


def test_roles_and_directives_read_as_the_page_shows_them(publication: Callable[..., Publication]) -> None:
    files = {
        f"posts/p{n}.md": f"---\ntitle: A\n---\n\n{text}\n" for n, (text, _) in enumerate(ROLES.values())
    }
    built = publication(files, "dummy")
    for n, (name, (_, shown)) in enumerate(ROLES.items()):
        assert extract_of(built.app.env, f"posts/p{n}").summary == shown, name


def test_a_role_moves_no_end_of_a_summary(publication: Callable[..., Publication]) -> None:
    body = "word {cite:p}`key` {sub}`two three` " * 18 + "\n\nbehind\n"
    built = publication(
        {"content/a.md": f"---\ntitle: A\n---\n{body}", "hugo.toml": ""}, "dummy", hugo_site="."
    )
    found = extract_of(
        built.app.env, next(iter(one for one in built.app.env.found_docs if one.endswith("a")))
    )
    assert found.truncated
    assert found.summary == "word two three " * 17 + "word two three"
