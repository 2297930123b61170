"""The three outputs of a publication: which builder makes each, and where it lies in the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """One format: the name users know it by, Sphinx's builder, and how to find the product."""

    name: str
    builder: str
    product: str
    """A glob of the product inside the folder of the format."""
    single_file: bool = True
    """The builder's folder is kept aside, and only the product is put where readers look for it."""

    def folder(self, out: Path) -> Path:
        """Return the folder in which the user finds the product."""
        return out / self.name

    def work_folder(self, out: Path) -> Path:
        """Return the folder into which the builder writes."""
        return out / ".work" / self.name if self.single_file else self.folder(out)

    def find(self, folder: Path) -> list[Path]:
        """Return the product in a folder, in several volumes if it is divided, or nothing."""
        return sorted(folder.glob(self.product), key=lambda path: (len(path.name), path.name))


OUTPUTS = (
    Output("html", "html", "index.html", single_file=False),
    Output("pdf", "typstpdf", "*.pdf"),
    Output("epub", "epub", "*.epub"),
)


def chosen(formats: tuple[str, ...], *, folders: bool = False) -> tuple[Output, ...]:
    """Return the outputs that were named, or all; with `folders`, each web page is a folder of its own."""
    named = (output for output in OUTPUTS if not formats or output.name in formats)
    return tuple(replace(one, builder="dirhtml") if folders and one.name == "html" else one for one in named)
