import { powerTopic } from "../../../../client/core/commands/power_commands.ts";
import {
  type Case,
  checkAll,
  checkCovered,
  checkWrong,
  does,
  inPrivate,
  member,
  nowhere,
  shows,
  type WrongCase,
} from "./story.ts";

const BAN = "/ban nick [for 2h] [reason]";
const NO_TIME = "is no time. Write 30m, 2h or 7d.";

const right: readonly Case[] = [
  ["/admin", shows({ type: "admins" })],
  ["/requests", shows({ type: "requests" })],
  ["/approve dave", does({ type: "approve", nick: "dave" })],
  ["/approve  @DAVE ", does({ type: "approve", nick: "dave" })],
  ["/deny erin", does({ type: "deny", nick: "erin", reason: "" })],
  ["/deny erin who  are you?", does({ type: "deny", nick: "erin", reason: "who  are you?" })],
  ["/kick bobby", does({ type: "kick", nick: "bobby", reason: "" })],
  ['/kick @bobby "enough" is enough', does({ type: "kick", nick: "bobby", reason: '"enough" is enough' })],
  ["/kick 李雷 two\nlines", does({ type: "kick", nick: "李雷", reason: "two lines" })],
  ["/ban bobby", bans(undefined, "")],
  ["/ban bobby for 2h", bans(7_200_000, "")],
  ["/ban bobby FOR 1h30m spam", bans(5_400_000, "spam")],
  ["/ban bobby 2h spam", bans(7_200_000, "spam")],
  ["/ban bobby for spamming", bans(undefined, "for spamming")],
  ["/ban bobby for ever", bans(undefined, "for ever")],
  ["/ban bobby forging 2h", bans(undefined, "forging 2h")],
  ["/ban bobby 3 warnings", bans(undefined, "3 warnings")],
  ["/ban bobby a hothead", bans(undefined, "a hothead")],
  ["/ban frank", does({ type: "ban", nick: "frank", ms: undefined, reason: "" })],
  ["/ban dave for 2h spam", does({ type: "ban", nick: "dave", ms: 7_200_000, reason: "spam" })],
  ["/unban mallory", does({ type: "unban", nick: "mallory" })],
  ["/bans", shows({ type: "bans" })],
  ["/mute bobby", does({ type: "mute", nick: "bobby", ms: undefined })],
  ["/mute bobby for 10m", does({ type: "mute", nick: "bobby", ms: 600_000 })],
  ["/mute bobby 10m", does({ type: "mute", nick: "bobby", ms: 600_000 })],
  ["/unmute zoë", does({ type: "unmute", nick: "Zoë" })],
  ["/op bobby", does({ type: "op", nick: "bobby" })],
  ["/deop carol", does({ type: "deop", nick: "Carol" })],
  ["/deop alice", does({ type: "deop", nick: "alice" })],
  ["/transfer bobby", does({ type: "transfer", nick: "bobby" })],
];

const wrong: readonly WrongCase[] = [
  ["/admin bobby", '/admin does not know what to do with "bobby".', "/admin"],
  ["/requests all", '/requests does not know what to do with "all".', "/requests"],
  ["/approve", "/approve needs a nick.", "/approve nick"],
  ["/approve bobby", 'Nobody called "bobby" asks to join.'],
  ["/approve dav", 'Nobody called "dav" asks to join. Did you mean "dave"?'],
  ["/approve dave erin", '/approve does not know what to do with "erin".', "/approve nick"],
  ["/deny", "/deny needs a nick.", "/deny nick [reason]"],
  ["/deny frank", 'Nobody called "frank" asks to join.'],
  ["/kick", "/kick needs a nick.", "/kick nick [reason]"],
  ["/kick bob", 'Nobody here is called "bob". Did you mean "bobby"?'],
  ["/kick alice", "That is you."],
  ["/kick frank", 'Nobody here is called "frank".'],
  ["/kick @", 'Nobody here is called "".'],
  ["/kick bobby " + "ä".repeat(151), "That reason is too long: the longest has 300 bytes."],
  ["/ban", "/ban needs a nick.", BAN],
  ["/ban judy", 'Nobody called "judy" is or was here, or asks to join.'],
  ["/ban Alice", "That is you."],
  ["/ban bobby for 2x", `"2x" ${NO_TIME}`, BAN],
  ["/ban bobby for 2", `"2" ${NO_TIME}`, BAN],
  ["/ban bobby for 2 hours", `"2" ${NO_TIME}`, BAN],
  ["/ban bobby 2 hours", `"2" ${NO_TIME}`, BAN],
  ["/ban bobby 2hours", `"2hours" ${NO_TIME}`, BAN],
  ["/ban bobby for a week", `"a" ${NO_TIME}`, BAN],
  ["/ban bobby for half an hour", `"half" ${NO_TIME}`, BAN],
  ["/ban bobby for", "How long? Write 30m, 2h or 7d.", BAN],
  ["/ban bobby for 0m", '"0m" is over at once.', BAN],
  ["/ban bobby for 3651d", '"3651d" is longer than 3650d: without a time it is for ever.', BAN],
  ["/unban", "/unban needs a nick.", "/unban nick"],
  ["/unban malory", 'Nobody called "malory" is banned here. Did you mean "mallory"?'],
  ["/unban bobby", 'Nobody called "bobby" is banned here.'],
  ["/bans x", '/bans does not know what to do with "x".', "/bans"],
  ["/mute", "/mute needs a nick.", "/mute nick [for 2h]"],
  ["/mute bobby spam", '/mute does not know what to do with "spam".', "/mute nick [for 2h]"],
  ["/mute alice", "That is you."],
  ["/unmute", "/unmute needs a nick.", "/unmute nick"],
  ["/unmute carl", 'Nobody here is called "carl". Did you mean "Carol"?'],
  ["/op", "/op needs a nick.", "/op nick"],
  ["/op alice", "That is you."],
  ["/deop", "/deop needs a nick.", "/deop nick"],
  ["/deop dave", 'Nobody here is called "dave".'],
  ["/transfer", "/transfer needs a nick.", "/transfer nick"],
  ["/transfer alice", "That is you."],
];

Deno.test("commands of power do what they say", () => {
  checkCovered(powerTopic, right);
  checkAll(right);
});

Deno.test("commands of power say what is wrong and what is right", () => checkWrong(wrong));

const lists: readonly Case[] = [
  ["/admin", shows({ type: "admins" })],
  ["/requests", shows({ type: "requests" })],
  ["/bans", shows({ type: "bans" })],
];

Deno.test("a member sees who has power and over whom; anything else is not his, rightly written or not", () => {
  checkAll(lists, member);
  const listed = lists.map(([line]) => line);
  const commands = powerTopic.commands.map(({ name }) => `/${name}`).filter((line) => !listed.includes(line));
  const lines = [...commands, "/8 bobby", "/2 dave", "/6 bobby", "/kick bobby", "/ban nobody", "/mute bobby for 2x"];
  checkWrong(lines.map((line) => [line, "You're not an admin."]), member);
});

Deno.test("a private channel knows no power, and where there is no channel there is none either", () => {
  const lines = powerTopic.commands.map(({ name }) => `/${name} bobby`);
  checkWrong(lines.map((line) => [line, "A private channel has no admins, bans or settings."]), inPrivate);
  checkWrong(lines.map((line) => [line, "You are in no channel yet: /join takes you into one."]), nowhere);
});

function bans(ms: number | undefined, reason: string) {
  return does({ type: "ban", nick: "bobby", ms, reason });
}
