"""The cases of `attacks/`, read and laid out as sites; `attacks/README.md` says how one is written."""

from __future__ import annotations

import os
import re
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "attacks"
HEALTHY = {
    "posts/healthy/one.md": "---\ntitle: Healthy one\ndate: 2024-01-02\ntags: [well]\n---\n\nWords of health one.\n",
    "posts/healthy/two.md": (
        "---\ntitle: Healthy two\ndate: 2024-01-03\nauthor: Ann\n---\n\n## Heading of health\n\n"
        "Words of health two, see [one](one.md) and $x$.\n"
    ),
}
_FILE = re.compile(r"^==== ", re.MULTILINE)
_REPEATED = re.compile(r"«(\d+)×(.*?)»", re.DOTALL)
_MARK = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt\\]))")
_PLAIN = {"n": b"\n", "r": b"\r", "t": b"\t", "\\": b"\\"}


@dataclass(frozen=True)
class Said:
    kind: str
    file: str
    line: int


@dataclass(frozen=True)
class Case:
    name: str
    sentence: str
    files: dict[str, bytes | Path]
    """Name -> contents, or what a link leads to."""
    says: list[Said] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    conf: tuple[str, ...] = ()
    seconds: float = 0
    alone: bool = False

    @property
    def folder(self) -> str:
        return f"posts/{self.name}"

    def path(self, file: str) -> str:
        """Return where a file of the case lies below the site."""
        return file[1:] if file.startswith("/") else f"{self.folder}/{file}"


def read_cases() -> list[Case]:
    return [read_case(path) for path in sorted(FOLDER.glob("*/*.txt"))]


def read_case(path: Path) -> Case:
    head, *files = _FILE.split(path.read_text(encoding="utf-8"))
    sentence, *lines = head.strip().splitlines()
    said: dict[str, list[str]] = {}
    for line in filter(None, lines):
        key, _, value = line.partition(": ")
        said.setdefault(key, []).append(value)
    unknown = said.keys() - {"says", "shows", "never", "nowhere", "conf", "seconds", "alone"}
    assert not unknown, f"{path}: {unknown}"
    return Case(
        name=f"{path.parent.name}/{path.stem}",
        sentence=sentence,
        files=dict(_file(one) for one in files),
        says=[_said(one) for one in said.get("says", [])],
        shows=said.get("shows", []),
        never=said.get("never", []),
        nowhere=said.get("nowhere", []),
        conf=tuple(said.get("conf", [])),
        seconds=float(said.get("seconds", ["0"])[0]),
        alone="alone" in said,
    )


def _said(text: str) -> Said:
    kind, *rest = text.split(" ")
    given = dict(zip(rest[::2], rest[1::2], strict=True))
    return Said(kind, given.get("in", "post.md"), int(given.get("at", 0)))


def _file(text: str) -> tuple[str, bytes | Path]:
    head, _, body = text.partition("\n")
    if " -> " in head:
        name, _, target = head.partition(" -> ")
        return name, Path(target)
    if head.endswith(", with marks"):
        return os.fsdecode(_marked(head.removesuffix(", with marks"))), _marked(body)
    if ", picture " in head:
        name, _, size = head.partition(", picture ")
        width, height = map(int, size.split("x"))
        return name, picture(width, height)
    return head, body.encode()


def _marked(text: str) -> bytes:
    """Return a text with its repetitions and escapes worked in, the inner ones first."""
    while "«" in text:
        inner = re.search(r"«(\d+)×([^«»]*)»", text)
        assert inner, text[:200]
        times = int(inner[1])
        many = (
            "".join(inner[2].replace("#", str(n)) for n in range(times))
            if "n#" in inner[2]
            else inner[2] * times
        )
        text = text[: inner.start()] + many + text[inner.end() :]
    parts: list[bytes] = []
    end = 0
    for found in _MARK.finditer(text):
        parts.append(text[end : found.start()].encode())
        byte, four, eight, plain = found.groups()
        if byte:
            parts.append(bytes([int(byte, 16)]))
        else:
            parts.append(
                _PLAIN[plain] if plain else chr(int(four or eight, 16)).encode("utf-8", "surrogatepass")
            )
        end = found.end()
    parts.append(text[end:].encode())
    return b"".join(parts)


def picture(width: int, height: int) -> bytes:
    """Return a white PNG of that size, packed as small as it can be."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.compress(
        row * (height % 100)
    )
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", data + packer.flush())
        + chunk(b"IEND", b"")
    )


def lay_out(root: Path, cases: list[Case]) -> Path:
    """Write a site with these cases and two healthy posts into a folder, and return the site's own."""
    site = root / "site"
    outside = root / "outside"
    outside.mkdir(parents=True)
    for suffix in ("txt", "png", "mp3", "mp4", "bib", "md"):
        (outside / f"secret.{suffix}").write_bytes(_SECRETS.get(suffix, b"PLANTED-SECRET\n"))
    files: dict[str, bytes | Path] = {
        "index.md": b"# Home\n\nWords of the home page.\n",
        **{name: text.encode() for name, text in HEALTHY.items()},
    }
    for case in cases:
        files |= {case.path(name): data for name, data in case.files.items()}
    files["conf.py"] = _configuration(cases, files).encode()
    for name, data in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, Path):
            path.symlink_to(data)
        else:
            path.write_bytes(data)
    return site


_DELIMITERS = {"block": [["$$", "$$"]], "inline": [["\\(", "\\)"], ["$", "$"]]}
_FORMULAS = {"goldmark": {"extensions": {"passthrough": {"enable": True, "delimiters": _DELIMITERS}}}}
_SECRETS = {
    "bib": b"@book{secret, title={PLANTED-SECRET}, author={A}, year={2020}}\n",
    "md": b"# PLANTED-SECRET\n",
    # A picture, so that nothing but its place keeps it out.
    "png": picture(2, 2).replace(b"IEND", b"tEXtPLANTED-SECRETIEND"),
}


def _configuration(cases: list[Case], files: dict[str, bytes | Path]) -> str:
    bibliographies = sorted(name for name in files if name.endswith(".bib"))
    lines = [
        "# PLANTED-CONF",
        'project = "Attacks"',
        'author = "Nobody"',
        'extensions = ["koushu", "sphinxcontrib.bibtex", "sphinx_design"]',
        'source_suffix = {".md": "hugo"}',
        'html_theme = "sphinx_book_theme"',
        'html_baseurl = "https://site.example/"',
        f"bibtex_bibfiles = {bibliographies!r}",
        'typst_documents = [("index", "book", "Attacks", "Nobody", "book")]',
        f"hugo_markup = {_FORMULAS!r}",
        *sorted({line for case in cases for line in case.conf}),
    ]
    return "\n".join(lines) + "\n"
