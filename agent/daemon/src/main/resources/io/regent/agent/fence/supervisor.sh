#!/usr/bin/env bash
# The supervisor of one PostgreSQL server (docs/fencing.md): ends it when the agent does not say in time that the lease was renewed.
#
#   supervisor.sh 1 DATA_DIRECTORY PROGRAM FIFO
#
# The agent writes lines into the fifo:
#   agent PID START            who speaks; when it is gone and nothing is armed, the supervisor goes, too
#   arm DEADLINE PID START     end this postmaster when /proc/uptime, in hundredths, reaches the deadline; 0 0 for whatever runs
#                              on the data directory, while a server is being started
#   disarm                     there is nothing to end
#   exit                       not needed any more
#
# START is the 22nd field of /proc/PID/stat; with the pid it is unique. Nothing here starts a process or reads a disk before the
# server is ended, so that neither a full process table nor a hanging disk is in the way.

if [[ ${1:-} != 1 || $# -ne 4 ]]; then
    echo "usage: $0 1 DATA_DIRECTORY PROGRAM FIFO" >&2
    exit 2
fi

data=$2 program=$3 fifo=$4
deadline=0 postmaster=0 started=0 agent=0 agent_started=0 heard=''
declare -A family=()

# Sets now: hundredths of seconds since the machine started, suspended time included.
look_at_clock() {
    local up rest
    read -r up rest </proc/uptime
    now=$((10#${up/./}))
}

# look PID: sets state, comm, parent and start; fails when there is no such process, or only what is left of a dead one.
look() {
    local line='' fields
    { IFS= read -r -d '' line <"/proc/$1/stat"; } 2>/dev/null
    [[ $line ]] || return 1
    comm=${line#*\(} comm=${comm%\)*}
    fields=(${line##*\) })
    state=${fields[0]} parent=${fields[1]} start=${fields[19]}
    [[ $state != [ZXx] ]]
}

is_alive() { look "$1" && [[ $start == "$2" ]]; }

# Where the server's processes are; of a dead postmaster's children this is all that is left to know them by.
works_in_data() { [[ $comm == "$program" && /proc/$1/cwd -ef $data ]]; }

# A process of the server that is no postmaster has this in front of its title.
is_backend() {
    local title=''
    { IFS= read -r -d '' title <"/proc/$1/cmdline"; } 2>/dev/null
    [[ $title == 'postgres: '* ]]
}

# Whether the parent that look has seen is a living server on the same data, and not the one this is about.
has_another_postmaster() {
    local child_comm=$comm child_start=$start answer=1
    if [[ $parent -gt 1 && $parent != "$postmaster" ]] && look "$parent" && works_in_data "$parent"; then
        answer=0
    fi
    comm=$child_comm start=$child_start
    return $answer
}

is_stray() {
    works_in_data "$1" || return 1
    ((postmaster == 0)) && return 0
    [[ $1 != "$postmaster" ]] && is_backend "$1" && ! has_another_postmaster
}

# Gathers what there is of the server: first what is known by number alone, which asks no disk.
gather() {
    local stat pid alive=no
    is_alive "$postmaster" "$started" && alive=yes
    for pid in "${!family[@]}"; do
        is_alive "$pid" "${family[$pid]}" || unset "family[$pid]"
    done
    if [[ $alive == yes ]]; then
        family[$postmaster]=$started
        for stat in /proc/[1-9]*/stat; do
            pid=${stat#/proc/} pid=${pid%/stat}
            look "$pid" && [[ $parent == "$postmaster" ]] && family[$pid]=$start
        done
    fi
    if ((${#family[@]} == 0)); then
        for stat in /proc/[1-9]*/stat; do
            pid=${stat#/proc/} pid=${pid%/stat}
            look "$pid" && is_stray "$pid" && family[$pid]=$start
        done
    fi
}

signal_family() {
    local pid
    for pid in "${!family[@]}"; do
        is_alive "$pid" "${family[$pid]}" && kill -s "$1" "$pid" 2>/dev/null
    done
}

# As the fence timer does it: SIGQUIT, SIGKILL after 0.3 s, and again until no process is left.
end_server() {
    local ignored grace signal=QUIT ended=no
    look_at_clock
    grace=$((now + 30))
    is_alive "$postmaster" "$started" && kill -s QUIT "$postmaster" 2>/dev/null
    gather
    while ((${#family[@]} > 0)); do
        ended=yes
        signal_family "$signal"
        read -r -t 0.02 -u 3 ignored
        look_at_clock
        ((now >= grace)) && signal=KILL
        gather
        # SIGQUIT is sent once; what follows it is a wait.
        [[ $signal == QUIT ]] && signal=0
    done
    [[ $ended == yes ]] && leave_word
}

# For the next agent, and for whoever reads the system's log.
leave_word() {
    local text
    printf -v text '%(%Y-%m-%d %H:%M:%S %z)T: the lease was not renewed in time, the supervisor ended PostgreSQL on %s' -1 "$data"
    printf '%s\n' "$text" >"${fifo%.fifo}.word"
    command -v logger >/dev/null && logger -t regent -p daemon.crit -- "$text" 2>/dev/null
}

# hear [-t SECONDS]: obeys one line of the fifo. A wait may end in the middle of a line; what was heard of it is kept until the rest comes.
hear() {
    local more='' words
    IFS= read -r "$@" -u 3 more
    local missing=$?
    heard+=$more
    ((missing)) && return
    words=($heard) heard=''
    obey "${words[@]}"
}

obey() {
    case $1 in
        agent) agent=$2 agent_started=$3 ;;
        arm) deadline=$2 postmaster=$3 started=$4 ;;
        disarm) deadline=0 ;;
        exit) exit 0 ;;
    esac
}

trap '' HUP INT PIPE TSTP TTIN TTOU
cd /
# Open for reading and writing, so that it does not end when an agent does.
exec 3<>"$fifo" || exit 1
while :; do
    # A timed wait does not count the time in which the machine was suspended, so it is short.
    pause=5
    if ((deadline > 0)); then
        look_at_clock
        pause=0.25
        ((left = deadline - now, left < 25)) && printf -v pause '0.%02d' $((left < 1 ? 1 : left))
    fi
    hear -t $pause
    # All that was said counts before anything is judged: this process may have stood still, and the agent not.
    while read -t 0 -u 3; do
        hear
    done
    if ((deadline > 0)); then
        look_at_clock
        if ((now >= deadline)); then
            end_server
            exit 0
        fi
    elif ((agent > 0)) && ! is_alive "$agent" "$agent_started"; then
        exit 0
    fi
done
