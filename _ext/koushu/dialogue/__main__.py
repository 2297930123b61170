"""`python -m koushu.dialogue FILE…` prints what is recognised in Markdown files, without a Sphinx build."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from koushu.dialogue.recognition.source import read_post

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one JSON object, file name without `.md` -> items in document order; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m koushu.dialogue", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a Markdown file")
    found = {path.stem: read_post(path.read_bytes()).as_json() for path in parser.parse_args(arguments).files}
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
