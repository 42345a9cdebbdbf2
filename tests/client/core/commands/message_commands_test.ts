import { messageTopic } from "../../../../client/core/commands/message_commands.ts";
import type { Parsed } from "../../../../client/core/commands/parsed.ts";
import type { ChannelId } from "../../../../shared/ids.ts";
import {
  admin,
  type Case,
  checkAll,
  checkCovered,
  checkWrong,
  deserted,
  does,
  HOME,
  inPrivate,
  member,
  nowhere,
  OTHER_WORK,
  person,
  ref,
  shows,
  silent,
  twins,
  WITH_BOBBY,
  WORK,
  work,
  type WrongCase,
} from "./story.ts";

const MINE = { first: ref(0, 1), last: ref(0, 2) };
const LAST_OF = { bobby: ref(1, 2), carol: ref(2, 1), frank: ref(0, 3) };

const right: readonly Case[] = [
  ["/msg bobby", opens("bobby", "")],
  ["/w @BOBBY hi  there", opens("bobby", "hi  there")],
  ["/msg carol :tada: `:tada:`", opens("Carol", "🎉 `:tada:`")],
  ["/msg 李雷 你好", opens("李雷", "你好")],
  ["/msg grace hi", opens("grace", "hi", HOME)],
  ["/me waves :wave:", does({ type: "say", text: "*waves 👋*" })],
  ["/reply yes", does({ type: "say", text: "yes", reply: LAST_OF.frank })],
  ["/reply #2 yes", does({ type: "say", text: "yes", reply: ref(1, 1) })],
  ["/reply #1 mine", does({ type: "say", text: "mine", reply: MINE.first })],
  ["/reply @bobby yes", does({ type: "say", text: "yes", reply: LAST_OF.bobby })],
  ["/r @carol two\nlines", does({ type: "say", text: "two\nlines", reply: LAST_OF.carol })],
  ["/reply @frank he left", does({ type: "say", text: "he left", reply: LAST_OF.frank })],
  ["/reply bobby yes", does({ type: "say", text: "bobby yes", reply: LAST_OF.frank })],
  ["/reply #yes", does({ type: "say", text: "#yes", reply: LAST_OF.frank })],
  ["/reply @ home", does({ type: "say", text: "@ home", reply: LAST_OF.frank })],
  ["/edit new  text", does({ type: "edit", message: MINE.last, text: "new  text" })],
  ["/edit #1 new :heart:", does({ type: "edit", message: MINE.first, text: "new ❤️" })],
  ["/edit @bobby is right", does({ type: "edit", message: MINE.last, text: "@bobby is right" })],
  ["/edit 12 monkeys", does({ type: "edit", message: MINE.last, text: "12 monkeys" })],
  ["/delete", does({ type: "erase", message: MINE.last })],
  ["/delete #1", does({ type: "erase", message: MINE.first })],
  ["/copy", shows({ type: "copy", message: LAST_OF.frank })],
  ["/copy link", shows({ type: "copyLink" })],
  ["/copy LINK", shows({ type: "copyLink" })],
  ["/copy #2", shows({ type: "copy", message: ref(1, 1) })],
  ["/react :+1:", reacts(LAST_OF.frank, "👍")],
  ["/react +1", reacts(LAST_OF.frank, "👍")],
  ["/react 👍🏽", reacts(LAST_OF.frank, "👍🏽")],
  ["/react ❤", reacts(LAST_OF.frank, "❤️")],
  ["/react 100", reacts(LAST_OF.frank, "💯")],
  ["/react :TADA:", reacts(LAST_OF.frank, "🎉")],
  ["/react #2 🎉", reacts(ref(1, 1), "🎉")],
  ["/react #2 :heart:", reacts(ref(1, 1), "❤️", false)],
  ["/react :heart: #2", reacts(ref(1, 1), "❤️", false)],
  ["/react @bobby :tada:", reacts(LAST_OF.bobby, "🎉", false)],
  ["/react :tada: @Carol", reacts(LAST_OF.carol, "🎉")],
  ["/react #1 🇩🇪", reacts(MINE.first, "🇩🇪")],
  ["/search  lost  words", shows({ type: "search", text: "lost  words" })],
  ["/older", does({ type: "older", most: 50 })],
  ["/older 200", does({ type: "older", most: 200 })],
  ["/export txt", shows({ type: "export", format: "txt", path: "" })],
  ["/export JSON ~/My notes/a.json", shows({ type: "export", format: "json", path: "~/My notes/a.json" })],
];

