"""What editors are told of front matter, the register and `conf.py` is what the program reads."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import editor_schemas
from conftest import ROOT, SHARED
from koushu.dialogue.cast.speaker_fields import FIELDS, FieldReader
from koushu.dialogue.recognition.options import Mode, read_options
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.metadata.page_meta import PageMeta
from koushu.hugo.source import decode_source

SPEAKERS, FRONT = editor_schemas.read("speakers"), editor_schemas.read("front-matter")
REGISTRY = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in (SPEAKERS, FRONT))


def faults(schema, value) -> list[str]:
    """Return what a schema finds wrong with a value, dates being texts as an editor sees them."""
    return [one.message for one in Draft202012Validator(schema, registry=REGISTRY).iter_errors(_texts(value))]


def _texts(value):
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("name", ["front-matter", "speakers", "settings"])
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(editor_schemas.read(name))


def test_settings_are_those_of_the_code() -> None:
    assert editor_schemas.SETTINGS.read_text("utf-8") == editor_schemas.written(
        editor_schemas.settings_schema()
    ), "run tests/editor_schemas.py"


def test_fields_of_a_speaker_are_those_of_the_code() -> None:
    told = set(SPEAKERS["$defs"]["speaker"]["properties"])
    assert set(FIELDS) <= told
    for name in told - set(FIELDS):
        reader = FieldReader()
        reader.entries({"a": {"name": "A", name: None}})
        assert reader.problems == [], name


def test_fields_of_front_matter_are_those_of_the_code() -> None:
    told = {name.lower() for name in FRONT["properties"]}
    fields = {name.replace("_", "") for name in PageMeta.__slots__} - {"format", "iscjk"}
    assert fields <= told
    modes = FRONT["properties"]["dialogue"]["anyOf"][0]["enum"]
    assert set(Mode) <= set(modes)
    for name in FRONT["properties"]["dialogue"]["anyOf"][1]["properties"]:
        problems = read_options({name: "on" if name == "mode" else "narration"})[1]
        assert problems == (), name


@pytest.mark.parametrize(
    "text",
    [
        "speakers: {a: {name: A, colour: 9}}",
        "speakers: {a: {nmae: A}}",
        "dialogue: maybe",
        "draft: perhaps",
        "weight: heavy",
        "date: yesterday",
        "syntax: rst",
    ],
)
def test_what_is_wrong_is_found(text: str) -> None:
    assert faults(FRONT, yaml.safe_load(text))


@pytest.mark.parametrize("path", sorted((ROOT / "posts").rglob("*.md")), ids=lambda path: path.stem)
def test_our_own_posts_are_valid(path) -> None:
    front = split_front_matter(decode_source(path.read_bytes()).text)
    spelled = {name.lower(): name for name in FRONT["properties"]}
    assert faults(FRONT, {spelled.get(key, key): value for key, value in front.data.items()}) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is not there")
def test_posts_of_others_are_valid() -> None:
    spelled = {name.lower(): name for name in FRONT["properties"]}
    found = {}
    for path in sorted(SHARED.glob("dialogue-samples/**/*.md")):
        front = split_front_matter(decode_source(path.read_bytes()).text)
        if wrong := faults(FRONT, {spelled.get(key, key): value for key, value in front.data.items()}):
            found[path.name] = wrong
    assert found == {}
