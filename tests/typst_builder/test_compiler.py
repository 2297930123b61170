"""The compiler takes no more than the time it is given, and names what takes more."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from koushu.books import drawing, typst_workers
from koushu.typst_builder import compiler as compiler_module
from koushu.typst_builder.compiler import CompilationFailed, Compiler, CompilerDied

if TYPE_CHECKING:
    from pathlib import Path

SLOW = "for a in range(100000) { for b in range(100000) { str(a) } }"
TITLE = '#set document(title: "x")\n'
pytest.importorskip("resource", reason="no limit of processor time on this system")


def test_a_document_that_takes_too_long_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler_module, "_SECONDS", 0.5)
    source = tmp_path / "main.typ"
    source.write_text(f"#{{ {SLOW} }}\n")
    compiler = Compiler([])
    with pytest.raises(CompilerDied, match="seconds of processor time"):
        compiler.compile(source, timestamp=0)
    with pytest.raises(CompilerDied, match="seconds of processor time"):
        compiler.draw(source)
    source.write_text("Words.\n")
    assert compiler.compile(source, timestamp=0, standards=())[0].startswith(b"%PDF")
    assert compiler.draw(source)[0].startswith(b"\x89PNG")


def test_statements_that_take_too_long_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler_module, "_TRIALS", 0.5)
    statements = ["[fine]", f"{{ {SLOW} }}", "nosuch", "[well]", f"{{ {SLOW}; [other] }}"]
    failed = Compiler([]).failures(statements, tmp_path, TITLE, seconds=0.05)
    assert {index: "processor time" in found.message for index, found in failed.items()} == {
        1: True,
        2: False,
        4: True,
    }


def test_many_that_fail_are_told_from_many_that_do_not(tmp_path: Path) -> None:
    statements = [f"nosuch{number}" if number % 2 else f"[{number}]" for number in range(200)]
    assert sorted(Compiler([]).failures(statements, tmp_path, TITLE)) == list(range(1, 200, 2))


def test_threads_share_no_process(tmp_path: Path) -> None:
    compiler, together = Compiler([]), threading.Barrier(4)

    def made(number: int) -> bytes:
        source = tmp_path / f"{number}.typ"
        source.write_text(f"{TITLE}Words of {number}.\n")
        together.wait()
        return compiler.compile(source, timestamp=0)[0]

    with ThreadPoolExecutor(4) as pool:
        apart = list(pool.map(made, range(4)))
    assert apart == [compiler.compile(tmp_path / f"{number}.typ", timestamp=0)[0] for number in range(4)]


def test_a_drawing_that_takes_too_long_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "busy.py"
    program.write_text(
        "import json, resource, sys\nfor line in sys.stdin:\n"
        "    resource.setrlimit(resource.RLIMIT_CPU, (1, 9))\n    while True: pass\n"
    )
    monkeypatch.setattr(typst_workers, "_PROGRAM", program)
    drawing._workers.cache_clear()
    made = drawing.convert_image(b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".svg", "pdf")
    drawing._workers.cache_clear()
    assert not made.data
    assert "cannot be drawn" in made.fault


def test_what_the_compiler_refuses_is_no_death(tmp_path: Path) -> None:
    source = tmp_path / "main.typ"
    source.write_text("#nosuch\n")
    with pytest.raises(CompilationFailed, match="unknown variable") as found:
        Compiler([]).compile(source, timestamp=0)
    assert not isinstance(found.value, CompilerDied)
    assert found.value.diagnostic.line_in(source) == 1
