"""A dialogue in a real browser: links to turns, copying, citing, following a speaker, playing; keys, phone, paper."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import wave
from pathlib import Path

import pytest

from browsers import violations
from koushu.dialogue import nodes as own
from koushu.dialogue.cast.contrast import contrast
from koushu.posts import citing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = "posts/keeper.html"
CSS = (Path(own.__file__).parent / "assets" / "dialogue.css").read_text(encoding="utf-8")
HEAD = """\
---
title: "The keeper's <last> light & \\"bell\\""
date: 2024-09-02
author: Ada_King
lang: en
audio: keeper.wav
speakers:
  ruth-keane: {name: Ruth Keane, role: interviewer, affiliation: Harbour Archive}
  tomas-byrne: {name: Tomás Byrne, title: Keeper, url: https://example.org/byrne, avatar: img/keeper.svg}
---

A word before.

"""
TALK = """\
[00:00:04] **Ruth Keane:** What did you hear, the first night you were alone out there?

[00:00:11] **Tomás Byrne:** Nothing. That was the trouble. You expect the sea to be loud, and it is.[^1]

And then you hear the clockwork.

[00:00:52] **Ruth Keane:** And you wound it yourself?

[00:00:55] **Tomás Byrne:** Every two hours, eighty turns [laughs].

*He fetches the brass handle.*

[00:01:40] **Ruth Keane:** Did it ever stop?

[00:01:43] **Tomás Byrne:** Once. Eleven minutes, in March. I wrote it in the book all the same, for whoever comes.

---

[00:02:30] **Nora Byrne:** He has never told that to anyone, you know.

**Nora Byrne:** Not even to me.

[^1]: A note of the editor.
"""
SECOND = """\
---
title: 潮水与钟声
date: 2024-10-01
lang: zh
author: 沈岚
---

````{dialogue} 两种语言
:numbering: on

```{turn} 林舟
:name: q1
您第一次听见那口钟，是什么时候？
```
```{turn} Lin Zhou
:lang: en
:translation-of: q1
When did you first hear that bell?
```
```{turn} 沈岚
:name: a1
六岁。那天起雾，我在码头等父亲。钟每隔半分钟响一次，我就一直数。
```
```{turn} شن
:lang: ar
:translation-of: a1
كنت في السادسة. كان هناك ضباب في ذلك اليوم.
```
````
"""
PORTRAIT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


def silence(seconds=200):
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes([128]) * 8000 * seconds)
    return held.getvalue()


def built(publication, builder="html", talk=TALK, **conf):
    files = {
        "posts/keeper.md": HEAD + talk,
        "posts/keeper.wav": silence(),
        "posts/pair.md": SECOND,
        "posts/plain.md": "# A post\n\nWithout a dialogue.\n",
        "img/keeper.svg": PORTRAIT,
    }
    made = publication(files, builder=builder, project="Harbour", html_title="Harbour", **conf)
    assert made.warnings == []
    return made


@pytest.fixture(scope="module")
def keeper(shared_publication):
    return built(shared_publication)


@pytest.fixture
def site(look, keeper):
    return look(keeper)


def turns(page):
    return page.locator(".turn")


def hrefs(page):
    return page.locator(".permalink").evaluate_all("all => all.map(one => one.getAttribute('href'))")


def allow_copying(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address.rstrip("/"))


def copied(page):
    return page.evaluate("navigator.clipboard.readText()")


def shown(page):
    return turns(page).evaluate_all("all => all.filter(one => one.checkVisibility()).length")


def notice(page):
    found = page.locator(".dialogue-notice [role=status]:not(:empty)")
    found.wait_for()
    return found.inner_text()


def in_view(page):
    """Return the text of the turn that an address leads to, when it can be seen."""
    target = page.locator(".turn:target")
    place = target.bounding_box()
    assert place is not None
    assert 0 <= place["y"] < page.viewport_size["height"]
    return target.inner_text()


# Links to turns.


def test_a_link_leads_to_its_turn(site):
    page = site.open(PAGE)
    link = hrefs(page)[5]
    page = site.open(PAGE + link, height=400)
    assert "Eleven minutes" in in_view(page)
    assert page.locator(".dialogue-notice").count() == 0
    page.locator(".permalink").nth(1).click()
    assert page.url.endswith(hrefs(page)[1])


def test_a_link_outlives_ten_turns_above_and_a_word_in_the_middle(look, keeper, publication):
    before = look(keeper).open(PAGE)
    new = "".join(
        f"**{'Ruth Keane' if n % 2 else 'Nora Byrne'}:** Something new, {n}, I should say.\n\n"
        for n in range(10)
    )
    talk = (new + TALK).replace("I wrote it in the book", "I noted it in the book")
    later = look(built(publication, talk=talk))
    after = later.open(PAGE)
    assert hrefs(after)[10:] == hrefs(before)
    assert "I noted it" in in_view(later.open(PAGE + hrefs(before)[5], height=400))


def test_a_link_whose_words_have_changed_arrives_at_the_nearest_turn(look, keeper, publication):
    old = hrefs(look(keeper).open(PAGE))
    talk = TALK.replace("Nothing. That was the trouble. You", "Well, that was the trouble! You").replace(
        "Once. Eleven minutes", "Once, and for eleven minutes"
    )
    page = look(built(publication, talk=talk))
    for place, words in ((1, "that was the trouble"), (5, "for eleven minutes")):
        arrived = page.open(PAGE + old[place], height=400)
        assert "have changed" in notice(arrived)
        assert words in in_view(arrived)
        arrived.get_by_role("button", name="Close").last.click()
        assert arrived.locator(".dialogue-notice").count() == 0


def test_a_link_of_a_speaker_by_another_name_arrives(look, keeper, publication):
    old = hrefs(look(keeper).open(PAGE))
    talk = TALK.replace("**Nora Byrne:**", "**Nora Byrne-Walsh:**")
    arrived = look(built(publication, talk=talk)).open(PAGE + old[6], height=400)
    assert "He has never told" in in_view(arrived)


def test_a_link_to_a_turn_that_is_gone_says_so(site):
    for anchor in ("#t-nobody-1234abcd5678", "#t-99"):
        page = site.open(PAGE + anchor)
        assert "no longer here" in notice(page)
        assert page.locator(".dialogue").first.bounding_box()["y"] < 200
    page = site.open(PAGE + "#elsewhere")
    assert page.locator(".dialogue-notice").count() == 0


def test_without_script_a_link_leads_to_its_turn_and_nothing_is_hidden(site):
    link = hrefs(site.open(PAGE))[5]
    page = site.open(PAGE + link, height=400, java_script_enabled=False)
    assert page.locator(".turn:target").bounding_box()["y"] < 400
    assert page.locator(".turn").count() == 8
    assert page.locator(".cast > li").count() == 3
    assert page.locator("audio.recording").is_visible()
    assert page.locator(".permalink").first.is_visible()
    assert page.get_by_role("button", name="Only").count() == 0


# Copying and citing.


def test_copy_with_attribution(site):
    page = site.open(PAGE)
    allow_copying(page, site)
    turns(page).nth(1).hover()
    page.get_by_role("button", name="Copy or cite turn 2").click()
    page.get_by_role("button", name="Copy with attribution").click()
    page.locator(".panel-status:not(:empty)").wait_for()
    text = copied(page)
    link = page.url + hrefs(page)[1]
    assert text == (
        "Nothing. That was the trouble. You expect the sea to be loud, and it is.\n\n"
        "And then you hear the clockwork.\n\n"
        '— Tomás Byrne, “The keeper\'s <last> light & "bell"”, Harbour, 2024-09-02, 00:00:11\n' + link
    )
    kinds = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " return await (await item.getType('text/html')).text(); }"
    )
    assert "<blockquote" in kinds
    assert "&lt;last&gt;" in kinds


def test_copy_what_is_selected_in_the_turn(site):
    page = site.open(PAGE)
    allow_copying(page, site)
    turns(page).nth(1).locator("p").nth(1).select_text()
    turns(page).nth(1).locator(".turn-tools").click()
    page.get_by_role("button", name="Copy with attribution").click()
    page.locator(".panel-status:not(:empty)").wait_for()
    assert copied(page).startswith("And then you hear the clockwork.\n\n— Tomás Byrne")


def test_plain_copying_is_left_alone(site):
    page = site.open(PAGE)
    allow_copying(page, site)
    turns(page).nth(0).locator("p").first.select_text()
    page.keyboard.press("Control+c")
    assert " ".join(copied(page).split()).endswith(
        "Ruth Keane: What did you hear, the first night you were alone out there?"
    )
    assert "http" not in copied(page)


def test_copy_the_link(site):
    page = site.open(PAGE)
    allow_copying(page, site)
    turns(page).nth(2).locator(".turn-tools").click()
    page.get_by_role("button", name="Copy the link").click()
    page.locator(".panel-status:not(:empty)").wait_for()
    assert copied(page) == site.address + PAGE + hrefs(page)[2]


def test_where_copying_is_refused_the_text_is_selected(site):
    page = site.open(PAGE)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    page.evaluate("() => { document.execCommand = () => false }")
    turns(page).nth(2).locator(".turn-tools").click()
    page.get_by_role("button", name="Copy the citation").click()
    page.locator(".panel-status:not(:empty)").wait_for()
    assert page.evaluate("getSelection().toString()").startswith("Ruth Keane, “The keeper's")


def test_cite_in_three_forms(site):
    page = site.open(PAGE)
    turns(page).nth(5).locator(".turn-tools").click()
    text = page.locator("pre.citation")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    link = site.address + PAGE + hrefs(page)[5]
    title = 'The keeper\'s <last> light & "bell"'
    assert text.inner_text() == (
        f"Tomás Byrne, “{title}”, Ada_King, Harbour, 2024-09-02, 00:01:43, accessed {today}, {link}"
    )
    page.get_by_role("button", name="BibTeX").click()
    assert page.get_by_role("button", name="BibTeX").get_attribute("aria-pressed") == "true"
    assert text.inner_text().splitlines() == [
        f"@misc{{tomas-byrne-2024-{hrefs(page)[5].rpartition('-')[2]},",
        "  author = {Tomás Byrne},",
        '  title = {The keeper\'s <last> light \\& "bell"},',
        "  editor = {Ada\\_King},",
        "  howpublished = {Harbour},",
        "  year = {2024},",
        "  month = sep,",
        "  note = {00:01:43},",
        f"  url = {{{link}}},",
        f"  urldate = {{{today}}},",
        "}",
    ]
    page.get_by_role("button", name="GB/T 7714").click()
    assert text.inner_text() == (
        f"Tomás Byrne. Remark[EB/OL]//Ada_King. {title}. Harbour, (2024-09-02)[{today}]. {link}."
    )


NASTY = """\
---
title: "{Braces} & 100 % of #1_\\\\~^$"
date: 2024-09-02
author: ["Ada, King", "Bo AND Sons", Cy, Di, Ruth]
lang: LANGUAGE
dialogue: on
---

**Ruth:** What?

**Tom_{x}:** That.

**Ruth:** Why?

**Tom_{x}:** So.
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_turn_is_cited_as_the_home_of_all_citations_has_it(look, publication, language):
    site = look(publication({"posts/a.md": NASTY.replace("LANGUAGE", language)}, html_title="A {site} & b"))
    page = site.open("posts/a.html")
    turns(page).nth(1).locator(".turn-tools").click()
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    authors = ("Ada, King", "Bo AND Sons", "Cy", "Di", "Ruth")
    work = citing.Work("{Braces} & 100 % of #1_\\~^$", language, "A {site} & b", authors, dt.date(2024, 9, 2))
    said = {}
    for name in ("BibTeX", "GB/T 7714", "通用格式" if language == "zh" else "Plain"):
        page.get_by_role("button", name=name, exact=True).click()
        said[name] = page.locator("pre.citation").inner_text()
    forms = (citing.bibtex_turn, citing.gbt7714_turn, citing.plain_turn)
    blanks = {"address": site.address + "posts/a.html" + hrefs(page)[1], "accessed": today}
    blanks["key"] = re.match(r"@misc\{(.*),", said["BibTeX"])[1]
    assert list(said.values()) == [citing.filled(form(work, ["Tom_{x}"]), **blanks) for form in forms]


def test_citations_name_the_canonical_address(look, publication):
    site = look(built(publication, html_baseurl="https://example.org/"))
    page = site.open(PAGE)
    turns(page).nth(0).locator(".turn-tools").click()
    assert f"https://example.org/{PAGE}{hrefs(page)[0]}" in page.locator("pre.citation").inner_text()


def test_a_chinese_citation(site):
    page = site.open("posts/pair.html")
    turns(page).nth(0).locator(".turn-tools").click()
    page.get_by_role("button", name="GB/T 7714").click()
    assert (
        page.locator("pre.citation")
        .inner_text()
        .startswith("林舟. 发言[EB/OL]//沈岚. 潮水与钟声. Harbour, (2024-10-01)[")
    )
    page.get_by_role("button", name="通用格式").click()
    assert (
        page.locator("pre.citation")
        .inner_text()
        .startswith("林舟，《潮水与钟声》，沈岚，Harbour，2024-10-01，")
    )


# Following a speaker.


def test_follow_one_speaker_and_come_back(site):
    page = site.open(PAGE)
    only = page.get_by_role("button", name="Only Tomás Byrne")
    only.click()
    assert only.get_attribute("aria-pressed") == "true"
    assert shown(page) == 3
    assert page.locator(".shown [role=status]").inner_text() == "3 of 8 turns are shown."
    assert page.locator(".narration").is_visible()
    assert "speaker=tomas-byrne" in page.url
    page.get_by_role("button", name="Only Nora Byrne").click()
    assert shown(page) == 5
    page.reload()
    assert shown(page) == 5
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == 8
    assert "speaker" not in page.url
    assert page.evaluate("document.activeElement.className") == "only"
    assert page.locator(".shown [role=status]").inner_text() == "All 8 turns are shown."


def test_a_link_to_a_turn_that_is_filtered_away_shows_it(site):
    page = site.open(PAGE)
    link = hrefs(page)[7]
    page = site.open(f"{PAGE}?speaker=tomas-byrne{link}", height=400)
    assert "Not even to me" in in_view(page)
    assert shown(page) == 8


def test_an_unknown_speaker_in_the_address_hides_nothing(site):
    assert shown(site.open(f"{PAGE}?speaker=nobody")) == 8


# Playing.


def test_nothing_is_loaded_before_it_is_played(site):
    page = site.open(PAGE)
    asked = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert not [one for one in asked if one.endswith(".wav")]


def test_seek_and_show_what_is_heard(site):
    page = site.open(PAGE)
    turns(page).nth(6).get_by_role("button", name="Play from 00:02:30").click()
    page.wait_for_function("document.querySelector('.recording').currentTime >= 150")
    page.wait_for_function("document.querySelector('.turn[aria-current]')")
    assert "He has never told" in page.locator(".turn[aria-current]").inner_text()
    page.evaluate("document.querySelector('.recording').currentTime = 12")
    page.wait_for_function(
        "document.querySelector('.turn[aria-current]').textContent.includes('Nothing. That')"
    )
    assert page.locator(".turn[aria-current]").count() == 1


def test_time_codes_are_thinned_and_all_there(site):
    page = site.open(PAGE)
    codes = page.locator(".timecode")
    assert codes.count() == 7
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    seen = codes.evaluate_all(
        "all => all.filter(one => getComputedStyle(one).opacity > 0.5).map(one => one.textContent.trim())"
    )
    assert seen == ["[00:00:04]", "[00:00:52]", "[00:01:40]", "[00:02:30]"]
    codes.nth(1).focus()
    page.wait_for_timeout(300)
    assert codes.nth(1).evaluate("one => getComputedStyle(one).opacity") == "1"
    assert page.locator(".turn[data-time]").count() == 7


# Keys, readers, phones, paper.


def test_everything_works_by_keys_alone(site):
    page = site.open(PAGE)
    allow_copying(page, site)
    page.get_by_role("button", name="Only Ruth Keane").focus()
    page.keyboard.press("Space")
    assert shown(page) == 3
    page.keyboard.press("Space")
    assert shown(page) == 8
    page.locator(".permalink").nth(1).focus()
    assert page.locator(".permalink").nth(1).evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "turn-tools"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Copy with attribution"
    page.keyboard.press("Enter")
    page.locator(".panel-status:not(:empty)").wait_for()
    assert copied(page).startswith("Nothing. That was the trouble.")
    page.keyboard.press("Escape")
    assert page.locator(".turn-panel").count() == 0
    assert page.evaluate("document.activeElement.className") == "turn-tools"
    page.keyboard.press("Enter")
    for _ in range(8):
        page.keyboard.press("Tab")
    assert page.locator(".turn-panel").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [PAGE, "posts/pair.html"])
