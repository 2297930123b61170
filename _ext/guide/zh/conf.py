"""Facts about the guide in Chinese."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from guide.conf import *  # noqa: F403
from guide.conf import site_address

language = "zh_CN"
html_title = "口述使用指南"
html_baseurl = f"{site_address}guide/zh/"
web_tagline = "从 Hugo 文章到网站、PDF 书和 EPUB"
epub_basename = "koushu-guide-zh"
typst_documents = [("index", "koushu-guide-zh", "口述使用指南", "Koushu 编者", "book")]
