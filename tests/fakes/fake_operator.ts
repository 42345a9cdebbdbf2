/** An operator's hands on a relay that is only a few lists. */
import type { ConnectedUser, OpenChannel, Operator } from "../../relay/operator.ts";
import type { Ban } from "../../relay/store.ts";

export class FakeOperator implements Operator {
  open: OpenChannel[] = [
    { name: "Work", id: "a1b2c3d4e5f60718293a4b5c6d7e8f90", users: ["John", "Alice", "Bob"] },
    { name: "Family", id: "0f1e2d3c4b5a69788796a5b4c3d2e1f0", users: ["Carol"] },
  ];
  connected: ConnectedUser[] = [
    { nick: "John", identity: "11".repeat(32), address: "192.168.1.7", channels: 1, since: 0 },
    { nick: "Joanna", identity: "22".repeat(32), address: "192.168.1.8", channels: 2, since: 0 },
    { nick: "Bob", identity: "33".repeat(32), address: "::1", channels: 1, since: 0 },
  ];
  banned: Ban[] = [];
  announced: string[] = [];
  greeting = "";

  channels(): readonly OpenChannel[] {
    return this.open;
  }

  users(): readonly ConnectedUser[] {
    return this.connected;
  }

  stats(): readonly (readonly [label: string, value: string])[] {
    return [["Connections", "3"], ["Channels", "2"]];
  }

  kick(who: string, _reason: string): number {
    const before = this.connected.length;
    this.connected = this.connected.filter(({ nick }) => nick !== who);
    return before - this.connected.length;
  }

  ban(who: string, until: number, reason: string): readonly string[] {
    if (this.kick(who, reason) === 0) return [];
    this.banned.push({ subject: who, nick: "", until, reason });
    return [`identity ${who}`];
  }

  unban(who: string): number {
    const before = this.banned.length;
    this.banned = this.banned.filter(({ subject }) => subject !== who);
    return before - this.banned.length;
  }

  bans(): readonly Ban[] {
    return this.banned;
  }

  announce(text: string): number {
    this.announced.push(text);
    return this.connected.length;
  }

  motd(text: string | undefined): string {
    return this.greeting = text ?? this.greeting;
  }
}
