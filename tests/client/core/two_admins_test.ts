import fc from "fast-check";
import { Group } from "../../fakes/group.ts";
import { type Step, step } from "../../fakes/group_step.ts";

/** What was found once. */
const FOUND: readonly (readonly Step[])[] = [
  // The line broke between an entry and its key, which was never asked for again.
  [
    { nick: "bob", does: "kick", whom: "dave" },
    { nick: "bob", line: "up", most: 1 },
    { relay: "restarts" },
  ],
  // Bob's entry told the PIN again that alice's had replaced: hers was in his log, and not yet read.
  [
    { nick: "alice", does: "kick", whom: "carol" },
    { nick: "alice", line: "up", most: 6 },
    { nick: "bob", does: "changes the key" },
    { all: "arrives" },
  ],
  // Bob had the entry before him, and not its key, which his own was to be sealed under.
  [
    { nick: "alice", does: "kick", whom: "carol" },
    { nick: "alice", does: "says" },
    { nick: "bob", does: "kick", whom: "dave" },
    { all: "arrives" },
    { nick: "carol", does: "joins" },
  ],
  // In by a PIN and by an invite at once: the second way in closed the first.
  [
    { nick: "alice", does: "invites" },
    { all: "arrives" },
    { nick: "erin", does: "uses the invite" },
    { nick: "erin", does: "joins" },
    { all: "arrives" },
  ],
  // The note of an entry whose key had not come before the client ended was never read: another PIN than the others have.
  [
    { nick: "alice", does: "kick", whom: "dave" },
    { nick: "alice", line: "up", most: 1 },
    { relay: "restarts" },
    { all: "arrives" },
    { nick: "carol", client: "restarts" },
  ],
];

Deno.test("whatever two admins do at once, over whatever lines, all who are inside agree in the end", async () => {
  const steps = fc.array(step(), { maxLength: 60, size: "max" });
  // The same cases every time; the variables look at others.
  const [seed, numRuns] = [Number(Deno.env.get("PYCHAT_SEED") ?? 1), Number(Deno.env.get("PYCHAT_RUNS") ?? 20)];
  const examples = FOUND.map((found): [Step[], number] => [[...found], 0]);
  await fc.assert(fc.asyncProperty(steps, fc.nat(), agree), { seed, numRuns, examples });
});

async function agree(steps: readonly Step[], seed: number): Promise<void> {
  await using group = await Group.begin(seed);
  for (const step of steps) await group.take(step);
  await group.quiet();
  await group.agree();
}
