#!/bin/sh
# Install the programs that some tests need, where we may; name what is missing, where we may not.
# Never fails: a test whose program is missing skips and says so.

wanted() { # wanted COMMAND PACKAGE…: print the packages when the command is missing
    command=$1
    shift
    command -v "$command" >/dev/null 2>&1 || echo "$@"
}

missing=$(
    wanted chromium chromium
    wanted java default-jre-headless
    wanted pdftotext poppler-utils
    wanted latexmk latexmk
    wanted npm npm
    wanted xelatex texlive-xetex texlive-lang-chinese texlive-fonts-recommended fonts-freefont-otf
)
# XeLaTeX alone is not enough: Chinese and Sphinx's own fonts come in packages of their own.
if command -v kpsewhich >/dev/null 2>&1; then
    kpsewhich xeCJK.sty >/dev/null && kpsewhich ctexhook.sty >/dev/null || missing="$missing texlive-lang-chinese"
    kpsewhich FreeSerif.otf >/dev/null || missing="$missing fonts-freefont-otf"
    kpsewhich pzdr.tfm >/dev/null || missing="$missing texlive-fonts-recommended"
fi
# The driver of the browser tests is a program of its own and needs this library.
ldconfig -p 2>/dev/null | grep -q libatomic.so.1 || missing="$missing libatomic1"
missing=$(echo $missing)

if [ -z "$missing" ]; then
    :
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $missing …"
    apt-get update -qq >/dev/null 2>&1
    get() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }
    # All at once is fastest; one that does not exist here must not keep the others away.
    get $missing || for package in $missing; do
        get "$package" || echo "$package could not be installed; its tests will skip."
    done
else
    echo "Some tests will skip. To run all of them: sudo apt-get install $missing"
fi

# From the npm registry, each into a folder that tests/tools.py looks into.
cache="${KOUSHU_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/koushu-tools}"
from_npm() { # from_npm FOLDER FILE PACKAGE…: install the packages unless the file is there
    tools="$cache/$1"
    file=$2
    shift 2
    [ -e "$tools/node_modules/$file" ] && return
    echo "Installing $* …"
    # Aside first: an installation that breaks off must not look like one.
    rm -rf "$tools.part" && mkdir -p "$tools.part" &&
        npm install --prefix "$tools.part" --ignore-scripts --no-audit --no-fund --loglevel=error \
            --fetch-timeout=20000 --fetch-retries=1 "$@" >/dev/null 2>&1 &&
        rm -rf "$tools" && mv "$tools.part" "$tools" ||
        echo "$* could not be installed; its tests will skip."
}
lighthouse=12.8.2
# DAISY's checker of accessible e-books, without the desktop program, and a second validator beside EPUBCheck.
ace=1.4.6
epubcheck_ts=0.7.0
if command -v npm >/dev/null 2>&1; then
    from_npm "lighthouse-$lighthouse" lighthouse/cli/index.js "lighthouse@$lighthouse"
    from_npm "ace-$ace" @daisy/ace-cli/bin/ace.js "@daisy/ace-cli@$ace"
    from_npm "epubcheck-ts-$epubcheck_ts" @likecoin/epubcheck-ts/bin/epubcheck.js "@likecoin/epubcheck-ts@$epubcheck_ts"
fi
exit 0
