"""What the script of a dialogue needs to know of its page: where it stands, and words in its language."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Final

from koushu.dialogue.extract_store import conversation_of
from koushu.dialogue.page.cards import printed_name
from koushu.messages import message
from koushu.posts.catalogue import catalogue_of, site_language

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_MARKUP: Final = re.compile(r"<[^>]*>")
_WORDS: Final = (
    "only",
    "only_speaker",
    "show_all",
    "turns_shown",
    "all_turns_shown",
    "cite_turn",
    "close",
    "copy_link",
    "copy_with_source",
    "copy_citation",
    "citation",
    "citation_plain",
    "cited_title",
    "accessed",
    "remark",
    "copied",
    "copy_by_hand",
    "play_from",
    "turn_has_changed",
    "turn_is_gone",
    "attribution",
    "and_others",
    "clause",
    "comma",
)
_BLANKS: Final = {
    name: f"{{{name}}}" for name in ("name", "count", "total", "number", "title", "date", "time")
}


def data_block(env: BuildEnvironment, docname: str) -> str:
    """Return the element that holds the data of one page as JSON, which no page can break out of."""
    text = json.dumps(page_data(env, docname), ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/json" class="dialogue-data">{text}</script>\n'


def page_data(env: BuildEnvironment, docname: str) -> dict[str, object]:
    """Return title, authors, site, date of publication (ISO 8601), names by speaker, and words of a page."""
    conversation = conversation_of(env, docname)
    speakers = conversation.speakers if conversation else ()
    post = catalogue_of(env).by_docname.get(docname)
    config = env.config
    language = post.language if post else site_language(config)
    title = post.title if post else env.titles[docname].astext() if docname in env.titles else docname
    return {
        "title": title,
        "authors": list(post.meta.authors) if post else [],
        "site": unescape(_MARKUP.sub("", str(config.html_title or config.project))),
        "date": post.meta.date.date().isoformat() if post and post.meta.date else "",
        "speakers": {one.id: printed_name(one, language) for one in speakers},
        "words": {name: message(name, language, **_BLANKS) for name in _WORDS},
    }
