/** What people in a flow of clients can do besides talking, a sentence each. What a sentence does not name is where one is. */
import type { Intent } from "../../client/core/intents.ts";
import { parseDuration } from "../../shared/duration.ts";
import type { ClientPerson } from "./client_cast.ts";

/** What he wants of his client; or what takes more than one intent, done. */
export type Sentence = readonly [
  form: RegExp,
  run: (person: ClientPerson, words: readonly string[]) => Intent | Promise<void>,
];

export const SENTENCES: readonly Sentence[] = [
  [/^joins (.+) with (\S+)'s PIN$/, (person, [name = "", nick = ""]) => person.joinWithPinOf(name, nick)],
  [/^joins (.+) with (.+)$/, (_, [name = "", pin = ""]) => join(name, pin, "ask")],
  [/^joins (.+) openly$/, (_, [name = ""]) => join(name, "", "ask")],
  [/^creates another (.+) with (.+)$/, (_, [name = "", pin = ""]) => join(name, pin, "create")],
  [/^waits at (.+) with (.+)$/, (_, [name = "", pin = ""]) => join(name, pin, "wait")],
  [/^waits at (.+) openly$/, (_, [name = ""]) => join(name, "", "wait")],
  [/^tries (\d+) PINs at (.+)$/, (person, [count, name = ""]) => person.guess(Number(count), name)],
  [/^stops waiting$/, () => ({ type: "stopWaiting" })],
  [/^returns to (.+)$/, (_, [name = ""]) => ({ type: "join", name, pin: undefined, others: "ask" })],
  [/^leaves$/, (person) => person.leave()],
  [/^goes to (.+) with (.+)$/, (person, [name = "", pin]) => person.goTo(name, pin)],
  [/^goes to (.+)$/, (person, [name = ""]) => person.goTo(name)],
  [/^tells (\S+): (.+)$/, (person, [nick = "", text = ""]) => person.tell(nick, text)],
  [/^says nothing$/, (person) => person.here({ type: "say", text: "" })],
  [/^says (\d+) messages$/, (person, [count]) => person.count(Number(count))],
  [/^says (\d+) times (.+)$/, (person, [count, text = ""]) => {
    return person.here({ type: "say", text: text.repeat(Number(count)) });
  }],
  [/^says (.+)$/, (person, [text = ""]) => person.here({ type: "say", text: plain(text) })],
  [/^replies to (\S+): (.+)$/, (person, [nick = "", text = ""]) => {
    return person.here({ type: "say", text, reply: person.lastOf(nick) });
  }],
  [/^reacts to (\S+) with (\S+)$/, (person, [nick = "", emoji = ""]) => {
    return person.here({ type: "react", message: person.lastOf(nick), emoji, on: true });
  }],
  [/^no longer reacts to (\S+) with (\S+)$/, (person, [nick = "", emoji = ""]) => {
    return person.here({ type: "react", message: person.lastOf(nick), emoji, on: false });
  }],
  [/^edits: (.*)$/, (person, [text = ""]) => {
    return person.here({ type: "edit", message: person.lastOf(person.client.nick), text });
  }],
  [/^edits (\S+)'s message: (.+)$/, (person, [nick = "", text = ""]) => {
    return person.here({ type: "edit", message: person.lastOf(nick), text });
  }],
  [/^takes it back$/, (person) => person.here({ type: "erase", message: person.lastOf(person.client.nick) })],
  [/^takes back (\S+)'s message$/, (person, [nick = ""]) => {
    return person.here({ type: "erase", message: person.lastOf(nick) });
  }],
  [/^offers (\S+) of (\d+) bytes$/, (person, [name = "", size]) => person.offer(name, Number(size))],
  [/^accepts (\S+)$/, (person, [name = ""]) => ({ type: "acceptFile", file: person.fileCalled(name), path: "" })],
  [/^declines (\S+)$/, (person, [name = ""]) => ({ type: "declineFile", file: person.fileCalled(name) })],
  [/^cancels (\S+)$/, (person, [name = ""]) => ({ type: "cancelFile", file: person.fileCalled(name) })],
  [/^has "([^"]+)", which is (\S+)$/, (person, [path = "", name = ""]) => person.has(path, name)],
  [/^scrolls up$/, (person) => person.here({ type: "older", most: 50 })],
  [
    /^kicks (\S+)(?: because (.+))?$/,
    (person, [nick = "", reason = ""]) => person.here({ type: "kick", nick, reason }),
  ],
  [/^bans (\S+)(?: for (\S+))?(?: because (.+))?$/, (person, [nick = "", time, reason = ""]) => {
    return person.here({ type: "ban", nick, ms: durationOf(time), reason });
  }],
  [/^(unbans|unmutes|ops|deops|approves) (\S+)$/, (person, [verb = "", nick = ""]) => {
    return person.here({ type: verb.slice(0, -1) as "op", nick });
  }],
  [/^hands over to (\S+)$/, (person, [nick = ""]) => person.here({ type: "transfer", nick })],
  [
    /^denies (\S+)(?: because (.+))?$/,
    (person, [nick = "", reason = ""]) => person.here({ type: "deny", nick, reason }),
  ],
  [/^mutes (\S+)(?: for (\S+))?$/, (person, [nick = "", time]) => {
    return person.here({ type: "mute", nick, ms: durationOf(time) });
  }],
  [/^(locks|unlocks)$/, (person, [how]) => person.here({ type: "policy", change: { locked: how === "locks" } })],
  [/^turns (history|keep) (on|off)$/, (person, [what = "", how]) => {
    return person.here({ type: "policy", change: { [what]: how === "on" } });
  }],
  [/^lets (only admins|everybody) set the topic$/, (person, [who]) => {
    return person.here({ type: "policy", change: { adminsSetTopic: who === "only admins" } });
  }],
  [/^turns keep on and off (\d+) times$/, (person, [times]) => person.fidget(Number(times))],
  [/^sets the topic to (.+)$/, (person, [text = ""]) => person.here({ type: "topic", text })],
  [/^clears the topic$/, (person) => person.here({ type: "topic", text: "" })],
  [/^changes the PIN to (.+)$/, (person, [pin = ""]) => person.here({ type: "pin", pin: plain(pin) })],
  [/^opens the door$/, (person) => person.here({ type: "pin", pin: "" })],
  [/^changes the key$/, (person) => person.here({ type: "rekey" })],
  [/^invites (\d+)(?: for (\S+))?$/, (person, [uses, time]) => person.invite(Number(uses), durationOf(time))],
  [/^revokes the invite$/, (person) => person.revoke()],
  [/^uses (\S+)'s invite$/, (person, [nick = ""]) => person.useInviteOf(nick)],
  [/^uses the link (.+)$/, (_, [link = ""]) => ({ type: "useInvite", link })],
  [/^ignores (\S+)$/, (person, [nick = ""]) => ({ type: "ignore", identity: person.idOf(nick), on: true })],
  [/^heeds (\S+)$/, (person, [nick = ""]) => ({ type: "ignore", identity: person.idOf(nick), on: false })],
  [/^is (online|away|invisible)(?: \((.+)\))?$/, (_, [status = "", text = ""]) => {
    return { type: "status", status: status as "away", text };
  }],
  [/^(begins|stops) to type$/, (person, [how]) => person.here({ type: "typing", on: how === "begins" })],
  [/^has read it( secretly)?$/, (person, [secretly]) => {
    return person.here({ type: "read", cursor: person.cursor, tell: secretly === undefined });
  }],
  [/^(marks|unmarks) (\S+) as verified$/, (person, [how, nick = ""]) => {
    return person.here({ type: "verify", nick, ok: how === "marks" });
  }],
  [/^compares numbers with (\S+)$/, (person, [nick = ""]) => person.compare(nick)],
  [/^was not told (.+)$/, (person, [note = ""]) => person.notTold(note)],
  [/^lists (members|admins|requests|bans|invites|channels)$/, (person, [what = ""]) => person.list(what as "members")],
  [/^is called (.+)$/, (person, [nick = ""]) => person.rename(plain(nick))],
  [/^opens a second window as (\S+)$/, (person, [name = ""]) => person.openWindow(name)],
  [/^restarts$/, (person) => person.restart("close")],
  [/^restarts without a line$/, (person) => person.restartOffline()],
  [/^crashes$/, (person) => person.restart("crash")],
  [/^crashes as he says (.+)$/, (person, [text = ""]) => person.crashSaying(text)],
  [/^runs out of disk$/, (person) => person.setDisk("full")],
  [/^has disk again$/, (person) => person.setDisk("free")],
];

function join(name: string, pin: string, others: "ask" | "wait" | "create"): Intent {
  return { type: "join", name: plain(name), pin: plain(pin), others };
}

/** What a flow cannot show is written as in JSON, in quotes. */
function plain(text: string): string {
  return text.startsWith('"') ? String(JSON.parse(text)) : text;
}

function durationOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text);
}
