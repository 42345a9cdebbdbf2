/** What was done in a channel, as plain sentences: a row a kind of entry. */
import { formatDuration } from "../../../shared/duration.ts";
import type { IdentityId } from "../../../shared/ids.ts";
import { type ActOf, NEVER, type Op } from "../../../shared/log/entry.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { DeedRow } from "../state/shown_row.ts";
import { policyWords } from "./policy_words.ts";
import { object, subject, whose } from "./whose.ts";

/** A deed, with the people in it as they stand in a sentence. */
interface Told<K extends Op> {
  readonly act: ActOf<K>;
  readonly by: string;
  readonly whom: string;
  readonly whose: string;
  /** Whoever did it did it to himself. */
  readonly toSelf: boolean;
  readonly row: DeedRow;
}

/** The nick on an invite's card: who lets himself in by one is let in by it. */
const INVITE = "invite";

const SENTENCES: { readonly [K in Op]: (told: Told<K>) => string } = {
  create: ({ by, act }) => act.name === "" ? `${by} opened this private channel.` : `${by} made this channel.`,
  add: ({ by, whom, row }) =>
    row.deed.by.nick === INVITE ? `${upper(whom)} came in through an invite.` : `${by} let ${whom} in.`,
  remove: removed,
  leave: ({ by }) => `${by} left.`,
  rekey: ({ by }) => `${by} gave the channel a new key.`,
  policy: ({ by, act, row }) => policyWords(act.policy, row.before).map((what) => `${by} ${what}`).join(" "),
  op: ({ by, whom }) => `${by} made ${whom} an admin.`,
  deop: ({ by, whose, toSelf }) =>
    toSelf ? `${by} laid the admin's power down.` : `${by} took ${whose} admin power away.`,
  transfer: ({ by, whom }) => `${by} handed the channel over to ${whom}.`,
  mute: ({ by, whom, act, row }) => `${by} muted ${whom}${forTime(act.until, row)}.`,
  unmute: ({ by, whom }) => `${by} let ${whom} write again.`,
  ban: ({ by, whom, act, row }) => `${by} banned ${whom}${forTime(act.until, row)}.`,
  unban: ({ by, whose }) => `${by} lifted ${whose} ban.`,
  invite: ({ by }) => `${by} made an invite.`,
  revoke: ({ by }) => `${by} took an invite back.`,
};

/** The sentence about a deed, for this one to read. */
export function deedWords(row: DeedRow, self: IdentityId | undefined): string {
  const { act, by, whom } = row.deed;
  const sentence = SENTENCES[act.op] as (told: Told<Op>) => string;
  const toSelf = whom !== undefined && whom.id === by.id;
  return sentence({ act, by: subject(by, self), whom: object(whom, self), whose: whose(whom, self), toSelf, row });
}

/** Where there is no PIN that could be replaced, the door is locked in the same act. */
function removed({ by, whom, act, row }: Told<"remove">): string {
  const { reason } = row.deed;
  const how = act.banUntil === 0 ? `removed ${whom}` : `banned ${whom}${forTime(act.banUntil, row)}`;
  const why = reason === "" ? "." : `: ${clean(reason)}`;
  const locks = row.before?.locked === false && act.policy.locked;
  return `${by} ${how}${why}${locks ? `${/[.!?\u2026]$/.test(why) ? "" : "."} The channel is locked now.` : ""}`;
}

function forTime(until: number, { deed }: DeedRow): string {
  // The two times were taken one after the other.
  return until === NEVER ? "" : ` for ${formatDuration(Math.round((until - deed.at) / 1000) * 1000)}`;
}

function upper(text: string): string {
  return text === "you" || text === "somebody" ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
