# network.sh: leaves the network of the namespace that an engine ran in as it was found. Sourced by engine.
# shellcheck shell=bash
#
# Only an engine in the machine's own namespace needs this: one with a namespace of its own takes everything with it.
# Dockers in one namespace share their chains in the firewall, so these go with the last docker. Each of our engines
# has a copy of how the network was before the first of them came (the folder "before").

# What a docker switches on and never off again.
readonly SWITCHES='net/ipv4/ip_forward net/ipv4/conf/all/route_localnet net/ipv6/conf/default/forwarding net/ipv6/conf/all/forwarding
  net/bridge/bridge-nf-call-iptables net/bridge/bridge-nf-call-ip6tables'

# Each policy, chain and rule on a line of its own, without counters: "iptables filter -A FORWARD -j DOCKER".
firewall() {
  local tool
  for tool in iptables ip6tables; do
    "$tool-save" 2> /dev/null | sed -E 's/ \[[0-9]+:[0-9]+\]$//' |
      awk -v tool="$tool" '/^\*/ { table = substr($0, 2) } /^[:-]/ { print tool, table, $0 }'
  done
}

switches() {
  local switch
  for switch in $SWITCHES; do
    [[ ! -e /proc/sys/$switch ]] || echo "$switch $(< "/proc/sys/$switch")"
  done
}

# (not from /sys/class/net: that shows the namespace in which /sys was mounted)
# interfaces [MASTER]
interfaces() { ip -o link show ${1:+master "$1"} | awk -F '[ :@]+' '{ print $2 }'; }

# The dockers that run in this namespace and are not of FOLDER, one incarnation a line.
dockers() {
  local pid
  for pid in $(pgrep -x dockerd); do
    [[ /proc/$pid/ns/net -ef /proc/self/ns/net ]] && ! grep -qzxF "$MARK=$1" "/proc/$pid/environ" && incarnation "$pid"
  done
  return 0
}

# remember FOLDER: the network as it was before the first of our engines in this namespace.
remember() {
  local sibling
  for sibling in $(folders); do
    if [[ $sibling != "$1" && -d $sibling/before && $(< "$sibling/namespace") == "$(namespace)" ]]; then
      cp -r "$sibling/before" "$1/before"
      return
    fi
  done
  mkdir "$1/before.new"
  firewall > "$1/before.new/firewall"
  switches > "$1/before.new/switches"
  interfaces > "$1/before.new/interfaces"
  dockers "$1" > "$1/before.new/dockers"
  mv "$1/before.new" "$1/before"
}

namespace() { readlink /proc/self/ns/net; }

# change COMMANDS: carries out lines "TOOL TABLE COMMAND", each table's at once. One that cannot be carried out as a
# whole (somebody changed a rule meanwhile) is tried line by line.
change() {
  local tool table script line
  cut -d ' ' -f 1,2 "$1" | sort -u | while read -r tool table; do
    script=$(sed -n "s/^$tool $table //p" "$1")
    printf '*%s\n%s\nCOMMIT\n' "$table" "$script" | "$tool-restore" --wait 10 --noflush 2> /dev/null && continue
    while read -r line; do
      printf '*%s\n%s\nCOMMIT\n' "$table" "$line" | "$tool-restore" --wait 10 --noflush ||
        say "could not change the firewall: $tool $table $line"
    done <<< "$script"
  done
}

# mend BEFORE FOLDER: a docker that starts empties the chains that it shares; this puts back what was in them for others.
# Each lost rule goes in front of the one that it was in front of, because the order of rules decides.
mend() {
  firewall > "$2/now"
  awk '
    { chain = $1 " " $2 " " $4 }
    $3 != "-A" { next }
    FNR == NR { rule[chain, ++count[chain]] = $0; present[$0] = 1; next }
    { before[++lines] = $0; of[lines] = chain }
    END {
      for (line = lines; line > 0; line--) {
        chain = of[line]
        if (!present[before[line]]) {
          for (at = ++count[chain]; at > 1 && follows[chain] != "" && rule[chain, at] != follows[chain]; at--)
            rule[chain, at] = rule[chain, at - 1]
          rule[chain, at] = before[line]
          changed[chain] = 1
        }
        follows[chain] = before[line]
      }
      for (chain in changed) {
        split(chain, part, " ")
        # This makes a chain, or empties it; one that is built in can only be emptied.
        print part[1], part[2], part[3] ~ /^(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)$/ ? "-F " part[3] : ":" part[3] " - [0:0]"
        for (at = 1; at <= count[chain]; at++) print rule[chain, at]
      }
    }' "$2/now" "$1" > "$2/commands"
  change "$2/commands"
  rm -f "$2"/{now,commands}
}

