# versions.sh: gets Debian's packages, and from them each engine version, into the cache. Sourced by engine.
# shellcheck shell=bash

# The Debian suite that carries each engine version.
declare -rA SUITES=([20.10]=bookworm [26.1]=trixie [28.5]=sid)

# unpack SUITE DIRECTORY PACKAGE…: downloads exactly these packages and unpacks them there.
# apt works on lists and state of its own, so the machine's apt, its sources and what it has installed stay as they are.
unpack() {
  local suite=$1 directory=$2 state mirror
  shift 2
  { command -v apt-get && command -v dpkg-deb; } > /dev/null || fail "this needs apt and dpkg, to get $* from Debian"
  [[ -e $KEYRING ]] || fail 'this needs the package debian-archive-keyring'
  state=$(mktemp -d "$CACHE/apt.XXXXXX")
  mkdir -p "$state/lists" "$directory"
  : > "$state/status"
  mirror=$(apt-get indextargets --format "\$(REPO_URI) \$(LABEL)" 'Created-By: Packages' | sed -n 's/ Debian$//p' | head -n 1)
  echo "deb [signed-by=$KEYRING] ${mirror:-http://deb.debian.org/debian} $suite main" > "$state/sources.list"
  cat > "$state/apt.conf" <<EOF
Dir::Etc { SourceList "$state/sources.list"; SourceParts "/dev/null"; };
Dir::State "$state";
Dir::State { Lists "$state/lists"; Status "$state/status"; };
Dir::Cache "$state";
Acquire { Languages "none"; Retries "3"; IndexTargets::deb::DEP-11::DefaultEnabled "false"; };
APT::Sandbox::User "root";
// On some machines these clean the machine's own cache.
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
EOF
  (
    cd "$state"
    timeout 180 nice apt-get -qq -c "$state/apt.conf" update &&
      timeout 300 nice apt-get -qq -c "$state/apt.conf" download "$@" &&
      for package in *.deb; do nice dpkg-deb --extract "$package" "$directory" || exit; done
  ) || { rm -rf "$state"; fail "cannot get $* from Debian $suite"; }
  rm -rf "$state"
}

# cached NAME COMMAND…: prints the cache folder NAME, after COMMAND FOLDER has filled it where it is not there yet.
# It is filled under another name and then renamed, so that a folder in the cache is always a whole one.
cached() {
  local name=$1 fresh
  shift
  if [[ ! -d $CACHE/$name ]]; then
    say "making $CACHE/$name (only this once)"
    mkdir -p "$CACHE"
    fresh=$(mktemp -d "$CACHE/$name.XXXXXX")
    if ! "$@" "$fresh"; then
      rm -rf "$fresh"
      return 1
    fi
    # Where another start was faster, its folder is as good.
    mv -T "$fresh" "$CACHE/$name" 2> /dev/null || rm -rf "$fresh"
  fi
  echo "$CACHE/$name"
}

# runc always is bookworm's: newer ones want a newer C library than the machine may have.
get_runc() { unpack bookworm "$1" runc; }

get_registry() { unpack bookworm "$1" docker-registry; }

# get_engine VERSION DIRECTORY
get_engine() {
  local tini=tini-static found
  # Debian took the static one out of this package only lately.
  [[ $1 == 28.5 ]] || tini=tini
  unpack "${SUITES[$1]}" "$2" docker.io containerd "$tini" || return
  found=$("$2/usr/sbin/dockerd" --version) || return
  [[ $found == "Docker version $1."* ]] || fail "Debian ${SUITES[$1]} no longer has engine $1 but: $found"
}