const wrong: readonly WrongCase[] = [
  ["/msg", "/msg needs a nick.", "/msg nick [text]"],
  ["/msg bob hi", 'Nobody in your channels is called "bob". Did you mean "bobby"?'],
  ["/msg alice hi", "That is you."],
  ["/msg dave hi", 'Nobody in your channels is called "dave".'],
  ["/me", "/me needs the text.", "/me text"],
  ["/me \u200b", "There is nothing in it that could be seen.", "/me text"],
  ["/reply", "/reply needs the text.", "/reply [#12|@nick] text"],
  ["/reply #2", "/reply needs the text.", "/reply [#12|@nick] text"],
  ["/reply #77 yes", "There is no message #77 here."],
  ["/reply @bob yes", 'Nobody here is called "bob". Did you mean "bobby"?'],
  ["/reply @zoë yes", 'There is no message of "Zoë" here.'],
  ["/edit", "/edit needs the text.", "/edit [#12] text"],
  ["/edit #1", "/edit needs the text.", "/edit [#12] text"],
  ["/edit #2 x", "#2 is not yours: only its author can change a message."],
  ["/edit #007 x", "There is no message #7 here."],
  ["/reply #0 yes", "There is no message #0 here. Earlier ones come with /older."],
  ["/delete #3", "#3 is not yours: only its author can change a message."],
  ["/delete that", '/delete does not know what to do with "that".', "/delete [#12]"],
  ["/delete #1 #4", '/delete does not know what to do with "#4".', "/delete [#12]"],
  ["/react", "/react needs an emoji.", "/react [#12|@nick] emoji"],
  ["/react #2", "/react needs an emoji.", "/react [#12|@nick] emoji"],
  ["/react thumbs", '"thumbs" is no emoji. Did you mean :thumbsup:?', "/react [#12|@nick] emoji"],
  ["/react :)", '":)" is no emoji. /emoji looks for one.', "/react [#12|@nick] emoji"],
  ["/react 👍👍", '"👍👍" is no emoji. /emoji looks for one.', "/react [#12|@nick] emoji"],
  ["/react :+1: great", '/react does not know what to do with "great".', "/react [#12|@nick] emoji"],
  ["/search", "/search needs a word.", "/search text"],
  ["/older many", '"many" is no number from 1 to 1000.', "/older [how many]"],
  ["/older 1001", '"1001" is no number from 1 to 1000.', "/older [how many]"],
  ["/export", "/export needs txt or json.", "/export txt|json [path]"],
  ["/export pdf", 'It takes txt or json, not "pdf".', "/export txt|json [path]"],
];

Deno.test("commands about messages do what they say", () => {
  checkCovered(messageTopic, right);
  checkAll(right);
  checkAll(right, member);
});

Deno.test("commands about messages say what is wrong and what is right", () => checkWrong(wrong));

Deno.test("where there is no message, none can be answered or changed", () => {
  checkWrong([
    ["/reply yes", "There is no message of anybody else here."],
    ["/react :+1:", "There is no message of anybody else here."],
    ["/edit yes", "There is no message of yours here."],
    ["/delete", "There is no message of yours here."],
  ], silent);
});

Deno.test("without a number no message is changed but the last that one has seen oneself say", () => {
  // Else who takes back what is still on its way takes back what he said before it.
  const unsent = (what: "pending" | "failed") => ({ ...admin, channel: { ...work, unsent: what } });
  const pending = "Your last message is still on its way. Wait for it, or say which you mean: #12.";
  const failed = "Your last message was not sent. If you mean one before it, say which: #12.";
  for (const line of ["/edit yes", "/delete"]) {
    checkWrong([[line, pending]], unsent("pending"));
    checkWrong([[line, failed]], unsent("failed"));
  }
  checkAll([["/delete #1", does({ type: "erase", message: MINE.first })]], unsent("pending"));
});

Deno.test("in a private channel /msg writes there to him, and elsewhere to others", () => {
  checkAll([
    ["/msg bobby hi", { type: "intent", intent: { type: "say", text: "hi", channel: WITH_BOBBY } }],
    ["/msg bobby", shows({ type: "window" }, WITH_BOBBY)],
    ["/msg carol hi", opens("Carol", "hi")],
  ], inPrivate);
});

Deno.test("/msg does not write to who has left into the private channel that was", () => {
  checkAll([["/msg bobby hi", opens("bobby", "hi")]], deserted);
  checkAll([["/msg bobby hi", opens("bobby", "hi")]], { ...deserted, channel: undefined });
  checkWrong([
    ["/msg bobby hi", '"bobby" has left, and is in none of your channels.'],
  ], { ...deserted, channels: deserted.channels.slice(1) });
  checkAll([
    ["/go @bobby (left)", shows({ type: "window" }, WITH_BOBBY)],
    ["/go bobby", shows({ type: "window" }, WITH_BOBBY)],
  ], deserted);
  const anew = { ...deserted, channels: [...deserted.channels, ...inPrivate.channels.slice(2)] };
  checkAll([["/go @bobby", shows({ type: "window" }, WITH_BOBBY)]], anew);
});

Deno.test("without a channel in front, /msg finds the one where somebody is", () => {
  const aside = { ...admin, channel: undefined };
  checkAll([["/msg bobby hi", opens("bobby", "hi", WITH_BOBBY)], ["/msg grace", opens("grace", "", HOME)]], aside);
  checkWrong([["/msg bobby hi", 'Nobody in your channels is called "bobby".']], nowhere);
});

Deno.test("/msg asks which is meant where two people have one nick", () => {
  const channels = twins.channels.map((channel) =>
    channel.id === HOME || channel.id === OTHER_WORK
      ? { ...channel, people: [person("nina", channel.id === HOME ? 20 : 21), person("olga", 22)] }
      : channel
  );
  checkWrong([
    ["/msg nina hi", '"nina" is somebody else in rose garden and in work: write from the channel of the one you mean.'],
  ], { ...twins, channels });
  checkAll([["/msg olga hi", opens("olga", "hi", HOME)]], { ...twins, channels });
});

function opens(nick: string, text: string, channel: ChannelId = WORK): Parsed {
  return { type: "private", intent: { type: "private", channel, nick }, text };
}

function reacts(message: typeof MINE.first, emoji: string, on = true): Parsed {
  return does({ type: "react", message, emoji, on });
}
