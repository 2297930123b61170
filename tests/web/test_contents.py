"""The contents of a page come from its own sections."""

from docutils import nodes
from sphinx import addnodes

from koushu.web.contents import Entry, contents_html, page_contents


def section(name, *children):
    node = nodes.section("", nodes.title("", name), ids=[name.lower()])
    node += children
    return node


def document(*children):
    root = nodes.Element()
    root += children
    return root


def test_the_title_is_not_an_entry():
    tree = document(section("Title", section("A", section("B")), section("C")))
    assert page_contents(tree) == (Entry("a", "A", (Entry("b", "B", ()),)), Entry("c", "C", ()))


def test_several_first_headings_are_all_entries():
    assert [entry.title for entry in page_contents(document(section("A"), section("B")))] == ["A", "B"]


def test_a_heading_without_words_is_no_entry():
    tree = document(section("Title", section("", section("A")), section("B")))
    assert [entry.title for entry in page_contents(tree)] == ["A", "B"]


def test_a_page_without_headings_has_none():
    assert page_contents(document(section("Title"))) == ()
    assert contents_html((), 2) == ""


def test_a_book_points_at_its_documents():
    inlined = addnodes.start_of_file("", section("A", section("Same")), docname="posts/a")
    tree = document(section("Book", inlined))
    assert page_contents(tree) == (Entry("document-posts/a", "A", (Entry("same", "Same", ()),)),)


def test_text_is_escaped_and_levels_beyond_those_shown_are_closed():
    entries = (Entry('a"b', "<script>", (Entry("c", "C", (Entry("d", "D", ()),)),)),)
    html = contents_html(entries, 2)
    assert 'href="#a&quot;b">&lt;script&gt;</a>' in html
    assert html.count("<ul>") == 2
    assert html.count('<ul class="closed">') == 1
    assert html.count("<li") == html.count("</li>") == 3


def test_the_scripts_of_the_theme_find_their_classes():
    entries = (Entry("a", "A", (Entry("b", "B", (Entry("c", "C", ()),)),)),)
    html = contents_html(entries, 2, themed=True)
    assert html.count('class="section-nav pst-show_toc_level"') == 2
    assert html.count('class="section-nav"') == 1
    assert html.count('<li class="toc-entry"><a class="nav-link"') == 3
