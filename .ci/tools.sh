# Read by ./test, ./demo and ./bench: finds the programs they need and installs those that are missing.
# shellcheck shell=bash

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Root's home is closed to the user postgres, who runs the agents when root runs the tests.
if [ "$(id -u)" = 0 ]; then cache=/var/cache/regent; else cache=${XDG_CACHE_HOME:-$HOME/.cache}/regent; fi

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

on_debian() { grep -qx 'ID=debian' /etc/os-release 2>/dev/null; }

# agreed COMMAND: may the command be run as root? On a Debian machine where we are root already, and in CI, nobody has to be asked.
agreed() {
    [ "${CI:-}" = true ] && return
    on_debian && [ "$(id -u)" = 0 ] && return
    local answer
    printf 'This needs root: %s\nRun it now? [y/N] ' "$1" >&2
    read -r answer && [[ $answer == [yY]* ]]
}

# install_packages PACKAGE...: none of the services that packages bring along is started.
install_packages() {
    local as_root=() shown="apt-get install $*"
    command -v apt-get >/dev/null || die "Missing here: $*" "These are the names of Debian's packages; install what your system calls them, then try again."
    [ "$(id -u)" = 0 ] || { as_root=(sudo); shown="sudo $shown"; }
    agreed "$shown" || die "Not done without: $shown"
    say "Installing $*"
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
        # shellcheck disable=SC2064
        trap "${as_root[*]} rm -f $policy" EXIT
    fi
    "${as_root[@]}" apt-get -q update >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$@" >&2 \
        || die "apt-get could not install: $*"
    "${as_root[@]}" rm -f "$policy"
    trap - EXIT
}

is_jdk_25() { [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && grep -qE '^JAVA_VERSION="25["."]' "$1/release" 2>/dev/null; }

# Sets JAVA_HOME to a JDK 25 if there is one.
find_jdk() {
    local home
    for home in "${JAVA_HOME:-}" "${REGENT_JAVA_HOME:-}" /usr/lib/jvm/*25* "$cache"/jdk-25/usr/lib/jvm/*25* \
        "$(readlink -f "$(command -v javac || echo /)" | sed 's|/bin/javac$||')"; do
        if is_jdk_25 "$home"; then
            export JAVA_HOME=$home
            return
        fi
    done
    return 1
}

# private_apt RELEASE ARGUMENT...: apt-get on another Debian release, from the mirror that this machine uses, as if nothing were installed. It keeps lists of its own: the machine's configuration stays as it is.
private_apt() {
    local release=$1 dir=$cache/apt/$1 mirror
    shift
    mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
    mirror=$(sed -e 's/#.*//' -e 's/\[[^]]*\]//' /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null \
        | grep -oE '[a-z+]+://[^ ]+/debian/?( |$)' | head -n 1)
    [ -n "$mirror" ] || return
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$dir/sources.list"
    : >"$dir/nothing-installed"
    apt-get -q -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::Lists="$dir/lists" \
        -o Dir::Cache="$dir/cache" -o Dir::State::status="$dir/nothing-installed" -o APT::Sandbox::User="$(id -un)" "$@"
}

# Debian 12 and older have no JDK 25, but that of Debian 13 runs there beside the C library that it was built for. Nothing outside the cache folder is touched.
unpack_jdk() {
    local dir=$cache/jdk-25 library file home
    say "Unpacking the JDK 25 of Debian 13 into $dir (this machine's own release has none)"
    rm -rf "$dir" && mkdir -p "$dir"
    (
        cd "$dir" || exit
        private_apt trixie update
        private_apt trixie download openjdk-25-jdk-headless openjdk-25-jre-headless libc6 patchelf
        for file in *.deb; do dpkg-deb -x "$file" . && rm "$file"; done
    ) >&2 || return
    home=$(echo "$dir"/usr/lib/jvm/java-25-*)
    library=$(dirname "$(echo "$dir"/usr/lib/*/ld-linux-*.so.*)")
    loader=$(echo "$library"/ld-linux-*.so.*)
    # patchelf itself needs the new C library, so it is started by the loader that comes with it
    for file in "$home"/bin/* "$home/lib/jspawnhelper"; do
        [ -L "$file" ] || "$loader" --library-path "$library" "$dir/usr/bin/patchelf" \
            --set-interpreter "$loader" --force-rpath --set-rpath "\$ORIGIN/../lib:\$ORIGIN:$library" "$file"
    done
    # its settings lie in /etc on a machine where it is installed
    find "$home" -type l -lname '/etc/java-25-openjdk/*' | while read -r file; do ln -sfn "$dir$(readlink "$file")" "$file"; done
    "$home/bin/java" -version >/dev/null 2>&1
}

# Leaves JAVA_HOME pointing to a JDK 25, whatever that takes.
provide_jdk() {
    find_jdk && return
    if command -v apt-get >/dev/null; then
        if [ -n "$(apt-cache madison openjdk-25-jdk-headless 2>/dev/null)" ]; then
            install_packages openjdk-25-jdk-headless
        elif on_debian; then
            unpack_jdk
        fi
    fi
    find_jdk || die "No JDK 25 here, and this script cannot get one." \
        "Unpack one from https://adoptium.net (no root needed), set JAVA_HOME to it, and try again."
}

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

# present PROGRAM: on the PATH or where Debian puts what only root is meant to use
present() {
    case $1 in
        postgres) [ -n "$(postgres_bin)" ] || command -v postgres >/dev/null ;;
        *) command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] ;;
    esac
}

# provide PROGRAM:PACKAGE...: installs the packages of the programs that are not here
provide() {
    local pair missing=()
    for pair; do present "${pair%%:*}" || missing+=("${pair#*:}"); done
    [ ${#missing[@]} = 0 ] && return
    if [[ " ${missing[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        install_packages postgresql-common
        local as_root=()
        [ "$(id -u)" = 0 ] || as_root=(sudo)
        # without this the package would set up a server of its own beside those of the tests
        "${as_root[@]}" sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    fi
    install_packages "${missing[@]}"
}

# Maven itself on JDK 25 (the formatter needs it), in few threads and a small heap: the servers under test want the machine as well.
maven() {
    MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -XX:TieredStopAtLevel=1" mvn -B -ntp "$@"
}

BUILD_TOOLS=(mvn:maven)
CLUSTER_TOOLS=(postgres:postgresql etcd:etcd-server etcdctl:etcd-client)
CLIENT_TOOLS=(haproxy:haproxy prometheus:prometheus patronictl:patroni)

# The distribution and the programs of it-tests, without running a test.
build() {
    local log=target/build.log
    mkdir -p target
    say "Building (log: $log)"
    maven -DskipTests package >"$log" 2>&1 && return
    grep -E '^\[(ERROR|WARNING)\]' "$log" | head -n 40 >&2
    die "The build broke off; all of it is in $log."
}

# run_main CLASS ARGUMENT...: becomes a program of it-tests, so that Ctrl-C reaches it and its exit code is ours
run_main() {
    exec "$JAVA_HOME/bin/java" -Xmx128m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "it-tests/target/test-classes:$(cat it-tests/target/test.classpath)" "$@"
}
