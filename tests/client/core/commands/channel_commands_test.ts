import { assert } from "@std/assert";
import { channelTopic } from "../../../../client/core/commands/channel_commands.ts";
import { parseInput } from "../../../../client/core/commands/parse_input.ts";
import { MOST_TOPIC } from "../../../../client/core/content.ts";
import {
  admin,
  type Case,
  checkAll,
  checkCovered,
  checkWrong,
  does,
  doesAnywhere,
  HOME,
  inPrivate,
  member,
  nowhere,
  OTHER_WORK,
  shows,
  showsAnywhere,
  twins,
  WITH_BOBBY,
  WORK,
  type WrongCase,
} from "./story.ts";

const NEVER_TYPED = "A PIN is never typed in the line, where it could be read; it is asked for.";
const CODE = "x".repeat(64);
const JOIN_ALONE = " A name with spaces is asked for by /join alone.";

const right: readonly Case[] = [
  ["/join Garden", asksToJoin("Garden")],
  ["/join", asksToJoin(undefined)],
  ["/join #12", asksToJoin("#12")],
  ['/join "x"', asksToJoin('"x"')],
  ["/join WORK", asksToJoin("WORK", WORK)],
  ["/join rose garden", asksToJoin("rose garden", HOME)],
  ["/join bobby", asksToJoin("bobby")],
  [`/join relay.example/#${CODE}`, doesAnywhere({ type: "useInvite", link: `relay.example/#${CODE}` })],
  ["/join pychat://relay.example#secret", doesAnywhere({ type: "useInvite", link: "pychat://relay.example#secret" })],
  ["/stop", doesAnywhere({ type: "stopWaiting" })],
  ["/leave", does({ type: "leave" })],
  ["/leave Rose Garden", { type: "intent", intent: { type: "leave", channel: HOME } }],
  ["/leave @bobby", { type: "intent", intent: { type: "leave", channel: WITH_BOBBY } }],
  ["/channels", showsAnywhere({ type: "channels" })],
  ["/go work", shows({ type: "window" })],
  ["/go 2", shows({ type: "window" }, HOME)],
  ["/go #3", shows({ type: "window" }, WITH_BOBBY)],
  ["/go @Bobby", shows({ type: "window" }, WITH_BOBBY)],
  ["/go bobby", shows({ type: "window" }, WITH_BOBBY)],
  ["/topic", shows({ type: "topic" })],
  ["/topic Plans  for :tada:", does({ type: "topic", text: "Plans  for 🎉" })],
  ["/topic two\n  lines", does({ type: "topic", text: "two lines" })],
  ["/topic off", does({ type: "topic", text: "" })],
  ["/topiclock", shows({ type: "setting", setting: "adminsSetTopic" })],
  ["/topiclock on", does({ type: "policy", change: { adminsSetTopic: true } })],
  ["/topiclock off", does({ type: "policy", change: { adminsSetTopic: false } })],
  ["/history", shows({ type: "setting", setting: "history" })],
  ["/history on", does({ type: "policy", change: { history: true } })],
  ["/history OFF", does({ type: "policy", change: { history: false } })],
  ["/lock", shows({ type: "setting", setting: "locked" })],
  ["/lock on", does({ type: "policy", change: { locked: true } })],
  ["/unlock", does({ type: "policy", change: { locked: false } })],
  ["/keep", shows({ type: "setting", setting: "keep" })],
  ["/keep yes", does({ type: "policy", change: { keep: true } })],
  ["/pin", showsAnywhere({ type: "askPin", use: { type: "change", channel: WORK } })],
  ["/pin off", does({ type: "pin", pin: "" })],
  ["/invite", does({ type: "invite", uses: 1, ms: undefined })],
  ["/invite 5", does({ type: "invite", uses: 5, ms: undefined })],
  ["/invite for 2h", does({ type: "invite", uses: 65_535, ms: 7_200_000 })],
  ["/invite 5 for 1h30m", does({ type: "invite", uses: 5, ms: 5_400_000 })],
  ["/invite   5   7d", does({ type: "invite", uses: 5, ms: 604_800_000 })],
  ["/invites", shows({ type: "invites" })],
  ["/revoke 19", does({ type: "revoke", invite: 19 })],
  ["/revoke #4", does({ type: "revoke", invite: 4 })],
  ["/rekey", does({ type: "rekey" })],
];

