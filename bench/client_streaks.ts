/** What it costs everybody else when many come and go, one after the other: as in a classroom where a lesson begins. */
import { createIdentity } from "../client/core/crypto/identity.ts";
import { random } from "./accounts.ts";
import { Adder, type Crowd, lineOf, nickOf } from "./client_channel.ts";
import type { MemberProcess } from "./client_process.ts";
import type { Rounds } from "./client_results.ts";
import { progress } from "./print.ts";

export interface Streaks {
  readonly crowd: Crowd;
  readonly admin: MemberProcess;
  /** Whose CPU counts. */
  readonly other: MemberProcess;
  readonly rounds: Rounds;
}

/** Each is one more round of the figure. */
const STREAKS = 7;
const LENGTH = 10;
/** Between two who come, so that each is taken in by himself. */
const PAUSE_MS = 50;
/** He lets them in; he talks to nobody else. */
const HOST = 150;
/** Apart from the names of those who come in rounds. */
const FIRST_PLACE = 10_000;
const BAR = { bar: { most: 5 } } as const;

/** All come in before anybody goes: the crowd must be as it was gathered. */
export async function measureStreaks(port: number, { crowd, admin, other, rounds }: Streaks): Promise<void> {
  const { channel, members } = crowd;
  const [host = members[1]] = members.slice(HOST);
  if (!host) throw new RangeError("Cannot measure: nobody is there to let others in");
  const adder = new Adder(await lineOf(port, host), host, crowd);
  const nicks = Array.from({ length: STREAKS * LENGTH }, (_, place) => nickOf(FIRST_PLACE + place));
  for (let streak = 0; streak < STREAKS; streak++) {
    progress(`client: ${LENGTH} come in, ${streak + 1} of ${STREAKS}`);
    const watch = await other.watch(LENGTH);
    for (const nick of nicks.slice(streak * LENGTH, (streak + 1) * LENGTH)) {
      await adder.add({ identity: createIdentity(random), nick });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    rounds.note("letting ten in, one after the other: each other member, for each", await watch.spent() / LENGTH, BAR);
  }
  adder.leave();
  for (let streak = 0; streak < STREAKS; streak++) {
    progress(`client: ${LENGTH} are put out, ${streak + 1} of ${STREAKS}`);
    const watch = await other.watch(LENGTH);
    for (const nick of nicks.slice(streak * LENGTH, (streak + 1) * LENGTH)) {
      // A kick replaces the PIN in the same act, so it is one entry.
      await admin.do({ type: "kick", channel, nick, reason: "" });
    }
    rounds.note("putting ten out, one after the other: each other member, for each", await watch.spent() / LENGTH, BAR);
  }
  await admin.spent();
}
