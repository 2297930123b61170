"""What is wrong with one call is said once, wherever the call stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication


@pytest.mark.parametrize(
    "source", ["[t]({{< ref >}})", "![t]({{< relref >}})", "{{< ref >}}", "`{{< ref >}}`", "## a {{< ref >}}"]
)
def test_a_call_without_its_argument(publication: Callable[..., Publication], source: str) -> None:
    built = publication({"a.md": f"---\ntitle: A\n---\n\n{source}\n"}, extensions=["koushu.hugo"])
    said = [line for line in built.warnings if "[hugo.shortcode]" in line]
    assert len(said) == 1, built.warnings
    assert said[0].startswith("a.md:5: WARNING: ")
