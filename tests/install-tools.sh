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

# Lighthouse, from the npm registry, into a folder that tests/tools.py looks into.
lighthouse=12.8.2
tools="${KOUSHU_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/koushu-tools}/lighthouse-$lighthouse"
if command -v npm >/dev/null 2>&1 && ! [ -e "$tools/node_modules/lighthouse/cli/index.js" ]; then
    echo "Installing Lighthouse …"
    # Aside first: an installation that breaks off must not look like one.
    rm -rf "$tools.part" && mkdir -p "$tools.part" &&
        npm install --prefix "$tools.part" --ignore-scripts --no-audit --no-fund --loglevel=error \
            --fetch-timeout=20000 --fetch-retries=1 "lighthouse@$lighthouse" >/dev/null 2>&1 &&
        rm -rf "$tools" && mv "$tools.part" "$tools" ||
        echo "Lighthouse could not be installed; its tests will skip."
fi

[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
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
exit 0
