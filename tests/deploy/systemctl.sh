# As much of systemctl as docs/run_a_relay.md uses: it starts and stops what the unit says, with the unit's variables and directory.
# $STATE is a directory of its own.
unit=/etc/systemd/system/pychat.service

start() {
  mkdir -p -m 700 /var/lib/private/pychat
  [ -L /var/lib/pychat ] || ln -s private/pychat /var/lib/pychat
  (
    set -a
    eval "$(sed -n 's/^Environment=//p' $unit)"
    . /etc/default/pychat
    set +a
    exec $(sed -n 's/^ExecStart=//p' $unit)
  ) </dev/null >"$STATE/journal" 2>&1 &
  echo $! >"$STATE/pid"
}

stop() {
  [ -e "$STATE/pid" ] || return 0
  kill -TERM "$(cat "$STATE/pid")"
  while kill -0 "$(cat "$STATE/pid")" 2>/dev/null; do sleep 0.05; done
  rm "$STATE/pid"
}

case "$1" in
  daemon-reload) test -e $unit ;;
  enable | start) start ;;
  stop) stop ;;
  restart) stop && start ;;
  *) exit 1 ;;
esac