def test_axe_finds_nothing(site, name, scheme):
    page = site.open(name, color_scheme=scheme)
    page.wait_for_timeout(300)
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Only|只看")).first.click() if name == PAGE else None
    turns(page).nth(0).locator(".turn-tools").click()
    page.wait_for_timeout(400)
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1440, 3840])
def test_nothing_scrolls_sideways(site, width):
    for name in (PAGE, "posts/pair.html"):
        page = site.open(name, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        turns(page).nth(1).locator(".turn-tools").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator(".turn-panel").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_tools_can_be_reached_by_touch(site):
    page = site.open(PAGE, width=375, has_touch=True, is_mobile=True)
    tools = turns(page).nth(0).locator(".turn-tools")
    box = tools.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert tools.evaluate("one => getComputedStyle(one).opacity") == "1"
    tools.tap()
    assert page.locator(".turn-panel").is_visible()


def test_pairs_stand_side_by_side_where_there_is_room(site):
    wide, narrow = (site.open("posts/pair.html", width=width) for width in (1440, 375))
    first, second = (turns(wide).nth(n).bounding_box() for n in (0, 1))
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] <= second["x"]
    assert turns(narrow).nth(0).bounding_box()["y"] < turns(narrow).nth(1).bounding_box()["y"]
    wide.emulate_media(media="print")
    assert turns(wide).nth(0).bounding_box()["y"] < turns(wide).nth(1).bounding_box()["y"]
    assert turns(wide).nth(3).get_attribute("dir") == "rtl"


