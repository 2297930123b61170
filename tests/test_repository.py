"""Files by which other services know the project: they can be read, and name only what is there."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from conftest import ROOT

FILES = [
    *sorted((ROOT / ".github").rglob("*.yml")),
    ROOT / "CITATION.cff",
    ROOT / ".readthedocs.yaml",
    ROOT / ".pre-commit-config.yaml",
]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MADE = {"_build", "dist"}
"""Folders that a workflow makes itself."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_yaml(path) -> None:
    assert isinstance(yaml.safe_load(path.read_text("utf-8")), dict)


def test_hooks_and_snippets_can_be_read() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    snippets = json.loads((ROOT / "_ext/editors/koushu.code-snippets").read_text("utf-8"))
    assert all({"prefix", "body", "description"} <= set(one) for one in snippets.values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_more_rights_than_it_needs(path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    # YAML 1.1 reads the key `on` as true.
    assert "pull_request_target" not in workflow[True]
    assert "secrets." not in path.read_text("utf-8")
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_names_files_that_are_there(path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    commands = "\n".join(step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"])
    named = {
        name
        for name in re.findall(r"(?<![\w$\"/*])(?:\w+/)+[\w.-]+", commands)
        if name.split("/")[0] not in MADE
    }
    assert all((ROOT / name).exists() for name in named), named


def test_the_citation_has_what_its_format_asks() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["license"] in (ROOT / "pyproject.toml").read_text("utf-8")
    assert "version" not in citation, "the version has one place"
