# Sourced by the scripts beside it: finds or installs what Tare needs, and builds what has changed.
# Defines: home, class_archive, java, java_feature; need_java, need_build_tools, need_libgomp, build_if_changed.

home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
class_archive=$home/results/target/tare.jsa
java=
java_feature=0
# ONNX Runtime's telemetry reads the command line at start and can overflow the stack on a long one.
export ORT_DISABLE_TELEMETRY=1

die() {
  printf 'tare: %s\n' "$1" >&2
  exit 2
}

# Runs a command as root: directly, or through sudo where there is one.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

can_install() {
  command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1; }
}

# install_packages WHAT PACKAGE...: on Debian and Ubuntu installs, elsewhere says what to install.
install_packages() {
  local what=$1
  shift
  can_install || die "$what is missing; install it with your package manager (Debian: apt-get install $*)"
  printf 'Installing %s (%s) …\n' "$what" "$*" >&2
  local log
  log=$(mktemp)
  if ! { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    die "$what could not be installed; run: apt-get install $*"
  fi
  rm -f "$log"
}

# The feature version of a java executable (17, 21, 25 …), from the JDK's release file if it has one.
feature_of() {
  local real release version
  real=$(readlink -f "$1" 2>/dev/null || printf '%s' "$1")
  release=${real%/bin/java}/release
  if [ -r "$release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$release")
  else
    version=$("$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
  fi
  printf '%s' "${version:-0}"
}

find_java() {
  local candidate
  for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java 2>/dev/null)"; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
      java_feature=$(feature_of "$candidate")
      if [ "$java_feature" -ge 17 ]; then
        java=$candidate
        return 0
      fi
    fi
  done
  return 1
}

# Installs the newest JDK with long-term support that the distribution has.
install_jdk() {
  local feature
  can_install && as_root apt-get update >/dev/null 2>&1
  for feature in 25 21 17; do
    if apt-cache show "openjdk-$feature-jdk-headless" >/dev/null 2>&1; then break; fi
  done
  install_packages "a JDK of version 17 or later" "openjdk-$feature-jdk-headless"
  find_java || die "no Java 17 or later was found; install a JDK or set JAVA_HOME"
}

need_java() {
  find_java || install_jdk
}

need_build_tools() {
  need_java
  local real
  real=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  if [ ! -x "${real%/java}/javac" ]; then
    install_jdk
    real=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  fi
  # Maven takes the JDK that was found here, whatever else is installed.
  export JAVA_HOME=${real%/bin/java}
  command -v mvn >/dev/null 2>&1 || install_packages "Maven" maven
}

# llama.cpp's library on Linux needs GNU OpenMP.
need_libgomp() {
  [ "$(uname -s)" = Linux ] || return 0
  local folder
  for folder in /usr/lib/*-linux-gnu* /usr/lib64 /usr/lib /lib64 /lib/*-linux-gnu*; do
    [ -e "$folder/libgomp.so.1" ] && return
  done
  ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1' && return
  install_packages "libgomp.so.1" libgomp1
}

is_built() {
  local stamp=$home/bench/target/.built
  [ -e "$stamp" ] &&
    [ -z "$(find "$home"/pom.xml "$home"/*/pom.xml "$home"/*/src/main -newer "$stamp" -print -quit)" ]
}

# Keeps other starts from building while this one runs; held by whatever is exec'ed later. The lock
# lies outside of target, which a clean build removes.
hold_build() {
  command -v flock >/dev/null 2>&1 || return 0
  exec 9>"$home/.build.lock"
  flock "$@" 9
}

# Builds when a source is newer than the last build.
build_if_changed() {
  if ! is_built; then
    need_build_tools
    hold_build -n -x || {
      printf 'Waiting for another start of Tare that builds or measures …\n' >&2
      hold_build -x
    }
    is_built || build
  fi
  hold_build -s
}

build() {
  local target=$home/bench/target
  mkdir -p "$target"
  printf 'Building Tare (the first build downloads its libraries) …\n' >&2
  rm -rf "$home"/{bench,results}/target/{lib,*.jar}
  # Sources that change while Maven runs must be built next time.
  touch "$target/.built.new"
  if ! (cd "$home" && mvn -q -B -ntp -Dmaven.test.skip=true package) >"$target/build.log" 2>&1; then
    tail -n 30 "$target/build.log" >&2
    die "the build failed; the whole log is $target/build.log"
  fi
  archive_classes
  mv "$target/.built.new" "$target/.built"
}

# Keeps the classes that comparing needs as the JVM has them in memory: small runs take a third less time.
# Without the archive, or with one of another JVM, everything works as well; with half of one the
# JVM would crash, so it gets its name when it is whole. A comparison ends with 3 for a failed fork.
archive_classes() {
  local sample=$home/results/src/test/resources/dev/tare/results/store/run-1.golden.json code=0
  rm -f "$class_archive" "$class_archive.new"
  "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-XX:ArchiveClassesAtExit=$class_archive.new" \
    -cp "$home/results/target/*:$home/results/target/lib/*" dev.tare.results.cli.ResultsMain \
    diff "$sample" "$sample" --all >/dev/null 2>&1 || code=$?
  if [ -s "$class_archive.new" ] && { [ "$code" -eq 0 ] || [ "$code" -eq 3 ]; }; then
    mv "$class_archive.new" "$class_archive"
  else
    rm -f "$class_archive.new"
  fi
}