def test_on_paper_the_words_stand_alone(site):
    page = site.open(PAGE)
    page.emulate_media(media="print")
    for selector in (".permalink", ".turn-tools", ".only", ".recording"):
        assert not page.locator(selector).first.is_visible()
    assert turns(page).nth(0).is_visible()
    assert page.locator(".cast").is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_nothing_moves_when_the_script_adds_its_buttons(site):
    page = site.open(PAGE)
    shift = page.evaluate(
        """() => new Promise(resolve => {
          let sum = 0;
          new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
            .observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        })"""
    )
    assert shift < 0.01


@pytest.mark.parametrize(("builder", "name"), [("dirhtml", "posts/keeper/"), ("singlehtml", "index.html")])
def test_other_forms_of_the_site(look, publication, builder, name):
    page = look(built(publication, builder=builder)).open(name)
    assert page.locator(".turn-tools").count() == page.locator(".turn").count()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    keeper = page.locator(".turn[data-speaker=tomas-byrne]").first
    keeper.get_by_role("button", name="Play from 00:00:11").click()
    page.wait_for_function("document.querySelector('.recording').currentTime >= 11")
    keeper.locator(".turn-tools").click()
    assert page.locator("pre.citation").inner_text().startswith("Tomás Byrne, “The keeper's <last> light")


