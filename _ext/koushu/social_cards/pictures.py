"""The image of each page: the author's own where front matter names one, else a card with its words."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from koushu.config import WebSettings, settings
from koushu.lists.pictures import place_picture
from koushu.messages import message
from koushu.page_store import SITES, note_outputs
from koushu.pictures import picture_size
from koushu.posts.addresses import absolute
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import front_matter_picture
from koushu.posts.header import printed_date
from koushu.posts.post_speakers import speakers_of_post
from koushu.posts.publication import publication_of, site_address
from koushu.posts.rebuilding.standing_values import while_lists_stand
from koushu.problems import Kind, Problem, report
from koushu.social_cards.card import HEIGHT, MEDIA_TYPE, WIDTH, Card, Picture
from koushu.social_cards.drawing import draw, publish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from koushu.posts.records import Post

_FOLDER: Final = "cards"
# What all networks show; a drawing in SVG is none of them.
_SHOWN: Final = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})


def picture_of_page(app: Sphinx, pagename: str) -> Picture | None:
    """Return the image of a page; None where the site has no address, or shall have no cards."""
    if app.builder.name not in SITES or not site_address(app.config):
        return None
    post = catalogue_of(app).by_docname.get(pagename)
    own = _own(app, post) if post else None
    if own or not _draws(app):
        return own
    card = _card_of_post(app, post) if post and not post.is_section else _card_of_site(app)
    alt = " · ".join(filter(None, (card.title, card.site)))
    return Picture(_address(app, f"{_FOLDER}/{card.file_name}"), alt, WIDTH, HEIGHT, MEDIA_TYPE)


def _own(app: Sphinx, post: Post) -> Picture | None:
    """Return the image that front matter names, which may lie on another site."""
    named = front_matter_picture(app, post)
    if named.startswith(("http://", "https://")):
        return Picture(quote(named, safe=":/?#[]@!$&'()*+,;=%~"), post.title)
    if Path(named).suffix.lower() not in _SHOWN:
        return None
    name = place_picture(app, named)
    if not name:
        return None
    width, height = picture_size(Path(app.srcdir, named)) or (0, 0)
    return Picture(_address(app, name), post.title, width, height, mimetypes.guess_type(named)[0] or "")


def _address(app: Sphinx, name: str) -> str:
    return absolute(site_address(app.config), quote(f"{app.builder.imagedir}/{name}"))


def _draws(app: Sphinx) -> bool:
    # The setting is that of the feature whose pages name the cards; without it none are wanted.
    return "web_social_cards" in app.config and settings(app.config, WebSettings).social_cards


def _card_of_post(app: Sphinx, post: Post) -> Card:
    authors = message("comma", post.language).join(post.meta.authors)
    date = printed_date(post.meta.date, post.language) if post.meta.date else ""
    return Card(
        title=post.title,
        language=post.language,
        site=publication_of(app.config).title,
        speakers=tuple(one.name for one in speakers_of_post(app, post.docname)),
        byline=" · ".join(filter(None, (authors, date))),
    )


def _card_of_site(app: Sphinx) -> Card:
    own = publication_of(app.config)
    return Card(title=own.title, language=own.language, byline=own.tagline)


def draw_cards(app: Sphinx, error: Exception | None) -> None:
    """Draw the cards of all posts that have no image of their own, and put them into the site (`build-finished`)."""
    if error is not None or app.builder.name not in SITES:
        return
    made: list[dict[str, str]] = []

    def make() -> dict[str, str]:
        made.append(_draw_all(app))
        return made[0]

    faults = while_lists_stand(app, "social-cards", make)
    if faults and not made:
        # What could not be drawn then may be now.
        faults = make()
    for path, fault in faults.items():
        report(Problem(Kind.SOCIAL_CARD, 1, f"the image for networks could not be drawn ({fault})"), path)


def _draw_all(app: Sphinx) -> dict[str, str]:
    """Return of which files the card could not be drawn, and why."""
    found = _cards(app)
    cards = {card.file_name: path for card, path in found}
    store = Path(app.doctreedir, _FOLDER)
    faults = draw([card for card, _ in found], store)
    folder = Path(app.outdir, app.builder.imagedir)
    publish(cards, store, folder / _FOLDER)
    note_outputs(app.config, [*(folder / _FOLDER / name for name in cards), *_own_files(app, folder)])
    return {cards[name]: fault for name, fault in faults.items()}


def _own_files(app: Sphinx, folder: Path) -> Iterator[Path]:
    """Yield the files of the images that posts name and no document shows."""
    for post in catalogue_of(app).posts if site_address(app.config) else ():
        named = front_matter_picture(app, post)
        if (
            Path(named).suffix.lower() in _SHOWN
            and named not in app.env.images
            and (name := place_picture(app, named))
        ):
            yield folder / name


def _cards(app: Sphinx) -> list[tuple[Card, str]]:
    """Return each card that pages name, and the file that it tells of."""
    posts = catalogue_of(app).posts
    if not _draws(app) or not site_address(app.config) or not posts:
        return []
    own = [post for post in posts if not post.is_section and not _own(app, post)]
    found = [(_card_of_post(app, post), str(app.env.doc2path(post.docname))) for post in own]
    return [(_card_of_site(app), str(app.env.doc2path(app.config.root_doc))), *found]
