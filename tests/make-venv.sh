#!/bin/sh
# Make a virtual environment; where Python came without its venv module, install that when root, else say how.
# Use: make-venv.sh PYTHON FOLDER
python=$1
folder=$2
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    package="python$version-venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package …"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"; } \
            >/dev/null 2>&1
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "Python $version has no venv module. Please install it and run make again:"
        echo "    sudo apt-get install $package"
        exit 1
    fi
fi
echo "Making $folder with $("$python" --version) …"
exec "$python" -m venv "$folder"
