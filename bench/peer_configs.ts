/** Configuration files for the peers: no persistence, no limit that would hold anyone back. */
import { type Place } from "./contestant.ts";

export function ngircdConfig({ port }: Place): string {
  return `[Global]
Name = bench.example.net
Info = bench
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = bench
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 16
MaxPenaltyTime = 0
PingTimeout = 600
PongTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
SyslogFacility = local1
`;
}

export function inspircdConfig({ port, directory }: Place): string {
  const huge = 2_000_000_000;
  return `<server name="bench.example.net" description="bench" network="bench">
<admin name="bench" nick="bench" email="bench@example.net">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect name="main" allow="*" maxchans="1000" timeout="600" pingfreq="10m" hardsendq="${huge}" softsendq="${huge}"
 recvq="${huge}" threshold="${huge}" commandrate="${huge}" fakelag="no" localmax="20000" globalmax="20000" useident="no"
 resolvehostnames="no" useconnectban="no" maxconnwarn="no" limit="20000">
<class name="none">
<performance netbuffersize="65534" softlimit="20000" somaxconn="4096" quietbursts="yes" nouserdns="yes">
<options defaultmodes="n" nosnoticestack="yes">
<limits maxnick="31" maxchan="64" maxuser="11" maxhost="64" maxline="1024">
<pid file="${directory}/pid">
<path configdir="${directory}" datadir="${directory}" logdir="${directory}" runtimedir="${directory}">
<log method="file" type="* -USERINPUT -USEROUTPUT" level="default" target="${directory}/inspircd.log">
`;
}

export function mosquittoConfig({ port }: Place): string {
  return `listener ${port} 127.0.0.1
user root
allow_anonymous true
persistence false
max_connections -1
max_queued_messages 0
max_inflight_messages 0
queue_qos0_messages true
set_tcp_nodelay true
sys_interval 0
log_type error
`;
}

export function natsConfig({ port }: Place): string {
  return `listen: "127.0.0.1:${port}"
max_connections: 20000
max_payload: 1048576
max_pending: 8589934592
write_deadline: "120s"
ping_interval: "10m"
`;
}
