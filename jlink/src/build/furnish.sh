#!/bin/sh
# Puts launchers, settings, native libraries and licence texts into the linked image.
# Arguments: the jlink folder, the image, Netty's native module, the JDK modules for plugins.
set -eu
base=$1 image=$2 epoll=$3 modules=$4
target=$base/target

mkdir -p "$image/conf" "$image/plugins"
for name in kvd kvsh; do
    cp "$base/src/image/bin/$name" "$image/bin/$name"
    chmod 755 "$image/bin/$name"
    sed -e "s/@modules@/$epoll,$modules/" -e "s/@epoll@/$epoll/" \
        "$base/src/image/conf/$name.jvm" >"$image/conf/$name.jvm"
    # The cache of loaded classes belongs to this form of the settings.
    cp "$image/conf/$name.jvm" "$image/lib/$name.jvm"
done
cp "$base/src/image/lib/launch.sh" "$image/lib/launch.sh"
cp "$base/src/image/plugins/README.txt" "$image/plugins/README.txt"
find "$target/native" -name '*.so' -exec cp {} "$image/lib/" \;
cp "$base/../LICENSE" "$image/LICENSE"

# Licences: the jar's own texts; where it has none, those that licences.txt names for it.
missing=
for jar in "$target"/mods/*.jar; do
    artifact=$(basename "$jar" .jar)
    case $artifact in kv.*) continue ;; esac
    to=$image/legal/$artifact
    mkdir -p "$to"
    name=$(printf '%s\n' "$artifact" | sed 's/-[0-9][0-9.]*.*$//')
    from=$target/licences/$name-jar
    if [ -d "$from" ]; then
        find "$from" -type f -exec cp {} "$to/" \;
    fi
    texts=$(sed -e 's/#.*//' "$base/src/licences/licences.txt" \
        | while read -r pattern files; do
            # shellcheck disable=SC2254
            case $name in $pattern) printf '%s\n' "$files"; break ;; esac
        done)
    for text in $texts; do
        cp "$base/src/licences/$text" "$to/"
    done
    if [ -z "$(ls -A "$to")" ]; then
        missing="$missing $artifact"
        rmdir "$to"
    fi
done
if [ -n "$missing" ]; then
    echo "no licence text for:$missing" >&2
    echo "add a line to jlink/src/licences/licences.txt" >&2
    exit 1
fi
