"""Calls taken out of a text: what they are, what they enclose, and what is said of broken ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from hugo_oracle import is_refused, render_pages
from koushu.hugo.shortcodes.call import PLACEHOLDER
from koushu.hugo.shortcodes.extract import MAX_NESTING, Extraction, extract_shortcodes
from koushu.hugo.shortcodes.names import Inner
from koushu.problems import Kind

CASES = Path(__file__).parent.parent / "cases" / "shortcodes"
CALLS = [case[1:] for case in read_fixture_file(CASES / "calls.md")]
MALFORMED = [case[1:] for case in read_fixture_file(CASES / "malformed.md")]
KNOWN = {
    "s": Inner.NEVER,
    "ns/x": Inner.NEVER,
    "i": Inner.ALWAYS,
    "k": Inner.ALWAYS,
    "highlight": Inner.ALWAYS,
}
# Templates that print a call as `_filled` does.
_ARGUMENTS = "{{ with .Params }} {{ . | jsonify | safeHTML }}{{ end }}"
_TEMPLATES = {
    "s": f"[s{_ARGUMENTS}]",
    "ns/x": f"[ns/x{_ARGUMENTS}]",
    "i": f"[i{_ARGUMENTS}|{{{{ .Inner | safeHTML }}}}]",
    "k": f"[k{_ARGUMENTS}|{{{{ .Inner | safeHTML }}}}]",
}


def _filled(text: str, extraction: Extraction) -> str:
    """Return a text with each placeholder written as `[name arguments|enclosed text]`."""

    def shown_call(index: int) -> str:
        call = extraction.calls[index]
        given = [part for part in (list(call.positional), dict(sorted(call.named.items()))) if part]
        arguments = "".join(
            f" {json.dumps(part, ensure_ascii=False, separators=(',', ':'))}" for part in given
        )
        inner = "" if call.inner is None else f"|{_filled(call.inner, extraction)}"
        return f"[{call.name}{arguments}{inner}]"

    return PLACEHOLDER.sub(lambda match: shown_call(int(match[1])), text)


def shown(source: str) -> str:
    """Return what a case expects: the text, then each problem."""
    extraction = extract_shortcodes(source, 1, KNOWN)
    said = [f"line {problem.line}: {problem.message}" for problem in extraction.problems]
    return "\n".join([_filled(extraction.text, extraction).strip("\n"), *said])


@pytest.mark.parametrize(("title", "source", "expected"), CALLS, ids=[case[0] for case in CALLS])
def test_call(title: str, source: str, expected: str) -> None:
    assert shown(source) == expected.strip("\n")


@pytest.mark.parametrize(("title", "source", "expected"), MALFORMED, ids=[case[0] for case in MALFORMED])
def test_malformed_call(title: str, source: str, expected: str) -> None:
    assert shown(source) == expected.strip("\n")
    assert "\nline " in expected


@pytest.mark.hugo
def test_calls_as_in_hugo(tmp_path: Path) -> None:
    """Hugo's own lexer gives the same names, arguments and enclosed texts.

    The pages are HTML, of which Hugo reads the shortcodes and nothing else.
    """
    pages = {f"p{index}.html": f"---\n---\n{source}" for index, (_, source, _) in enumerate(CALLS)}
    hugo = render_pages(tmp_path, pages, "{{ .Content }}", _TEMPLATES)
    for index, (title, source, _) in enumerate(CALLS):
        extraction = extract_shortcodes(source, 1, KNOWN)
        ours = _filled(extraction.text, extraction)
        assert hugo[f"p{index}"].split() == ours.split(), title


# What is said to be broken here although Hugo builds it.
_ACCEPTED = {
    "Crossed": "Hugo pairs tags that cross, so that text is enclosed by what was closed before it",
    "An inline shortcode": "Hugo leaves it out without a word, where inline shortcodes are off",
    "An equals sign without a key": "Hugo loses the value",
    "Two slashes at the end": "Hugo takes the second slash for the mark of a call that closes itself",
}


@pytest.mark.hugo
def test_malformed_calls_are_refused_by_hugo(tmp_path: Path) -> None:
    accepted = {
        title
        for index, (title, source, _) in enumerate(MALFORMED)
        if not is_refused(tmp_path / str(index), f"---\n---\n{source}", _TEMPLATES)
    }
    assert accepted == set(_ACCEPTED)


def _lines(source: str, first_line: int = 1) -> list[tuple[int, str]]:
    extraction = extract_shortcodes(source, first_line, KNOWN)
    return list(zip(extraction.lines, extraction.text.split("\n"), strict=True))


def test_lines_after_a_call_that_stands_alone_keep_their_numbers() -> None:
    lines = _lines("one\n\n{{< s\n a=b\n>}}\n\n{{< i >}}\nx\n{{< /i >}}\nlast", 5)
    assert [number for number, _ in lines] == list(range(5, 15))
    assert lines[-1] == (14, "last")


def test_lines_after_a_call_in_a_line_of_text() -> None:
    assert _lines("- a {{< i >}}\n  x\n  {{< /i >}} b\n- last") == [(1, "- a \ue0000\ue001 b"), (4, "- last")]


def test_lines_of_text_that_a_call_gives_way_to() -> None:
    assert _lines("{{% box\n a=b %}}\nx\n{{% /box %}}\nlast")[-1] == (5, "last")


def test_call_knows_its_place() -> None:
    extraction = extract_shortcodes("one\ntwo {{< i\n a=b >}}\nx\n{{< s >}}\n{{< /i >}}", 10, KNOWN)
    inner, outer = extraction.calls
    assert (outer.name, outer.line, outer.inner_line) == ("i", 11, 12)
    assert (inner.name, inner.line) == ("s", 14)
    assert outer.source == "{{< i\n a=b >}}\nx\n{{< s >}}\n{{< /i >}}"


def test_enclosed_text_loses_the_indent_of_its_call() -> None:
    (call,) = extract_shortcodes("- a\n\n  {{< i >}}\n  x\n    y\n  {{< /i >}}\n", 1, KNOWN).calls
    assert call.inner == "\n  x\n    y\n  "
    assert call.deindented == "\nx\n  y\n"


def test_what_looks_like_our_own_mark_is_text() -> None:
    extraction = extract_shortcodes("\ue0000\ue001 {{< s >}} \ue000{{< s >}}", 1, KNOWN)
    assert PLACEHOLDER.findall(extraction.text) == ["0", "1"]
    assert extraction.text.replace("\u2060", "") == "\ue0000\ue001 \ue0000\ue001 \ue000\ue0001\ue001"
    assert extraction.problems == ()


def test_arguments_as_text() -> None:
    (call,) = extract_shortcodes('{{< s a=true b=1.5 c="x" d=false e="" >}}', 1, KNOWN).calls
    assert [call.argument(name) for name in "abcdef"] == ["true", "1.5", "x", "false", "", ""]
    assert [call.flag(name) for name in "abcdef"] == [True, True, True, False, False, False]
    (call,) = extract_shortcodes("{{< s x 2 >}}", 1, KNOWN).calls
    assert (call.argument("name", 0), call.argument("name", 1), call.argument("name", 2, "-")) == (
        "x",
        "2",
        "-",
    )


def test_deep_nesting_keeps_the_text() -> None:
    depth = MAX_NESTING * 3
    extraction = extract_shortcodes("{{< i >}}a" * depth + "b{{< /i >}}" * depth, 1, KNOWN)
    assert len(extraction.calls) == MAX_NESTING
    assert _filled(extraction.text, extraction).count("a") == depth
    assert _filled(extraction.text, extraction).count("b") == depth


SHAPES = {
    "opening marks": "{{<",
    "opening marks apart": "{{< ",
    "names": "{{< a ",
    "calls": "{{< i >}}",
    "calls not known": "{{< a >}}",
    "closing tags": "{{< /i >}}",
    "closing tags not known": "{{< /a >}}",
    "other names": "{{< i >}}{{< /j >}}",
    "pairs": "{{< i >}}x{{< /i >}}",
    "open quotes": '{{< s "',
    "open raw arguments": "{{< s `",
    "open escapes": "{{</* s ",
    "open escapes of both kinds": "{{</* a {{%/* b ",
    "quotes": '"',
    "quotes on lines": '{{< s "a\n',
    "escaped quotes": '{{< s \\"a',
    "equals signs": "{{< s a=",
    "faulty arguments": "{{< s , ",
    "slashes": "{{< / ",
    "single quotes": "{{< s 'a ",
    "blanks": "{{< s       ",
    "braces": "{",
    "our own marks": "\ue000",
    "percent signs": "{{% a %}}x{{% /a %}}",
    "lines": "{{< s\n\n\n\n",
    "names that grow": "{{< aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_large_hostile_text_is_read(shape: str) -> None:
    for opening, size in (("", 200_000), ("{{< s ", 20_000), ("{{< i >}}", 20_000), ('{{< s "', 20_000)):
        extraction = extract_shortcodes(opening + shape * (size // len(shape)), 1, KNOWN)
        assert len(extraction.lines) == extraction.text.count("\n") + 1
        assert len(extraction.problems) <= 101


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_work_grows_as_the_text(shape: str) -> None:
    """Count calls of functions, which no other load on the machine changes."""
    once, twice = (_work(shape * (size // len(shape))) for size in (10_000, 20_000))
    assert twice < once * 2.6 + 500


def _work(source: str) -> int:
    import sys

    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        extract_shortcodes(source, 1, KNOWN)
    finally:
        sys.setprofile(before)
    return count


def test_unknown_names_are_said_once_each() -> None:
    problems = extract_shortcodes("{{< a >}}\n{{< b >}}\n{{< a >}}\n{{< a >}}", 1, KNOWN).problems
    assert [(problem.kind, problem.line) for problem in problems] == [
        (Kind.UNKNOWN_SHORTCODE, 1),
        (Kind.UNKNOWN_SHORTCODE, 2),
    ]
    assert "(3 times in this file)" in problems[0].message


def test_unknown_name_is_said_where_it_stands_first() -> None:
    (problem,) = extract_shortcodes("\n{{< a >}}\n{{< a >}}x{{< /a >}}\n{{< /a >}}", 1, KNOWN).problems
    assert problem.line == 2
