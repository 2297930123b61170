"""CPU seconds and memory of the two PDF routes on the same book: Typst, and XeLaTeX by latexmk."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from growth import EXT, OURS, cpu_of

from posts import write_publication

# A process of its own, so that its time and memory are those of the compiler alone.
COMPILE = f"""
import resource, sys, time
sys.path.insert(0, {str(EXT)!r})
from pathlib import Path
from koushu.typst_builder.compiler import Compiler
from koushu.typst_builder.fonts import find_fonts
compiler = Compiler(find_fonts([]).paths)
start = time.process_time()
pdf, _ = compiler._run(Path(sys.argv[1]), Path(sys.argv[1]).parent, 0, ["a-2a", "ua-1"])
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(pdf))
"""


def compile_typst(main: Path) -> tuple[float, float, int]:
    """Return CPU seconds, megabytes at most, and bytes of the PDF of one Typst document."""
    run = subprocess.run(
        [sys.executable, "-c", COMPILE, str(main)], check=True, capture_output=True, text=True
    )
    seconds, memory, size = run.stdout.split()
    return float(seconds), float(memory), int(size)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "site", Path(name) / "out"
        write_publication(source, count, OURS)
        sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", str(out / "doctrees")]
        rows = {
            "reading and writing Typst source": cpu_of(
                [*sphinx, "-E", "-b", "typst", str(source), str(out / "typst")]
            ),
            "writing Typst source, nothing to read": cpu_of(
                [*sphinx, "-b", "typst", str(source), str(out / "typst")]
            ),
        }
        rows["Typst, tagged as PDF/A-2a and PDF/UA-1"], memory, size = compile_typst(
            out / "typst" / "main.typ"
        )
        pdf = [*sphinx, "-b", "typstpdf", str(source), str(out / "pdf")]
        cpu_of(pdf)
        # The whole is as it was and is not compiled again.
        parts = cpu_of([*pdf, "-D", "posts_parts=post"]) - cpu_of(pdf)
        if shutil.which("latexmk"):
            cpu_of([*sphinx, "-b", "latex", str(source), str(out / "latex")])
            rows["XeLaTeX"] = cpu_of(["make", "-C", str(out / "latex"), "all-pdf"])
        print(f"{count} posts")
        for what, value in rows.items():
            print(f"{value:8.1f}  {what}")
        print(f"{memory:8.0f}  MB at most for Typst, {size / 1e6:.1f} MB of PDF")
        print(f"{parts / count * 1000:8.0f}  ms for the PDF of each single post")
        if "XeLaTeX" in rows:
            ratio = rows["XeLaTeX"] / rows["Typst, tagged as PDF/A-2a and PDF/UA-1"]
            print(f"Typst : XeLaTeX = 1 : {ratio:.1f}")


if __name__ == "__main__":
    main()
