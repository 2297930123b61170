"""What the preview says in a page, in the language of the publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "language": "en",
        "preview": "Preview",
        "building": "Building …",
        "first_build": "The site is built for the first time. This page will follow by itself.",
        "draft": "Draft: not published yet",
        "future": "Not published before {date}",
        "expired": "No longer published since {date}",
        "warnings": "{count} warnings",
        "elsewhere": "{count} warnings on other pages",
        "none": "No warnings",
        "failed": "The site could not be built. What you see is the last that could.",
        "lost": "The preview has ended. Pages no longer follow.",
        "pdf": "PDF",
        "pdf_pages": "Pages of the PDF",
        "pdf_page": "Page {number}",
        "line": "line {line}",
        "edit": "Edit",
    },
    "zh": {
        "language": "zh",
        "preview": "预览",
        "building": "正在构建……",
        "first_build": "第一次构建需要一些时间，完成后本页会自动出现。",
        "draft": "草稿：尚未发布",
        "future": "将于 {date} 发布",
        "expired": "自 {date} 起不再发布",
        "warnings": "{count} 条警告",
        "elsewhere": "其他页面有 {count} 条警告",
        "none": "没有警告",
        "failed": "站点未能构建，这里显示的是上一次的结果。",
        "lost": "预览已经结束，页面不再更新。",
        "pdf": "PDF",
        "pdf_pages": "PDF 的页面",
        "pdf_page": "第 {number} 页",
        "line": "第 {line} 行",
        "edit": "编辑",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """Return the words for a BCP 47 tag; English for one that is not known."""
    return _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
