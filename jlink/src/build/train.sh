#!/bin/sh
# Makes the launchers' caches of loaded classes, by running what users run: a server with its
# console on a temporary directory and free ports, and a shell that puts, gets and runs a
# transaction. Argument: the image.
set -u
image=$1
work=$(mktemp -d) || exit 1
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; fi
    rm -rf "$work"' EXIT

# The image works without the caches, only slower; a test of the image asks for them.
give_up() {
    echo "no cache of loaded classes: $1" >&2
    tail -n 5 "$work/server.log" >&2
    exit 0
}

# address TEXT: where the server says that it listens, from the log line with this text.
address() {
    sed -n "s/.*$1.*\"address\":\"\([^\"]*\)\".*/\1/p" "$work/server.log" | head -n 1
}

page() {
    if command -v curl >/dev/null 2>&1; then
        curl -s -m 10 -o /dev/null "$1"
    elif command -v wget >/dev/null 2>&1; then
        wget -q -T 10 -O /dev/null "$1"
    fi
}

# timeout passes our signal on, and sends one of its own to a server that hangs.
KVD_JVM_OPTS="-XX:AOTCacheOutput=$work/kvd.aot" \
    timeout 300 "$image/bin/kvd" --name training --data-dir "$work/data" --log-format json \
    --listen-client-urls http://127.0.0.1:0 --advertise-client-urls http://127.0.0.1:0 \
    --listen-peer-urls http://127.0.0.1:0 --initial-advertise-peer-urls http://127.0.0.1:0 \
    --initial-cluster training=http://127.0.0.1:0 \
    --listen-admin-urls http://127.0.0.1:0 >"$work/server.out" 2>"$work/server.log" &
server=$!

seconds=0
until grep -q 'start-up plan' "$work/server.log"; do
    kill -0 "$server" 2>/dev/null || give_up "the server does not start"
    [ "$seconds" -lt 120 ] || give_up "the server is not ready after two minutes"
    sleep 1
    seconds=$((seconds + 1))
done
client=$(address 'serving client traffic')
console=$(sed -n 's/.*"console":\["\(http:\/\/[0-9.:]*\): .*/\1/p' "$work/server.log")
[ -n "$client" ] || give_up "the server does not say where it listens"

commands() {
    i=0
    while [ "$i" -lt 200 ]; do
        echo "put key$i value$i"
        echo "get key$i"
        i=$((i + 1))
    done
    printf 'get key --prefix --limit 50\nget key1 -w json\nget key1 -w fields\n'
    printf 'txn\nvalue("key1") = "value1"\n\nput t 1\nget t\ndel key2\n\nget t\n\n'
    printf 'member list\nmember list -w table\nendpoint status -w table\nendpoint health\n'
    printf 'endpoint hashkv\nlease grant 100\nlease list\ncompaction 50\ndefrag\nhelp\nexit\n'
}
commands | KVSH_JVM_OPTS="-XX:AOTCacheOutput=$work/kvsh.aot" \
    HOME="$work" timeout 120 "$image/bin/kvsh" --endpoints "$client" >"$work/shell.out" 2>&1
for path in health version metrics; do
    page "http://$client/$path"
done
[ -z "$console" ] || page "http://$console/"

kill "$server"
wait "$server"
server=
for name in kvd kvsh; do
    if [ -s "$work/$name.aot" ]; then
        cp "$work/$name.aot" "$image/lib/$name.aot"
    else
        echo "no cache of loaded classes for $name" >&2
    fi
done
ls -l "$image"/lib/*.aot 2>/dev/null
exit 0
