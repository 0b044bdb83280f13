#!/usr/bin/env bash
# The engines of the remote store tests that pip does not bring: Virtuoso from Debian's packages, Fuseki from Maven's.
set -euo pipefail
cd "$(dirname "$0")/.."

FUSEKI_VERSION=5.2.0 # the last that runs on Java 17
servers=build/servers
jar="$servers/jena-fuseki-server-$FUSEKI_VERSION.jar"

missing=()
command -v virtuoso-t >/dev/null || missing+=(virtuoso-opensource-7)
if [[ ! -f $jar ]]; then
    command -v java >/dev/null || missing+=(default-jre-headless)
    command -v mvn >/dev/null || missing+=(maven)
fi
if ((${#missing[@]})); then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

if [[ ! -f $jar ]]; then
    mkdir -p "$servers"
    coordinates="org.apache.jena:jena-fuseki-server:$FUSEKI_VERSION"
    mvn -q -B dependency:get "-Dartifact=$coordinates" -Dtransitive=false
    mvn -q -B dependency:copy "-Dartifact=$coordinates" "-DoutputDirectory=$servers"
fi
