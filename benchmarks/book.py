"""CPU seconds of the two PDF routes on the same book: Typst, and XeLaTeX by latexmk."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from growth import OURS, cpu_of

from posts import write_publication


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "site", Path(name) / "out"
        write_publication(source, count, OURS)
        sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", str(out / "doctrees")]
        cpu_of([*sphinx, "-b", "typst", str(source), str(out / "typst")])
        seconds = {
            "reading and writing Typst source": cpu_of(
                [*sphinx, "-E", "-b", "typst", str(source), str(out / "typst")]
            )
        }
        seconds["the same with the PDF"] = cpu_of(
            [*sphinx, "-E", "-b", "typstpdf", str(source), str(out / "pdf")]
        )
        compile_typst = seconds["the same with the PDF"] - seconds["reading and writing Typst source"]
        if shutil.which("latexmk"):
            cpu_of([*sphinx, "-b", "latex", str(source), str(out / "latex")])
            seconds["XeLaTeX"] = cpu_of(["make", "-C", str(out / "latex"), "all-pdf"])
        for what, value in seconds.items():
            print(f"{value:8.1f}  {what}")
        print(f"{compile_typst:8.1f}  Typst alone")
        if "XeLaTeX" in seconds:
            print(f"Typst : XeLaTeX = 1 : {seconds['XeLaTeX'] / compile_typst:.1f}")


if __name__ == "__main__":
    main()
