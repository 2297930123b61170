"""Lists of pages as text, their blocks, and what an edit changes of them."""

import random

import pytest

from koushu.search.blocks import block_of, block_text, changed, cut, in_order, path_of, smallest, sorted_terms
from koushu.search.lists import Lists
from koushu.search.postings import decode, differences, encode, number, tail


@pytest.mark.parametrize(
    ("value", "text"), [(0, "A"), (31, "f"), (32, "gB"), (1023, "_f"), (1024, "ggB"), (100_000, "g1hD")]
)
def test_numbers(value, text):
    assert number(value) == text


def test_rising_numbers_are_written_as_differences():
    assert differences([0, 1, 2]) == "AAA"
    assert differences([5, 1029]) == "F_f"
    assert differences([]) == ""


def test_a_list_is_read_as_it_was_written():
    chance = random.Random(1)
    postings = {}
    for page in sorted(chance.sample(range(5000), 300)):
        postings[page] = tail(places(chance))
    assert decode(encode(postings.items())) == postings


@pytest.mark.parametrize(
    ("found", "text"),
    [([0], "A"), ([2], "G"), ([4], "EA"), ([8], "HB"), ([0, 5, 2500 * 3], "AI9-V")],
)
def test_the_places_of_a_first_page(found, text):
    assert encode([(0, tail(found))]) == text


def places(chance):
    return [
        part * 3 + chance.randrange(3)
        for part in sorted(chance.sample(range(40), chance.choice([1, 1, 1, 3])))
    ]


def entries(chance, words):
    return {term: places(chance) for term in chance.sample(words, 60)}


def tails(entries):
    return {term: tail(found) for term, found in entries.items()}


def whole(pages):
    lists = Lists()
    for page, found in enumerate(pages):
        known = sorted({place for some in found.values() for place in some})
        lists.add(page, [(place, [term for term, some in found.items() if place in some]) for place in known])
    return lists.blocks(200)


@pytest.mark.parametrize("seed", range(12))
def test_an_edit_leads_to_the_blocks_of_a_clean_build(seed):
    chance = random.Random(seed)
    words = [chr(0x4E00 + chance.randrange(3000)) + chr(0x4E00 + n) for n in range(500)] + [
        "\U00020001",
        "a",
        "zz",
    ]
    pages = [entries(chance, words) for _ in range(30)]
    before = {next(iter(block)): block for block in whole(pages)}
    new = [*pages, entries(chance, words)]
    new[chance.randrange(30)] = entries(chance, words) if seed % 3 else {}
    edits = {}
    for page, found in enumerate(map(tails, new)):
        old = tails(pages[page]) if page < len(pages) else {}
        for term in old.keys() | found.keys():
            if old.get(term) != found.get(term):
                edits.setdefault(term, {})[page] = found.get(term)
    after = list(changed(list(before), before.__getitem__, edits, 200))
    assert [block or before[first] for first, block in after] == whole(new)
    assert [first for first, _ in after] == [next(iter(block)) for block in whole(new)]


def test_an_edit_changes_few_blocks():
    chance = random.Random(3)
    words = [chr(0x4E00 + n // 40) + chr(0x5E00 + n) for n in range(4000)]
    pages = [entries(chance, words) for _ in range(200)]
    before = {next(iter(block)): block for block in whole(pages)}
    after = list(changed(list(before), before.__getitem__, {words[7]: {0: (6, "")}}, 200))
    assert sum(block is not None for _, block in after) <= 3
    assert len(after) > 50


def test_blocks_are_in_the_order_of_a_page():
    terms = sorted(["\U00020001", "\uff5a", "a", "字"], key=in_order)
    assert terms == ["a", "字", "\U00020001", "\uff5a"]
    assert sorted_terms(["\uff5a", "a", "字", "\U00020001"]) == terms
    assert sorted_terms(["字", "a"]) == ["a", "字"]
    assert path_of("训练") == "terms/8/8bad-7ec3.js"
    assert path_of("con") == "terms/0/63-6f-6e.js"


def test_nothing_is_no_block():
    assert cut([], [], 10, last=True) == ([], {})
    assert list(changed(["a"], {"a": {"a": "A"}}.__getitem__, {"a": {0: None}}, 10)) == []


def test_a_block_ends_with_some_terms_and_before_it_is_too_large():
    chance = random.Random(4)
    terms = sorted({chr(0x4E00 + chance.randrange(20000)) for _ in range(2000)})
    blocks, rest = cut(terms, ["A" * chance.randrange(1, 30) for _ in terms], 200, last=False)
    assert [term for block in [*blocks, rest] for term in block] == terms
    sizes = [sum(len(term) + len(told) + 2 for term, told in block.items()) for block in blocks]
    assert 200 < min(sizes) <= max(sizes) <= 600 + 32
    assert sum(map(len, rest)) < 600
    assert len({len(block) for block in blocks}) > 3


def test_a_block_is_read_as_it_was_written():
    block = {"a": "AB-_", "训练": "A", "\U00020001": "zz"}
    assert block_of(block_text(block)) == block
    with pytest.raises(ValueError, match="sequence"):
        block_of("koushuSearch.block({});\n")


def test_blocks_of_large_sites_are_larger():
    assert smallest(1000) < smallest(20_000) < smallest(100_000)


def test_lists_that_are_written_as_text_in_between_are_the_same(monkeypatch):
    chance = random.Random(8)
    words = [chr(0x4E00 + n) for n in range(300)]
    pages = [entries(chance, words) for _ in range(60)]
    at_once = whole(pages)
    monkeypatch.setattr("koushu.search.lists._MANY", 100)
    assert whole(pages) == at_once
