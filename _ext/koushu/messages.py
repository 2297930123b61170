"""Every word that Koushu itself prints into a page, a book or a feed, in Chinese and English.

The language is that of the post in which the words stand, not of the site; one publication may hold both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FALLBACK: Final = "en"

# A pair is singular and plural, chosen by the value `count`.
_ENGLISH: Final[Mapping[str, str | tuple[str, str]]] = {
    # The post header.
    "author": "Author",
    "authors": "Authors",
    "by": "By {names}",
    "published": "Published",
    "published_on": "Published {date}",
    "updated": "Updated",
    "updated_on": "Updated {date}",
    "reading_time": "{count} min read",
    "words": ("{count:,} word", "{count:,} words"),
    "categories": "Categories",
    "tags": "Tags",
    "series": "Series",
    "draft": "Draft",
    # Lists of posts.
    "post": "Post",
    "posts": "Posts",
    "post_count": ("{count:,} post", "{count:,} posts"),
    "newest_posts": "Newest posts",
    "all_posts": "All posts",
    "no_posts": "No posts yet.",
    "read_more": "Read more",
    "archives": "Archives",
    "related": "Related posts",
    "withheld": ("{count} post withheld", "{count} posts withheld"),
    "withheld_until": "will appear on {date}",
    # Dialogue.
    "conversation": "Conversation",
    "conversation_of": "Conversation: {names}",
    "narration": "Narration",
    "speaker": "Speaker",
    "anonymous_speaker": "Speaker {number}",
    "speakers": "Speakers",
    "turn": "Turn",
    "permalink_turn": "Link to turn {number}, {name}",
    "turn_reference": "{name}, turn {number}",
    "scene_break": "Scene break",
    "time_code": "At {time}",
    # Parts of a page.
    "contents": "Contents",
    "on_this_page": "On this page",
    "footnotes": "Footnotes",
    "footnote": "Footnote {label}",
    "back_to_text": "Back to the text",
    "references": "References",
    "figure": "Figure {number}",
    "table": "Table {number}",
    "table_scroll": "Table; scroll to see all of it",
    "code_scroll": "Code; scroll to see all of it",
    "formula": "Formula",
    "formula_link": "Link to formula {number}",
    "permalink": "Link to this heading",
    "video": "Video",
    "video_at": "Watch on {provider}",
    "details": "Details",
    "task_done": "Done",
    "task_open": "Not done",
    "previous": "Previous",
    "next": "Next",
    "previous_post": "Previous post",
    "next_post": "Next post",
    # The site.
    "home": "Home",
    "navigation": "Site",
    "article_tools": "Page tools",
    "menu": "Menu",
    "close": "Close",
    "search": "Search",
    "search_placeholder": "Search the site",
    "search_results": "Search results",
    "skip_to_content": "Skip to the text",
    "back_to_top": "Back to top",
    "colour_theme": "Light, dark or as the system",
    "theme_light": "Light",
    "theme_dark": "Dark",
    "theme_auto": "As the system",
    "languages": "Languages",
    "page_not_found": "There is no page here",
    # The book.
    "cover": "Cover",
    "index": "Index",
    "accessible_all": "All text can be read aloud and enlarged; every image has a description.",
    "accessible_text": "All text can be read aloud and enlarged; some images have no description.",
    # Punctuation between words of ours.
    "colon": ": ",
    "comma": ", ",
}

_CHINESE: Final[Mapping[str, str | tuple[str, str]]] = {
    "author": "作者",
    "authors": "作者",
    "by": "{names}",
    "published": "发布",
    "published_on": "发布于 {date}",
    "updated": "更新",
    "updated_on": "更新于 {date}",
    "reading_time": "阅读约 {count} 分钟",
    "words": "{count:,} 字",
    "categories": "分类",
    "tags": "标签",
    "series": "系列",
    "draft": "草稿",
    "post": "文章",
    "posts": "文章",
    "post_count": "{count:,} 篇文章",
    "newest_posts": "最新文章",
    "all_posts": "全部文章",
    "no_posts": "还没有文章。",
    "read_more": "阅读全文",
    "archives": "归档",
    "related": "相关文章",
    "withheld": "{count} 篇文章未发布",
    "withheld_until": "将于 {date} 发布",
    "conversation": "对话",
    "conversation_of": "对话：{names}",
    "narration": "旁白",
    "speaker": "说话人",
    "speakers": "说话人",
    "turn": "发言",
    "permalink_turn": "第 {number} 段发言的链接，{name}",
    "turn_reference": "{name}，第 {number} 段",
    "scene_break": "分段",
    "time_code": "时间 {time}",
    "contents": "目录",
    "on_this_page": "本页目录",
    "footnotes": "脚注",
    "footnote": "脚注 {label}",
    "back_to_text": "返回正文",
    "references": "参考文献",
    "figure": "图 {number}",
    "table": "表 {number}",
    "table_scroll": "表格，可滚动查看",
    "code_scroll": "代码，可滚动查看",
    "formula": "公式",
    "formula_link": "公式 {number} 的链接",
    "permalink": "本节链接",
    "video": "视频",
    "video_at": "在 {provider} 观看",
    "details": "详情",
    "task_done": "已完成",
    "task_open": "未完成",
    "previous": "上一页",
    "next": "下一页",
    "previous_post": "上一篇",
    "next_post": "下一篇",
    "home": "首页",
    "navigation": "站点",
    "article_tools": "页面工具",
    "menu": "菜单",
    "close": "关闭",
    "search": "搜索",
    "search_placeholder": "搜索全站",
    "search_results": "搜索结果",
    "skip_to_content": "跳到正文",
    "back_to_top": "回到顶部",
    "colour_theme": "浅色、深色或随系统",
    "theme_light": "浅色",
    "theme_dark": "深色",
    "theme_auto": "随系统",
    "languages": "语言",
    "page_not_found": "这里没有页面",
    "cover": "封面",
    "index": "索引",
    "accessible_all": "全部文字可朗读、可放大；每幅图像都有文字说明。",
    "anonymous_speaker": "说话人 {number}",
    "accessible_text": "全部文字可朗读、可放大；部分图像没有文字说明。",
    "colon": "：",
    "comma": "、",
}

CATALOGUES: Final[Mapping[str, Mapping[str, str | tuple[str, str]]]] = {"en": _ENGLISH, "zh": _CHINESE}


def message(key: str, language: str, **values: object) -> str:
    """Return one of our strings in a language, with its values filled in.

    `language` is a BCP 47 tag or a Sphinx code (`zh-CN`, `zh_CN`); one without a catalogue reads English.
    `count` chooses between singular and plural. Raises `KeyError` for a key no catalogue has.
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    form = CATALOGUES.get(primary, CATALOGUES[FALLBACK])[key]
    if isinstance(form, tuple):
        form = form[0] if values.get("count") == 1 else form[1]
    return form.format(**values)
