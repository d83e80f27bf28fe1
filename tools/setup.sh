#!/bin/sh
# SPDX-License-Identifier: MIT
# setup.sh - install what building and testing need, or print the one command that does.
set -eu

missing=
need() { # need PACKAGE COMMAND...: the package is missing unless the command succeeds
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}

need gcc gcc --version
need libc6-dev test -e /usr/include/stdio.h
need meson meson --version
need ninja-build ninja --version
need pkg-config pkg-config --version
need libcjson-dev pkg-config --exists libcjson
need zlib1g-dev pkg-config --exists zlib
need libzstd-dev pkg-config --exists libzstd
need liblzma-dev pkg-config --exists liblzma
need mandoc command -v mandoc
need binutils objdump --version
[ -z "$missing" ] && exit 0

command="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
	echo "setup: please install (names as in Debian):$missing" >&2
	exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
	as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	as_root='sudo -n'
else
	echo "setup: something is missing; please run: sudo $command" >&2
	exit 1
fi
echo "setup: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# Package lists may be old or absent on a new machine.
$as_root $command >/dev/null 2>&1 || { $as_root apt-get update -qq && $as_root $command >/dev/null; }
