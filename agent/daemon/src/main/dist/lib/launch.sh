# Common part of the launchers; read by them, not run. Starts no process of its own where it can help it: start-up time counts.

# The home of a Java 25 says so in its "release" file; asking Java itself would cost the time of a second start.
is_java_25() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            case $value in
                '"25"' | '"25.'*) return 0 ;;
                *) return 1 ;;
            esac
        fi
    done <"$1/release"
    return 1
}

# Sets java_home: REGENT_JAVA_HOME is taken at its word; of the others, the first that is a Java 25.
find_java() {
    if [ -n "${REGENT_JAVA_HOME:-}" ]; then
        java_home=$REGENT_JAVA_HOME
        [ -x "$java_home/bin/java" ] && return
        echo "$1: REGENT_JAVA_HOME: '$java_home' is not the home of a Java 25: it has no bin/java" >&2
        exit 1
    fi
    for java_home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        is_java_25 "$java_home" && return
    done
    java_home=$(command -v java) && java_home=$(readlink -f -- "$java_home") && java_home=${java_home%/bin/java}
    is_java_25 "$java_home" && return
    echo "$1: no Java 25 found in REGENT_JAVA_HOME, JAVA_HOME, /usr/lib/jvm or on the PATH." >&2
    echo "$1: install it (Debian 13: apt install openjdk-25-jre-headless; others: https://adoptium.net) or set REGENT_JAVA_HOME." >&2
    exit 1
}

# launch PROGRAM JAR MAIN-CLASS FLAGS ARGUMENT...: becomes Java, so that a signal to this process is a signal to the program.
launch() {
    program=$1 jar=$2 main=$3 flags=$4
    shift 4
    find_java "$program"
    for jar in "$home"/lib/"$jar"-[0-9]*.jar; do :; done
    # A cache made by another Java is passed over without a word: the program starts all the same, only slower.
    cache=$home/lib/$program.aot
    [ -r "$cache" ] && flags="$flags -XX:AOTCache=$cache -Xlog:aot=off -Xlog:cds=off"
    # native access, Unsafe: netty, JNA and pgjdbc use both, and the warnings would be all that an operator sees of it
    # shellcheck disable=SC2086
    exec "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss256k -XX:+ExitOnOutOfMemoryError \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        $flags ${REGENT_JAVA_OPTS:-} -cp "$jar" "$main" "$@"
}
