"""Every directive and role that posts may use; those of Koushu's own with their options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst import directives, roles

from guide.facts.described import described
from guide.facts.markdown import code, directive
from koushu.hugo.allowed import DIRECTIVES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable


def own_directives() -> dict[str, type]:
    """Return our directives by name, as the running Sphinx knows them."""
    found: dict[str, type] = getattr(directives, "_directives", {})
    return {
        name: one for name, one in found.items() if str(getattr(one, "__module__", "")).startswith("koushu.")
    }


def own_roles() -> list[str]:
    """Return the names of our roles, as the running Sphinx knows them."""
    found: dict[str, object] = getattr(roles, "_roles", {})
    return [name for name, one in found.items() if type(one).__module__.startswith("koushu.")]


def directive_reference(name: str, language: str) -> str:
    """Return a description of one directive of ours: what it makes, and its options."""
    one = own_directives()[name]
    argument = f"{{{name}}}"
    rows = [
        f"`{option}`\n: {described('directives', f'{name}.{option}', language)}\n"
        for option in getattr(one, "option_spec", None) or ()
    ]
    body = "\n".join([f"{described('directives', name, language)}\n", *rows])
    return directive("markup", argument, {}, body)


def role_reference(name: str, language: str) -> str:
    """Return a description of one role of ours."""
    return directive("text-role", f"{{{name}}}", {}, described("roles", name, language))


def allowed(kind: str, _language: str) -> str:
    """Return the names of all `directives` or `roles` that posts may use, ours among them, domains apart."""
    found = {"directives": DIRECTIVES, "roles": ROLES}[kind]
    plain = [name for name in found if ":" not in name and not name.startswith("bdg-")]
    domains = sorted({name.partition(":")[0] for name in found if ":" in name})
    groups = [plain, *([name for name in found if name.startswith(f"{one}:")] for one in domains)]
    badges = [name for name in found if name.startswith("bdg-")]
    return "\n\n".join(_spans(group) for group in (*groups, badges) if group) + "\n"


def _spans(found: Iterable[str]) -> str:
    return ", ".join(code(name) for name in sorted(found))
