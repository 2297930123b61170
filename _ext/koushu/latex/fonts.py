"""The fonts of the LaTeX route: how the document finds them.

The CJK faces come from a Python package and are copied beside the document, so that the source names no path
of the machine that wrote it. Latin, Greek and Cyrillic come from GNU FreeFont, Sphinx's own choice.
"""

from __future__ import annotations

from typing import Final

# Bold is the sans, as in Chinese books; emphasis is a Kai face where TeX has one.
FONT_SETUP: Final = r"""
\defaultfontfeatures[\rmfamily,\sffamily]{Ligatures={Common}}
\IfFontExistsTF{FreeSerif.otf}{%
\setmainfont{FreeSerif}[Extension=.otf,UprightFont=*,ItalicFont=*Italic,BoldFont=*Bold,BoldItalicFont=*BoldItalic]%
\setsansfont{FreeSans}[Extension=.otf,UprightFont=*,ItalicFont=*Oblique,BoldFont=*Bold,BoldItalicFont=*BoldOblique]%
}{}
\IfFontExistsTF{DejaVuSansMono.ttf}{%
\setmonofont{DejaVuSansMono}[Extension=.ttf,UprightFont=*,ItalicFont=*-Oblique,BoldFont=*-Bold,BoldItalicFont=*-BoldOblique,Scale=0.82]%
}{\IfFontExistsTF{FreeMono.otf}{%
\setmonofont{FreeMono}[Extension=.otf,UprightFont=*,ItalicFont=*Oblique,BoldFont=*Bold,BoldItalicFont=*BoldOblique,Scale=0.9]%
}{}}
\IfFontExistsTF{NotoSerifSC-Regular.otf}{%
\newcommand*{\koushuserif}{NotoSerifSC-Regular.otf}\newcommand*{\koushusans}{NotoSansSC-Regular.otf}%
}{\newcommand*{\koushuserif}{FandolSong-Regular.otf}\newcommand*{\koushusans}{FandolHei-Regular.otf}}
\IfFontExistsTF{FandolKai-Regular.otf}{%
\newcommand*{\koushukai}{FandolKai-Regular.otf}%
}{\newcommand*{\koushukai}{\koushuserif}}
\xeCJKsetup{AutoFallBack=true,CheckSingle=true,PunctStyle=quanjiao}
\setCJKmainfont{\koushuserif}[BoldFont=\koushusans,ItalicFont=\koushukai,BoldItalicFont=\koushusans]
\setCJKsansfont{\koushusans}[BoldFont=\koushusans,BoldFeatures={FakeBold=2.2},ItalicFont=\koushusans,BoldItalicFont=\koushusans,BoldItalicFeatures={FakeBold=2.2}]
\setCJKmonofont{\koushusans}[BoldFont=\koushusans,ItalicFont=\koushusans,BoldItalicFont=\koushusans,Scale=0.9]
\setCJKfallbackfamilyfont{\CJKrmdefault}{\koushuserif}[BoldFont=\koushusans,ItalicFont=\koushuserif,BoldItalicFont=\koushusans]
"""