def test_a_page_without_dialogue_loads_none_of_it(site):
    page = site.open("posts/plain.html")
    assert page.locator("[src*='dialogue.js'], [href*='dialogue.css']").count() == 0
    assert page.locator(".dialogue").count() == 0


def test_the_script_computes_the_marks_of_the_anchors(site):
    """What the script finds by likeness is what the build wrote: the first opening is found unchanged."""
    page = site.open(PAGE)
    anchors = [link[1:] for link in hrefs(page)]
    moved = [re.sub(r"^t-[a-z-]+-", "t-somebody-", anchor) for anchor in anchors]
    for place in (0, 1, 5, 6):
        arrived = site.open(f"{PAGE}#{moved[place]}", height=400)
        assert arrived.locator(".turn:target").get_attribute("id") == anchors[place]


def test_the_data_of_a_page_is_one_line_of_json(site):
    page = site.open(PAGE)
    data = json.loads(page.locator("script.dialogue-data").inner_text())
    assert data["title"] == 'The keeper\'s <last> light & "bell"'
    assert data["authors"] == ["Ada_King"]
    assert data["speakers"]["tomas-byrne"] == "Tomás Byrne"


# Colours.


def palette(block):
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block))


def test_all_colours_can_be_read():
    light, dark = (palette(block) for block in re.findall(r"\{([^}]*--sp-1:[^}]*)\}", CSS))
    assert light.keys() == dark.keys()
    grounds = {"light": ("#ffffff", "#fdfcf9", "#f3f4f5"), "dark": ("#121212", "#171614", "#222832")}
    for name, colours in (("light", light), ("dark", dark)):
        stand_on = [*grounds[name], *(colours[ground] for ground in ("ground", "raised", "heard"))]
        for key in [*(f"sp-{n}" for n in range(1, 9)), "narration", "quiet"]:
            for ground in stand_on:
                assert contrast(colours[key], ground) >= 4.5, (name, key, ground)
            assert contrast(colours["ground"], colours[key]) >= 4.5
