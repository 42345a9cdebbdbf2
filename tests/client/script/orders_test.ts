import { assertEquals, assertStringIncludes } from "@std/assert";
import { readOrder } from "../../../client/script/orders.ts";
import { memberNumberFrom } from "../../../shared/ids.ts";

const REF = { author: memberNumberFrom(3), counter: 17 };

Deno.test("readOrder() reads every order there is", () => {
  const cases: readonly (readonly [line: string, intent: unknown])[] = [
    ['{"type":"say","text":"hi"}', { type: "say", text: "hi", reply: undefined }],
    ['{"type":"say","text":"hi","reply":"3.17"}', { type: "say", text: "hi", reply: REF }],
    ['{"type":"edit","of":"3.17","text":"ho"}', { type: "edit", message: REF, text: "ho" }],
    ['{"type":"delete","of":"3.17"}', { type: "erase", message: REF }],
    ['{"type":"react","of":"3.17","emoji":"👍"}', { type: "react", message: REF, emoji: "👍", on: true }],
    ['{"type":"react","of":"3.17","emoji":"👍","on":false}', { type: "react", message: REF, emoji: "👍", on: false }],
    ['{"type":"topic","text":""}', { type: "topic", text: "" }],
    ['{"type":"typing"}', { type: "typing", on: true }],
    ['{"type":"approve","nick":"bob"}', { type: "approve", nick: "bob" }],
    ['{"type":"deny","nick":"bob"}', { type: "deny", nick: "bob", reason: "" }],
    ['{"type":"kick","nick":"bob","reason":"loud"}', { type: "kick", nick: "bob", reason: "loud" }],
    ['{"type":"ban","nick":"bob","for":"2h"}', { type: "ban", nick: "bob", ms: 7_200_000, reason: "" }],
    ['{"type":"unban","nick":"bob"}', { type: "unban", nick: "bob" }],
    ['{"type":"mute","nick":"bob"}', { type: "mute", nick: "bob", ms: undefined }],
    ['{"type":"unmute","nick":"bob"}', { type: "unmute", nick: "bob" }],
  ];
  for (const [line, intent] of cases) {
    assertEquals(readOrder(line), { tag: undefined, channel: undefined, to: undefined, intent } as never, line);
  }
});

Deno.test("readOrder() hands the tag back, and knows where and to whom", () => {
  assertEquals(readOrder('{"type":"say","text":"hi","tag":{"a":[1]},"channel":"Work","to":"bob"}'), {
    ...{ tag: { a: [1] }, channel: "Work", to: "bob" },
    intent: { type: "say", text: "hi", reply: undefined },
  });
});

Deno.test("readOrder() says what is wrong, and never throws", () => {
  const cases: readonly (readonly [line: string, why: string])[] = [
    ["", "no JSON object"],
    ["hello", "no JSON object"],
    ["[]", "no JSON object"],
    ["null", "no JSON object"],
    ['"say"', "no JSON object"],
    ["{}", "there are say, edit"],
    ['{"type":"toString"}', "there are say, edit"],
    ['{"type":7}', "there are say, edit"],
    ['{"type":"say"}', '"text" has to be a text'],
    ['{"type":"say","text":7}', '"text" has to be a text'],
    ['{"type":"say","text":"x","to":7}', '"to" has to be a text'],
    ['{"type":"say","text":"x","reply":"3"}', '"reply" has to be a message\'s id'],
    ['{"type":"delete","of":"4294967296.1"}', '"of" has to be a message\'s id'],
    ['{"type":"typing","on":"yes"}', '"on" has to be true or false'],
    ['{"type":"ban","nick":"bob","for":"soon"}', '"for" has to be a time'],
  ];
  for (const [line, why] of cases) {
    const read = readOrder(line);
    assertStringIncludes("why" in read ? read.why : "an order", why, line);
  }
});

Deno.test("readOrder() takes a tag from what is no order, too", () => {
  assertEquals(readOrder('{"type":"say","tag":5}').tag, 5);
});
