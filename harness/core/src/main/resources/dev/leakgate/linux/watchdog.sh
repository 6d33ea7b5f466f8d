# Kills what a harness launched, once the harness is gone.
#   $1     the cookie that each launched process carries in its environment, as LEAKGATE_RUN
#   stdin  lines: "session SID", "forget SID", "process PID STARTTICKS"; its end is the harness's end
cookie=$1
sessions=' '
processes=' '
while read -r word a b; do
    case $word in
    session) sessions="$sessions$a " ;;
    process) processes="$processes$a:$b " ;;
    forget) case $sessions in *" $a "*) sessions="${sessions%% "$a" *} ${sessions#* "$a" }" ;; esac ;;
    esac
done

# Prints the pids to kill: zombies not, they are dead. Field numbers are proc(5)'s, less two, since the
# command, which may contain blanks and parentheses, is cut off.
victims() {
    found=' '
    marked=" $(grep -lsa "LEAKGATE_RUN=$cookie" /proc/[0-9]*/environ | tr -dc '0-9\n' | tr '\n' ' ')"
    grew=yes
    while [ "$grew" ]; do
        grew=
        for file in /proc/[0-9]*/stat; do
            { read -r line <"$file"; } 2>/dev/null || continue
            pid=${line%% *}
            # A command may contain a newline.
            case $line in *') '*) ;; *) line=$(tr '\n' ' ' <"$file" 2>/dev/null) || continue ;; esac
            # shellcheck disable=SC2086
            set -- ${line##*) }
            case $found in *" $pid "*) continue ;; esac
            [ "$1" = Z ] && continue
            hit=
            case $sessions in *" $4 "*) hit=yes ;; esac
            case $processes in *" $pid:${20} "*) hit=yes ;; esac
            case $marked in *" $pid "*) hit=yes ;; esac
            case $found in *" $2 "*) hit=yes ;; esac
            [ "$hit" ] && found="$found$pid " && grew=yes
        done
    done
    echo "$found"
}

tries=0
while [ $tries -lt 100 ]; do
    doomed=$(victims)
    [ "$doomed" = ' ' ] && exit 0
    # shellcheck disable=SC2086
    kill -KILL $doomed 2>/dev/null
    tries=$((tries + 1))
    sleep 0.05
done
