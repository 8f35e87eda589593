#!/bin/sh
# Make ready what this checkout needs: system libraries, then .venv from the hashed lock.
#   ./bootstrap.sh run     what the desk needs
#   ./bootstrap.sh test    and what its tests need
# Everything is looked at first; a second time nothing is left to do and this takes a moment.
set -eu
cd "$(dirname "$0")"

purpose=${1:-run}
case $purpose in
    run) lock=requirements.lock ;;
    test) lock=requirements-test.lock ;;
    *) echo "usage: $0 run|test" >&2; exit 2 ;;
esac
python=.venv/bin/python
stamp=.venv/$lock

say() { echo "concierge-desk: $*"; }

# A pyenv shim may have the right name and fail, so each candidate must answer.
find_python() {
    for candidate in python3.13 python3.12 python3.11 python3 /usr/bin/python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# What Qt's window needs and a bare system lacks; one package or its newer name, then why.
needs() {
    cat <<'LIST'
libegl1 Qt draws with it
libgl1 Qt draws with it
libglib2.0-0|libglib2.0-0t64 Qt waits for events with it
libdbus-1-3 Qt speaks to the session with it
fontconfig letters
libxkbcommon0 the keyboard
libxkbcommon-x11-0 the keyboard, on X11
libx11-xcb1 the window, on X11
libxcb-cursor0 the window, on X11
libxcb-icccm4 the window, on X11
libxcb-image0 the window, on X11
libxcb-keysyms1 the window, on X11
libxcb-randr0 the window, on X11
libxcb-render-util0 the window, on X11
libxcb-shape0 the window, on X11
libxcb-sync1 the window, on X11
libxcb-xfixes0 the window, on X11
libxcb-xkb1 the window, on X11
cups-client lp hands papers to the printers of this computer
LIST
    if [ "$purpose" = test ]; then
        cat <<'LIST'
libzbar0 tests read the printed codes back
poppler-utils tests look into the papers
strace tests record calls to the disk, and make them fail
cups-daemon tests print on a CUPS of their own
cups-core-drivers what that CUPS does with a PDF
cups-ipp-utils a printer for that CUPS
dbus-daemon that printer wants to announce itself on a bus
LIST
    fi
}

is_debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

# One question to dpkg for all of them; prints the lines of needs() that are not met.
missing_libraries() {
    # shellcheck disable=SC2046  # the names are words
    have=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' $(needs | cut -d ' ' -f 1 | tr '|' ' ') 2>/dev/null || true)"
    needs | while read -r names why; do
        found=no
        for name in $(echo "$names" | tr '|' ' '); do
            case $have in *" installed:$name "*) found=yes ;; esac
        done
        [ $found = yes ] || echo "${names%%|*} $why"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages "name why" lines; false where they could not be installed.
install_packages() {
    names=$(echo "$1" | cut -d ' ' -f 1 | tr '\n' ' ')
    say "this system lacks:"
    echo "$1" | while read -r name why; do echo "    $name ($why)"; done
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        say "installing them needs root, and there is no sudo here. As root: apt-get install $names"
        return 1
    fi
    say "installing them with apt-get$([ "$(id -u)" = 0 ] || echo ', as root through sudo')"
    as_root apt-get -qq update || say "the package lists could not be refreshed; trying with those that are here"
    # shellcheck disable=SC2086  # the names are words
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 install \
        --no-install-recommends $names >/dev/null
}

system_libraries() {
    if is_debian; then
        missing=$(missing_libraries)
        [ -z "$missing" ] || install_packages "$missing" ||
            say "going on without them: the window may not open"
    elif [ "$(uname -s)" = Linux ] && [ ! -d .venv ]; then
        say "this is neither Debian nor Ubuntu, so no system library is installed here. If the window does" \
            "not open, install your system's packages of: $(needs | cut -d ' ' -f 1 | cut -d '|' -f 1 | tr '\n' ' ')"
    fi
}

make_venv() {
    if ! chosen=$(find_python); then
        say "Python 3.11 or newer is needed and was not found. On Debian or Ubuntu: apt-get install python3" >&2
        exit 1
    fi
    if ! "$chosen" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$chosen" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if ! is_debian || ! install_packages "python$version-venv to make .venv, the program's own folder of packages"; then
            say "$chosen cannot make a virtual environment: install its venv and ensurepip modules" >&2
            exit 1
        fi
    fi
    say "making .venv with $("$chosen" --version) ($chosen)"
    "$chosen" -m venv --clear .venv
}

# A .venv that lost its Python, or was copied or moved with its folder, is made again.
venv_is_good() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 &&
        { [ ! -f .venv/made-in ] || [ "$(cat .venv/made-in)" = "$PWD" ]; }
}

install_lock() {
    say "installing the $(grep -c '^[A-Za-z0-9]' "$lock") packages of $lock into .venv, each checked by its hash"
    "$python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: --requirement "$lock"
}

# The checkout itself: found through a .pth, started by a command. Nothing to build, nothing to fetch.
install_ourselves() {
    site=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo "$PWD" > "$site/concierge-desk.pth"
    printf '#!/bin/sh\nexec "%s" -m concierge_desk "$@"\n' "$PWD/$python" > .venv/bin/concierge-desk
    chmod +x .venv/bin/concierge-desk
    echo "$PWD" > .venv/made-in
}

system_libraries
venv_is_good || make_venv
if ! cmp -s "$lock" "$stamp"; then
    install_lock
    install_ourselves
    cp "$lock" "$stamp"
    # What tests need holds all that the desk needs.
    [ "$purpose" = run ] || cp requirements.lock .venv/requirements.lock
    say "ready"
fi
