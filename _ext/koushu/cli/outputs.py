"""The outputs of a publication: which builder makes each, and where it lies in the end."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from koushu.record import record


@record
class Output:
    """One format: the name users know it by, Sphinx's builder, and how to find the product."""

    name: str
    builder: str
    product: str
    """A glob of the product inside the folder of the format."""
    single_file: bool = True
    """The builder's folder is kept aside, and only the product is put where readers look for it."""
    apart: str = ""
    """Folder in which books of single posts are made, apart from all else."""

    @property
    def key(self) -> str:
        """Return the name under which it is known what was made last."""
        return f"{self.apart} {self.name}" if self.apart else self.name

    def folder(self, out: Path) -> Path:
        """Return the folder in which the user finds the product."""
        return out / self.name

    def work_folder(self, out: Path) -> Path:
        """Return the folder into which the builder writes."""
        return out / ".work" / self.apart / self.name if self.single_file else self.folder(out)

    def doctrees(self, out: Path) -> Path:
        """Return the folder of what was read of the sources, which the formats share."""
        return out / ".work" / self.apart / "doctrees"

    def find(self, folder: Path) -> list[Path]:
        """Return the product in a folder, in several volumes if it is divided, or nothing."""
        return sorted(folder.glob(self.product), key=lambda path: (len(path.name), path.name))

    def deliver(self, out: Path) -> Path | None:
        """Put the product where the user looks for it, and nothing else; return its place, the first of several.

        Books of several posts are told by their folder.
        """
        work, folder = self.work_folder(out), self.folder(out)
        products = self.find(work)
        if not products or not self.single_file:
            return next(iter(products), None)
        places = [self._place(product.relative_to(work)) for product in products]
        if not self.apart:
            for old in {path.relative_to(folder) for path in folder.glob(self.product)} - {*places}:
                (folder / old).unlink()
        for product, place in zip(products, places, strict=True):
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            # Copied beside and renamed, so that a reader never sees half a file.
            part = target.with_name(f"{target.name}.part")
            shutil.copyfile(product, part)
            part.replace(target)
        return folder if self.apart and len(places) > 1 else folder / places[0]

    def _place(self, product: Path) -> Path:
        """Return where a product goes: a book of a post to the path of its page, in no folder of its own name."""
        if not self.apart:
            return product
        inside = Path(*product.parts[1:])
        return (
            inside.parent.with_name(inside.name)
            if inside.parent.name == inside.stem and inside.parent.name
            else inside
        )


OUTPUTS = (
    Output("html", "html", "index.html", single_file=False),
    Output("pdf", "typstpdf", "*.pdf"),
    Output("epub", "epub", "*.epub"),
)
_PARTS = "parts"
PARTS = (
    Output("pdf", "typstpdf", "downloads/**/*.pdf", apart=_PARTS),
    Output("epub", "epub", "downloads/**/*.epub", apart=_PARTS),
)
"""Books of single posts and series, from a reading of their own."""


def chosen(formats: tuple[str, ...], *, folders: bool = False, parts: bool = False) -> tuple[Output, ...]:
    """Return the outputs that were named, or all; with `folders`, each web page is a folder of its own."""
    named = (output for output in (PARTS if parts else OUTPUTS) if not formats or output.name in formats)
    return tuple(replace(one, builder="dirhtml") if folders and one.name == "html" else one for one in named)
