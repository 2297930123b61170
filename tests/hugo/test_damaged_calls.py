"""Calls with letters lost, doubled or put in: the build ends, no mark of ours is left, the words around them stay."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

_CALLS = [
    '{{< notice tip "T" >}}body words{{< /notice >}}',
    '{{% tabs %}}{{% tab "a" %}}word{{% /tab %}}{{% /tabs %}}',
    '{{< figure src="a.png" caption="cap" >}}',
    "{{< youtube id=abc start=5 >}}",
    '{{< own "x" k >}}in{{< /own >}}',
    '{{< highlight go "linenos=table" >}}code{{< /highlight >}}',
    '{{< details "s" >}}d{{< /details >}}',
    "{{< x.inline >}}{{ .Page.Title }}{{< /x.inline >}}",
    '[link]({{< relref "a" >}})',
    '{{< outer >}}{{< part "c" >}}{{< /outer >}}',
    "{{% outer %}}\n- a\n{{% /outer %}}",
    '{{< jin "a" >}}z{{< /jin >}}',
    '{{< other "t" >}}w{{< /other >}}',
    "{{< param title >}} `{{% param nope %}}`",
]
_PIECES = [
    *'{}<>%/"`=\\ \n\t.-_*()[]|#~',
    "{{<",
    ">}}",
    "{{%",
    "%}}",
    "/>}}",
    "{{</*",
    "*/>}}",
    "{{",
    "}}",
    "中",
]
_SITE: dict[str, str | bytes] = {
    "layouts/shortcodes/own.html": '<p id="{{ .Get 0 }}">{{ .Inner | markdownify }}</p>'
    "<table><tr><td>{{ .Get 1 }}</table>",
    "layouts/shortcodes/outer.html": '<div>{{ .Inner }}{{ range .Store.Get "l" }}<i>{{ . }}</i>{{ end }}</div>',
    "layouts/shortcodes/part.html": '{{ .Parent.Store.Add "l" (slice (.Get 0)) }}',
    "shortcodes/jin.md.jinja": "**{{ args[0] }}** {{ inner }}",
    "shortcodes/shortcodes.yml": "other: {as: notice, arguments: {title: 0}}",
}
_MARKS = re.compile("\ue000[0-9]+\ue001|\ue002[0-9]+\ue003")


def _damaged(call: str, chance: random.Random) -> str:
    for _ in range(chance.randint(0, 3)):
        place = chance.randrange(len(call) + 1)
        cut = place + chance.choice((0, 0, 1, 5))
        call = call[:place] + chance.choice((*_PIECES, "", call[max(0, place - 5) : place])) + call[cut:]
    return call


def test_damaged_calls_cost_nothing_else(publication: Callable[..., Publication]) -> None:
    chance = random.Random(7)
    files = dict(_SITE)
    for number in range(150):
        calls = "\n\n".join(_damaged(chance.choice(_CALLS), chance) for _ in range(4))
        files[f"p{number}.md"] = f"---\ntitle: T\n---\n\nfirstword{number}\n\n{calls}\n\nlastword{number}\n"
    built = publication(files, builder="text", extensions=["koushu.hugo"])
    for number in range(150):
        text = built.read(f"p{number}.txt")
        assert f"firstword{number}" in text
        assert f"lastword{number}" in text
        assert not _MARKS.search(text), files[f"p{number}.md"]
    assert not [line for line in built.warnings if "[docutils]" in line or "Traceback" in line]
