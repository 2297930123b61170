"""What feeds carry of a page, read tag by tag or by a parser."""

import itertools
import random

import pytest

from koushu.feeds.content import feed_content, parsed_content
from koushu.feeds.flat_markup import OddMarkupError, flat_content

PAGE = "https://example.org/blog/posts/first/"
FLAT = {
    "words": "a &amp; b &lt;c&gt; &quot;d&quot; &#64; &#8212; &nbsp; \u3000 words",
    "title": '<section id="s"><h1>Title<a class="headerlink" href="#s">#</a></h1><p>A</p></section>',
    "second title": "<section><h1>First</h1><p>A</p></section><section><h1>Second</h1></section>",
    "deeper title": "<section><h1>First</h1><section><h1>Second</h1></section></section>",
    "title in a form": "<form><h1>First</h1></form><div><h1>Second</h1></div>",
    "addresses": '<p id="p"><a href="#x" class="y">x</a> <a href="../?c=d&amp;e">y</a><img alt="" src="c d.png"/></p>',
    "sources": '<img srcset="a.png 1x, b.png 2x,c.png" sizes="10px" src="data:image/png;base64,AA==" />',
    "code runs": '<a href="javascript:alert(1)" onclick="x()">x</a><a href=" JAVASCRIPT:x">y</a>',
    "left out": 'a<script type="x">var a = 1;</script>b<span class="a permalink">c<b>d</b></span>e<input name="x" />f',
    "one in another": '<div class="cast"><div class="cast">a</div>b<style>c</style></div>d',
    "empty": "<p></p><span/><br /><hr/><em />",
    "lines": '<p\n title="one\ntwo\tthree"\n>x\n</p >\n',
    "values": "<abbr title=\"a &amp; &quot;b&quot; &#39;c&#39; 'd'\">x</abbr>",
    "names": '<ruby lang="ja">漢<rp>(</rp><rt>kan</rt></ruby><x-y data-a="1" label="2">z</x-y>',
}
ODD = {
    "left open": "<p>a<br>b</p>",
    "crossed": "<b>a<i>b</b>c</i>",
    "never opened": "a</p>",
    "open at the end": "<div>a",
    "a bare mark": "a & b",
    "an unknown name": "&nosuchname; &notit;",
    "a name of a mark": "&LT;p&GT; &AMP;",
    "a mark of less": "a < b <p>c</p>",
    "a mark of more": "<p>a > b</p>",
    "a mark in a value": '<p title="a > b">c</p>',
    "no quotes": "<p lang=en>a</p>",
    "single quotes": "<p lang='en'>a</p>",
    "no value": "<details open><summary>a</summary></details>",
    "twice": '<p lang="en" lang="de">a</p>',
    "a comment": "a<!-- b -->c",
    "a drawing": '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
    "a formula": "<math><mi>x</mi></math>",
    "a prefix": '<p xml:lang="en" epub:type="x">a</p>',
    "a namespace": '<p xmlns="urn:x">a</p>',
    "an end of what is empty": "<br></br>",
    "a line of old": "a\r\nb",
    "a character of control": "&#1; &#10; &#128; &#55296; &#x41;",
    "a title further out": "<section><section><h1>A</h1></section><h1>B</h1></section>",
    "a title without words": "<h1/><h1>B</h1>",
}


@pytest.mark.parametrize("name", FLAT)
def test_plain_markup_is_read_tag_by_tag_and_says_what_a_parser_says(name):
    assert flat_content(FLAT[name], PAGE) == parsed_content(FLAT[name], PAGE)


@pytest.mark.parametrize("name", ODD)
def test_odd_markup_is_for_a_parser(name):
    with pytest.raises(OddMarkupError):
        flat_content(ODD[name], PAGE)
    assert feed_content(ODD[name], PAGE) == parsed_content(ODD[name], PAGE)


def test_any_mixture_of_marks_says_what_a_parser_says():
    chance = random.Random(7)
    pieces = [
        *("a", " ", "&amp;", "&", "<", ">", "\n", "&#65;", "&copy;", '"', "\x01", "<br/>", "<br>", "<p/>"),
        *(
            "<p>",
            "</p>",
            "<h1>",
            "</h1>",
            '<a href="b">',
            "</a>",
            '<i class="cast">',
            "</i>",
            "<form>",
            "</form>",
        ),
        *("<svg>", "</svg>", '<b id="x" title="&lt;">', "</b>", "<p >", "</p\n>"),
    ]
    pairs = [("<p>", "</p>"), ("<h1>", "</h1>"), ('<a href="b">', "</a>"), ('<i class="cast">', "</i>")]

    def grown(depth):
        inside = [grown(depth - 1) if depth else "x&lt;" for _ in range(chance.randrange(3))]
        start, end = chance.choice(pairs)
        return f"{start}{''.join(inside)}{end}{chance.choice(['', 'y', '<br/>'])}"

    mixed = ("".join(chance.choices(pieces, k=chance.randrange(1, 9))) for _ in range(3000))
    for markup in itertools.chain(mixed, (grown(4) for _ in range(500))):
        assert feed_content(markup, PAGE) == parsed_content(markup, PAGE), markup
