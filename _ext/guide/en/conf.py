"""Facts about the guide in English."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from guide.conf import *  # noqa: F403
from guide.conf import site_address

language = "en"
html_title = "Koushu guide"
html_baseurl = f"{site_address}guide/en/"
web_tagline = "From Hugo posts to a web site, a PDF book and an EPUB"
epub_basename = "koushu-guide"
typst_documents = [("index", "koushu-guide", "Koushu guide", "The Koushu authors", "book")]
