/** The line above the input: how the line to the relay is, how safe the channel is, who types, and what is further down. */
import { isMuted, memberOf } from "../../../shared/log/membership.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import { type ChannelState, isOpen, type OpenChannel } from "../../core/state/channel_state.ts";
import type { ChannelView } from "../../core/events.ts";
import { plural } from "../../core/words/whose.ts";
import { barLine, type BarPart } from "./bar.ts";
import { cut } from "./cut.ts";
import { legibleLine } from "./legible.ts";
import { nickText } from "./nick_text.ts";
import type { Role } from "./roles.ts";
import type { Scene } from "./scene.ts";
import { blank, filled, joined, type Line, styled } from "./span.ts";

/** The columns that are left for the rest of the line, where it is long. */
const FOR_OTHERS = 60;

/** `follows`: the window is at the end of its channel. */
export function statusBar(scene: Scene, { follows }: { readonly follows: boolean }): Line {
  const { look: { styles, signs }, size: { columns }, channel, view } = scene;
  if (view.editorSays !== "") return saying(view.editorSays, scene);
  const open = channel && isOpen(channel) ? channel : undefined;
  const left = [
    ...lineParts(scene),
    ...(open ? [...doorParts(open, scene), ...safetyParts(open, scene), ...typingParts(open, scene)] : []),
  ];
  const right = [
    ...(view.busy ? [part(`one moment${signs.dots}`, { role: "barFaint", weight: 7 }, scene)] : []),
    ...(channel && !follows ? [belowPart(channel, scene)] : []),
  ];
  return barLine(left, right, {
    width: columns,
    style: styles.bar,
    gap: styled(` ${signs.vertical} `, styles.barFaint),
  });
}

/** What the editor says goes before all else: it is gone with the next key. */
function saying(words: string, { look: { styles, signs }, size: { columns } }: Scene): Line {
  const said = styled(cut(legibleLine(words), Math.max(0, columns - 2), signs.ellipsis), styles.barWarning);
  return filled(joined([blank(1, styles.bar), said]), columns, styles.bar);
}

function lineParts(scene: Scene): readonly BarPart[] {
  const { state: { line }, view: { relay, retryAt, now }, look: { signs }, size: { columns } } = scene;
  const most = Math.max(8, columns >> 1, columns - FOR_OTHERS);
  const name = cut(legibleLine(relay), most, signs.ellipsis);
  switch (line.state) {
    case "online":
      return [signed({ sign: signs.online, role: "barGood", words: ` ${name}`, short: "" }, scene)];
    case "connecting":
      return [
        signed({ sign: signs.away, role: "barWarning", words: ` connecting to ${name}`, short: " connecting" }, scene),
      ];
    case "offline": {
      const again = againWords(retryAt, now);
      return [
        part(`${signs.offline} offline`, { role: "barBad", weight: 9 }, scene),
        ...(again === undefined ? [] : [part(again, { role: "bar", weight: 8 }, scene)]),
        // Without it nobody knows what to do; the door can wait, as long as nobody comes to it.
        part(cut(legibleLine(line.why), most, signs.ellipsis), { role: "barFaint", weight: 7 }, scene),
      ];
    }
    default:
      return line satisfies never;
  }
}

function againWords(retryAt: number | undefined, now: number): string | undefined {
  if (retryAt === undefined) return undefined;
  return retryAt <= now ? "trying again" : `again in ${Math.ceil((retryAt - now) / 1000)} s`;
}

/** What happens at the door. */
function doorParts({ view: { requests: { length } }, wrongPins }: OpenChannel, scene: Scene): readonly BarPart[] {
  const asking = `${length} ${length === 1 ? "asks" : "ask"}`;
  const asks = {
    ...part(`${asking} to join`, { role: "barWarning", weight: 7 }, scene),
    short: part(asking, { role: "barWarning", weight: 7 }, scene).line,
  };
  return [
    ...(length > 0 ? [asks] : []),
    ...(wrongPins > 0 ? [part(plural(wrongPins, "wrong PIN"), { role: "barWarning", weight: 5 }, scene)] : []),
  ];
}

function safetyParts({ view }: OpenChannel, scene: Scene): readonly BarPart[] {
  const { membership: { policy }, other } = view;
  const { verified, look: { signs } } = scene;
  const waits = silenceParts(view, scene);
  if (other) {
    const sure = verified.has(other.id);
    const words = sure ? `${signs.verified} verified` : "not verified";
    return [...waits, part(words, { role: sure ? "barGood" : "barFaint", weight: 4 }, scene)];
  }
  const door = part(...doorOf(policy), scene);
  return [...waits, door, ...(policy.history ? [] : [part("no history", { role: "barFaint", weight: 2 }, scene)])];
}

/** Why what is said now does not go out, or comes to nothing. */
function silenceParts({ membership, you, sends }: ChannelView, scene: Scene): readonly BarPart[] {
  const { state: { line }, view: { now } } = scene;
  const self = memberOf(membership, you);
  return [
    ...!sends && line.state === "online" ? [part("waiting for a key", { role: "barWarning", weight: 6 }, scene)] : [],
    ...self && isMuted(self, now) ? [part("you are muted", { role: "barWarning", weight: 6 }, scene)] : [],
  ];
}

/** What keeps others out. A lock does, with or without a PIN. */
function doorOf({ locked, open }: Policy): readonly [words: string, kind: Kind] {
  if (locked) return ["door: locked", { role: "barGood", weight: 4 }];
  return open ? ["door: open", { role: "barWarning", weight: 4 }] : ["door: PIN", { role: "barFaint", weight: 4 }];
}

function typingParts({ view: { membership }, typing }: OpenChannel, scene: Scene): readonly BarPart[] {
  const nicks = [...typing].map((number) => memberOf(membership, number)?.card.nick).filter((nick) =>
    nick !== undefined
  );
  const [first, second] = nicks.map(nickText);
  if (first === undefined) return [];
  const { ellipsis, dots } = scene.look.signs;
  const two = second === undefined
    ? `${first} is`
    : nicks.length === 2
    ? `${first} and ${second} are`
    : `${nicks.length} people are`;
  const few = nicks.length === 1 ? cut(first, 10, ellipsis) : String(nicks.length);
  return [{
    ...part(`${two} typing${dots}`, { role: "bar", weight: 6 }, scene),
    short: part(`${few} typing`, { role: "bar", weight: 6 }, scene).line,
  }];
}

/** Who reads further up would not know that a command of his was refused. */
function belowPart({ unread }: ChannelState, { look: { styles, signs }, window: { answered } }: Scene): BarPart {
  const news = [...unread > 0 ? [`${unread} new`] : [], ...answered ? ["answer"] : []];
  const words = news.length > 0 ? news.join(", ") : "more";
  return { line: styled(` ${words} ${signs.down} `, news.length > 0 ? styles.badge : styles.barStrong), weight: 10 };
}

/** A sign with words behind it, fewer where it is narrow. */
interface Signed {
  readonly sign: string;
  readonly role: Role;
  readonly words: string;
  readonly short: string;
}

function signed({ sign, role, words, short }: Signed, { look: { styles } }: Scene): BarPart {
  const begin = styled(sign, styles[role]);
  const [line, less] = [words, short].map((text) => joined([begin, styled(text, styles.bar)]));
  return { line: line ?? begin, short: less ?? begin, weight: 9 };
}

interface Kind {
  readonly role: Role;
  readonly weight: number;
}

function part(text: string, { role, weight }: Kind, { look: { styles } }: Scene): BarPart {
  return { line: styled(text, styles[role]), weight };
}
