#!/bin/sh
# Builds the guide in both languages and puts it, with its books, below a site: build.sh PYTHON WORK SITE
set -e
here=$(dirname "$0")
for language in en zh; do
    PYTHONPATH="$here/.." "$1" -m koushu build "$here/$language" --out "$2/$language" --strict -D guide_books=true
    rm -rf "$3/guide/$language"
    mkdir -p "$3/guide"
    cp -r "$2/$language/html" "$3/guide/$language"
    cp "$2/$language"/pdf/*.pdf "$2/$language"/epub/*.epub "$3/guide/$language/"
done
