"""Classes that posts may give: all but those by which the site's own parts look and act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_is_reserved: Final = re.compile(
    r"(?:bd|pst|jb|post|navbar|skip|search|comments)-.*|theme-(?:change|switch).*|headerlink|permalink|recording|"
    r"dialogue-(?:data|notice)|cite-(?:form|label)|play-film|modal|prev-next.*"
).fullmatch


def without_reserved(classes: Iterable[str]) -> list[str]:
    """Return classes without those of the site's own parts."""
    return [name for name in classes if not _is_reserved(name)]
