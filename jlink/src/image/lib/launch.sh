# What both launchers share; read by them, with $home set and file name expansion off.

# True if a start with these options can use the cache of loaded classes that was made with the
# image. One that cannot makes Java complain on standard output, so only options that are known
# to be harmless keep the cache.
keeps_cache() {
    for option in "$@"; do
        case $option in
            -Xmx*g | -Xmx*G)
                # From 32 GB on, pointers have another form than in the cache.
                size=${option#-Xmx}
                [ "${size%?}" -lt 31 ] 2>/dev/null || return 1 ;;
            -Xmx* | -Xms* | -Xmn* | -Xss* | -D* | -ea | -ea:* | -esa | -Xlog:gc* | -Xlog:safepoint*) ;;
            -XX:MaxRAMPercentage=* | -XX:InitialRAMPercentage=* | -XX:ActiveProcessorCount=*) ;;
            -XX:MaxDirectMemorySize=* | -XX:NativeMemoryTracking=* | -XX:StartFlightRecording*) ;;
            -XX:+HeapDumpOnOutOfMemoryError | -XX:HeapDumpPath=* | -XX:+ExitOnOutOfMemoryError) ;;
            -XX:+CrashOnOutOfMemoryError | -XX:ErrorFile=*) ;;
            -XX:+UseSerialGC | -XX:+UseParallelGC | -XX:+UseG1GC) ;;
            *) return 1 ;;
        esac
    done
}

# launch NAME MODULE/CLASS OPTIONS ARGUMENT...: becomes Java, so that a signal reaches the program.
launch() {
    name=$1 main=$2 options=$3
    shift 3
    cache=
    # shellcheck disable=SC2086
    if [ -f "$home/lib/$name.aot" ] && cmp -s "$home/conf/$name.jvm" "$home/lib/$name.jvm" \
        && keeps_cache $options ${JDK_JAVA_OPTIONS-} ${JAVA_TOOL_OPTIONS-}; then
        cache=-XX:AOTCache=$home/lib/$name.aot
    fi
    # A collector of the user's own takes the place of the one in the file.
    collector=
    case " $options" in
        *" -XX:+Use"*GC*) collector='-XX:-UseSerialGC -XX:-UseParallelGC -XX:-UseG1GC' ;;
    esac
    # shellcheck disable=SC2086
    exec "$home/bin/java" "@$home/conf/$name.jvm" ${cache:+"$cache"} $collector $options \
        -m "$main" "$@"
}