const wrong: readonly WrongCase[] = [
  ["/join Garden 1234", NEVER_TYPED + JOIN_ALONE, "/join [name|link]"],
  ["/join lily pond", NEVER_TYPED + JOIN_ALONE, "/join [name|link]"],
  ["/join a\u0007b", "The channel name has characters that cannot be shown.", "/join [name|link]"],
  ["/join " + "x".repeat(51), "The channel name is longer than 50 characters.", "/join [name|link]"],
  ["/stop it", '/stop does not know what to do with "it".', "/stop"],
  ["/leave Wrok", 'You are in no channel called "Wrok". Did you mean "Work"?'],
  ["/channels all", '/channels does not know what to do with "all".', "/channels"],
  ["/go", "/go needs a channel: /channels shows yours.", "/go channel"],
  ["/go 4", 'You are in no channel called "4".'],
  ["/go 0", 'You are in no channel called "0".'],
  ["/topic " + "ä".repeat(MOST_TOPIC / 2) + "x", "That text is too long: the longest has 300 bytes."],
  ["/topiclock alice", 'It takes on or off, not "alice".', "/topiclock [on|off]"],
  ["/history maybe", 'It takes on or off, not "maybe".', "/history [on|off]"],
  ["/lock on now", '/lock does not know what to do with "now".', "/lock [on|off]"],
  ["/keep 30d", 'It takes on or off, not "30d".', "/keep [on|off]"],
  ["/pin 1234", NEVER_TYPED, "/pin [off]"],
  ["/pin off 1234", NEVER_TYPED, "/pin [off]"],
  ["/invite bobby", '/invite does not know what to do with "bobby".', "/invite [uses] [for 2h]"],
  ["/invite 0", '"0" is no number from 1 to 65535.', "/invite [uses] [for 2h]"],
  ["/invite 65536", '"65536" is no number from 1 to 65535.', "/invite [uses] [for 2h]"],
  ["/invite for 2x", '"2x" is no time. Write 30m, 2h or 7d.', "/invite [uses] [for 2h]"],
  ["/invite 5 for", "How long? Write 30m, 2h or 7d.", "/invite [uses] [for 2h]"],
  ["/invite for 0s", '"0s" is over at once.', "/invite [uses] [for 2h]"],
  [
    "/invite for 9999d",
    '"9999d" is longer than 3650d: without a time it is for ever.',
    "/invite [uses] [for 2h]",
  ],
  ["/invites 3", '/invites does not know what to do with "3".', "/invites"],
  ["/revoke", "/revoke needs the number of an invite: /invites shows them.", "/revoke number"],
  ["/revoke all", '"all" is no number of an invite: /invites shows them.', "/revoke number"],
  ["/revoke 5", "There is no invite 5: /invites shows those that are alive."],
  ["/rekey now", '/rekey does not know what to do with "now".', "/rekey"],
];

Deno.test("commands about channels do what they say", () => {
  checkCovered(channelTopic, right);
  checkAll(right);
});

Deno.test("commands about channels say what is wrong and what is right", () => checkWrong(wrong));

Deno.test("no answer repeats a PIN that was typed in the line", () => {
  for (const line of ["/join Work hunter2", "/pin hunter2", "/jion Work hunter2", "/pin off hunter2"]) {
    assert(!JSON.stringify(parseInput(line, admin)).includes("hunter2"), line);
  }
});

Deno.test("a member may ask how a channel is set, and not change it", () => {
  checkAll([
    ["/history", shows({ type: "setting", setting: "history" })],
    ["/lock", shows({ type: "setting", setting: "locked" })],
    ["/keep", shows({ type: "setting", setting: "keep" })],
    ["/topic new", does({ type: "topic", text: "new" })],
    ["/invites", shows({ type: "invites" })],
  ], member);
  const forbidden = ["/history on", "/lock off", "/unlock", "/keep on", "/pin", "/pin off", "/invite", "/revoke 4"];
  checkWrong([...forbidden, "/rekey", "/lock maybe"].map((line) => [line, "You're not an admin."]), member);
});

Deno.test("a private channel has no settings, but a topic, and can be left", () => {
  const lines = ["/history", "/history on", "/lock", "/keep on", "/pin", "/invite", "/invites", "/revoke 4", "/rekey"];
  checkWrong(lines.map((line) => [line, "A private channel has no admins, bans or settings."]), inPrivate);
  checkAll([
    ["/topic ours", { type: "intent", intent: { type: "topic", text: "ours", channel: WITH_BOBBY } }],
    ["/leave", { type: "intent", intent: { type: "leave", channel: WITH_BOBBY } }],
  ], inPrivate);
});

Deno.test("without a channel one can join, and look for channels", () => {
  checkAll([
    ["/join Garden", asksToJoin("Garden")],
    ["/channels", showsAnywhere({ type: "channels" })],
  ], nowhere);
  const none = "You are in no channel yet: /join takes you into one.";
  checkWrong([
    ["/topic", none],
    ["/lock on", none],
    ["/leave", "You are in no channel."],
    ["/go 1", 'You are in no channel called "1".'],
  ], nowhere);
});

Deno.test("in the window of a channel that is over nothing can be done but to put it away", () => {
  const over = { ...nowhere, over: WORK };
  const why = "You are no longer in this channel: /leave puts its window away.";
  checkWrong([
    ["hello", "You are no longer in this channel, so nobody would read that.", "/leave puts its window away."],
    ["/topic ours", why],
    ["/lock on", why],
  ], over);
  checkAll([["/leave", showsAnywhere({ type: "putAway", channel: WORK })]], over);
});

Deno.test("two channels of one name are told apart by their numbers", () => {
  const why = (typed: string) => `You are in 2 channels called "${typed}": /channels shows the number of each.`;
  checkWrong([["/go work", why("work")], ["/leave Work", why("Work")]], twins);
  checkAll([["/go 4", shows({ type: "window" }, OTHER_WORK)], ["/go 1", shows({ type: "window" })]], twins);
});

function asksToJoin(name: string | undefined, known: typeof WORK | undefined = undefined) {
  return showsAnywhere({ type: "askPin", use: { type: "join", name, known } });
}
