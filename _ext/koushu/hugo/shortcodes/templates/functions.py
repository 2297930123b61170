"""The functions that a site's templates may call, by all their names.

Those of `FUNCTIONS` take plain values and return one. Those of `BOUND` need the page, the site or the work that has
been done, and are given when a template is run.
Source: Hugo, "Functions"; Go, package text/template, "Functions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from koushu.hugo.shortcodes.templates.codes import CODES
from koushu.hugo.shortcodes.templates.lists import LISTS
from koushu.hugo.shortcodes.templates.numbers import NUMBERS
from koushu.hugo.shortcodes.templates.text import TEXTS
from koushu.hugo.shortcodes.templates.times import TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLAIN: Final[Mapping[str, Callable[..., Any]]] = {**TEXTS, **LISTS, **NUMBERS, **CODES, **TIMES}


def _spread(text: str) -> dict[str, str]:
    """Return other name -> name, from lines `namespace: Other=name …`."""
    made = {}
    for line in text.strip().splitlines():
        namespace, _, pairs = line.partition(":")
        for pair in pairs.split():
            other, _, name = pair.partition("=")
            made[f"{namespace.strip()}.{other}"] = name
    return made


ALIASES: Final[Mapping[str, str]] = {
    **_spread("""
cast: ToFloat=float ToInt=int ToString=string
collections: After=after Append=append Complement=complement Delimit=delimit Dictionary=dict First=first Group=group
collections: In=in Index=index Intersect=intersect IsSet=isset Last=last Merge=merge NewScratch=newScratch
collections: Querify=querify Seq=seq Shuffle=shuffle Slice=slice Sort=sort SymDiff=symdiff Union=union Uniq=uniq
collections: Where=where
compare: Conditional=cond Default=default Eq=eq Ge=ge Gt=gt Le=le Lt=lt Ne=ne
crypto: MD5=md5 SHA1=sha1 SHA256=sha256 FNV32a=hash.FNV32a
encoding: Base64Decode=base64Decode Base64Encode=base64Encode Jsonify=jsonify
fmt: Errorf=errorf Erroridf=erroridf Print=print Printf=printf Println=println Warnf=warnf Warnidf=warnidf
hugo: Generator=hugo
images: Filter=images.Filter
inflect: Humanize=humanize Pluralize=pluralize Singularize=singularize
lang: Translate=i18n
math: Add=add Div=div Mod=mod ModBool=modBool Mul=mul Pow=pow Sub=sub
os: Getenv=getenv ReadFile=readFile FileExists=fileExists ReadDir=readDir
partials: Include=partial IncludeCached=partialCached
safe: CSS=safeCSS HTML=safeHTML HTMLAttr=safeHTMLAttr JS=safeJS JSStr=safeJSStr URL=safeURL
strings: Chomp=chomp Contains=strings.Contains CountRunes=countrunes CountWords=countwords FindRE=findRE
strings: FindRESubmatch=findRESubmatch HasPrefix=hasPrefix HasSuffix=hasSuffix Replace=replace ReplaceRE=replaceRE
strings: SliceString=slicestr Split=split Substr=substr Title=title ToLower=lower ToUpper=upper Trim=trim
strings: Truncate=truncate
time: Now=now
transform: Emojify=emojify HTMLEscape=htmlEscape HTMLUnescape=htmlUnescape Highlight=highlight Markdownify=markdownify
transform: Plainify=plainify ToMath=transform.ToMath Unmarshal=unmarshal
urls: AbsLangURL=absLangURL AbsURL=absURL Anchorize=anchorize Ref=ref RelLangURL=relLangURL RelRef=relref RelURL=relURL
urls: URLize=urlize
"""),
    "T": "i18n",
    "strings.Contains": "in",
    "time.Time": "time",
}
_BOUND: Final = """
absLangURL absURL apply errorf erroridf fileExists getCSV getJSON getenv highlight hugo i18n markdownify newScratch now
partial partialCached plainify readDir readFile ref relLangURL relURL relref site page templates.Exists
transform.ToMath transform.CanHighlight warnf warnidf math.Counter math.Rand images.Config images.Filter
resources.Get resources.GetMatch resources.Match resources.ByType resources.GetRemote resources.FromString
resources.Minify resources.Fingerprint resources.Concat resources.ToCSS resources.Copy resources.ExecuteAsTemplate
resources.PostProcess minify fingerprint toCSS css.Sass css.PostCSS css.TailwindCSS js.Build resources.Babel
"""
BOUND: Final = frozenset(_BOUND.split())
FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    **_PLAIN,
    **{other: _PLAIN[name] for other, name in ALIASES.items() if name in _PLAIN},
}


def canonical(name: str) -> str:
    """Return the name under which a function of the page or site is given."""
    return ALIASES.get(name, name)


def is_known(name: str) -> bool:
    """Return whether there is a function of that name."""
    return name in FUNCTIONS or canonical(name) in BOUND
