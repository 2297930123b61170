"""Lists of pages as text, their blocks, and what an edit changes of them."""

import random

import pytest

from koushu.search.blocks import changed, cut, in_order, path_of, smallest
from koushu.search.lists import Lists
from koushu.search.postings import decode, differences, encode, number, tail
from koushu.search.records import Entry


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
        parts = tuple(sorted(chance.sample(range(40), chance.choice([1, 1, 1, 3]))))
        postings[page] = tail(Entry(chance.randrange(3), parts))
    assert decode(encode(postings.items())) == postings


def entries(chance, words):
    return {term: tail(Entry(chance.randrange(3), (0,))) for term in chance.sample(words, 60)}


def whole(pages):
    lists = Lists()
    for page, tails in enumerate(pages):
        groups = {told: [term for term, one in tails.items() if one == told] for told in tails.values()}
        lists.add(page, groups.items())
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
    for page, tails in enumerate(new):
        old = pages[page] if page < len(pages) else {}
        for term in old.keys() | tails.keys():
            if old.get(term) != tails.get(term):
                edits.setdefault(term, {})[page] = tails.get(term)
    after = list(changed(list(before), before.__getitem__, edits, 200))
    assert [block or before[first] for first, block in after] == whole(new)
    assert [first for first, _ in after] == [next(iter(block)) for block in whole(new)]


def test_an_edit_changes_few_blocks():
    chance = random.Random(3)
    words = [chr(0x4E00 + n // 40) + chr(0x5E00 + n) for n in range(4000)]
    pages = [entries(chance, words) for _ in range(200)]
    before = {next(iter(block)): block for block in whole(pages)}
    after = list(changed(list(before), before.__getitem__, {words[7]: {0: (4, "")}}, 200))
    assert sum(block is not None for _, block in after) <= 3
    assert len(after) > 50


def test_blocks_are_in_the_order_of_a_page():
    terms = sorted(["\U00020001", "\uff5a", "a", "字"], key=in_order)
    assert terms == ["a", "字", "\U00020001", "\uff5a"]
    assert path_of("训练") == "terms/8b/8bad-7ec3.js"
    assert path_of("con") == "terms/0/63-6f-6e.js"


def test_nothing_is_no_block():
    assert cut([], 10, last=True) == ([], {})
    assert list(changed(["a"], {"a": {"a": "A"}}.__getitem__, {"a": {0: None}}, 10)) == []


def test_blocks_of_large_sites_are_larger():
    assert smallest(1000) < smallest(5000) < smallest(100_000)


def test_lists_that_are_written_as_text_in_between_are_the_same(monkeypatch):
    chance = random.Random(8)
    words = [chr(0x4E00 + n) for n in range(300)]
    pages = [entries(chance, words) for _ in range(60)]
    at_once = whole(pages)
    monkeypatch.setattr("koushu.search.lists._MANY", 100)
    assert whole(pages) == at_once