# our_interface FOLDER NAME LAST: whether this engine made it. A network's interface bears the network's id, or is named
# in the file where the engine keeps its networks. What was there before is never ours.
our_interface() {
  local folder=$1 name=$2 last=$3 networks=$1/data/network/files/local-kv.db
  grep -qxF -- "$name" "$folder/before/interfaces" && return 1
  [[ $name == "$(cat "$folder/bridge" 2> /dev/null)" ]] && return 0
  # All swarms of a namespace share the one, and the other is what a docker that was killed had only half made.
  [[ $last && ($name == docker_gwbridge || $name =~ ^veth[0-9a-f]{7}$) ]] && return 0
  [[ -e $networks ]] || return 1
  case $name in
    br-* | dm-* | di-*) grep -qaF -e "\"${name#*-}" -e "\"$name\"" "$networks" ;;
    *.*) grep -qaF "\"Parent\":\"$name\"" "$networks" ;;
    *) grep -qaF "\"BridgeName\":\"$name\"" "$networks" ;;
  esac
}

# Whether a rule is about one of these interfaces, or about the address of a container behind one.
# our_rule RULE INTERFACE…
our_rule() {
  local rule=" $1 " interface address route
  shift
  for interface; do
    [[ $rule == *" $interface "* ]] && return 0
  done
  [[ $rule =~ ' -s '([0-9a-f.:]+)/(32|128)' ' ]] || return 1
  address=${BASH_REMATCH[1]}
  route=" $(ip route get "$address" 2> /dev/null) "
  for interface; do
    [[ $route == *" dev $interface "* ]] && return 0
  done
  return 1
}

# restore_network FOLDER: the engine's processes are gone by now.
restore_network() {
  local folder=$1 last=1 interface veth switch value
  local -a ours=()
  [[ -d $folder/before ]] || return 0
  # A namespace that is gone took everything with it.
  [[ $(< "$folder/namespace") == "$(namespace)" ]] || return 0
  # Only those that were there before do without what came since.
  [[ ! $(dockers "$folder" | grep -vxFf "$folder/before/dockers") ]] || last=''
  for interface in $(interfaces); do
    our_interface "$folder" "$interface" "$last" && ours+=("$interface")
  done

  restore_firewall "$folder" "$last" "${ours[@]}"

  for interface in "${ours[@]}"; do
    for veth in $(interfaces "$interface"); do
      ip link delete "$veth" 2> /dev/null
    done
    ip link delete "$interface" 2> /dev/null
  done
  [[ $last ]] || return 0
  while read -r switch value; do
    [[ $(< "/proc/sys/$switch") == "$value" ]] || echo "$value" > "/proc/sys/$switch"
  done < "$folder/before/switches"
}

# restore_firewall FOLDER LAST INTERFACE…
restore_firewall() {
  local folder=$1 last=$2 tool table rest chain jump
  shift 2
  firewall > "$folder/now"
  grep -vxFf "$folder/before/firewall" "$folder/now" > "$folder/new"
  while read -r tool table rest; do
    case $rest in
      # A chain is emptied before and deleted after all rules that lead to it.
      :DOCKER*)
        chain=${rest#:} chain=${chain%% *}
        [[ ! $last ]] || printf '%s\n' "1 $tool $table -F $chain" "3 $tool $table -X $chain"
        ;;
      # The one policy that docker sets. Where the table was not there, everything was accepted.
      ':FORWARD '*)
        [[ ! $last ]] || echo "2 $(grep "^$tool $table :FORWARD " "$folder/before/firewall" || echo "$tool $table :FORWARD ACCEPT")"
        ;;
      -A*)
        jump=''
        [[ $rest =~ ' -j '(DOCKER[A-Z0-9-]*)$ ]] && jump=${BASH_REMATCH[1]}
        chain=${rest#-A } chain=${chain%% *}
        if [[ $last ]] && grep -qxF "$tool $table :$chain -" "$folder/new" && [[ $chain == DOCKER* ]]; then
          : # goes with its chain
        elif our_rule "$rest" "$@" ||
          { [[ $last && $jump ]] && grep -qxF "$tool $table :$jump -" "$folder/new"; } ||
          # What leads every packet through docker's chains, and is for no container in particular.
          [[ $last && $rest == *DOCKER* && ! $rest =~ ' '-[iosd]' ' ]]; then
          echo "2 $tool $table -D ${rest#-A }"
        fi
        ;;
    esac
  done < "$folder/new" | sort -s -k 1,1 | cut -d ' ' -f 2- > "$folder/commands"
  change "$folder/commands"
  [[ ! $last ]] || remove_tables "$folder"
  rm -f "$folder"/{now,new,commands}
}

# remove_tables FOLDER: in nf_tables, a table that was not there before and holds nothing now (in the older iptables, one
# that accepts everything means the same as none, and cannot be removed).
remove_tables() {
  local tool table
  firewall > "$1/now"
  cut -d ' ' -f 1,2 "$1/now" | sort -u | while read -r tool table; do
    grep -q "^$tool $table " "$1/before/firewall" && continue
    grep "^$tool $table " "$1/now" | grep -vE ' :[A-Z]+ ACCEPT$' > /dev/null && continue
    [[ $("$tool" --version) != *nf_tables* ]] || nft delete table "${tool%tables}" "$table" 2> /dev/null || true
  done
}
