import { assertEquals, assertRejects } from "@std/assert";
import { FileSaver } from "../../../client/script/file_saver.ts";
import { EventWatch } from "../../../client/core/event_watch.ts";
import type { Event, Message, Row } from "../../../client/core/events.ts";
import type { FileState, FileView } from "../../../client/core/files/file_view.ts";
import type { Intent, Outcome } from "../../../client/core/intents.ts";
import { Failure } from "../../../shared/failure.ts";
import type { BlobId, ChannelId } from "../../../shared/ids.ts";
import { TurnedClock } from "../../fakes/turned_clock.ts";
import { turn } from "../../fakes/until.ts";
import { card } from "../../shared/log/story.ts";

const CHANNEL = "0c".repeat(16) as ChannelId;

Deno.test("what is offered in the rows is saved, once each, and waited for", async () => {
  await using scene = new Scene();
  scene.tell(file(1, { type: "offered" }));
  await scene.saver.save([offer(1)], scene.stay);
  assertEquals(scene.accepted, [1]);
  const done = scene.done();
  await scene.stillWaits();
  scene.tell(file(1, { type: "saved", path: "/there/plan.pdf" }));
  await done;
  assertEquals(scene.told, ["pychat: plan1.pdf: saved in /there/plan.pdf"]);
  await scene.saver.save([offer(1)], scene.stay);
  assertEquals(scene.accepted, [1]);
});

for (const type of ["waiting", "moving"] as const) {
  Deno.test(`what an earlier run began and is ${type} is waited for, and not begun again`, async () => {
    await using scene = new Scene();
    const state = type === "waiting" ? { type, why: "for the relay" } : { type, done: 5, perSecond: 1, msLeft: 1 };
    scene.tell(file(1, state));
    scene.tell(file(2, { ...state, own: true }));
    await scene.saver.save([offer(1), offer(2)], scene.stay);
    assertEquals(scene.accepted, []);
    const done = scene.done();
    await scene.stillWaits();
    scene.tell(file(1, { type: "saved", path: "/there/plan.pdf" }));
    await done;
    assertEquals(scene.told, ["pychat: plan1.pdf: saved in /there/plan.pdf"]);
  });
}

for (const wait of [false, true]) {
  Deno.test(`what nobody brings is ${wait ? "" : "not "}waited for ${wait ? "with" : "without"} --wait`, async () => {
    await using scene = new Scene({ wait });
    const waits = (number: number) => scene.tell(file(number, { type: "waiting", why: "for the sender" }));
    for (const number of [1, 2]) waits(number);
    const done = scene.done();
    done.catch(() => {});
    await scene.clock.turn(80_000);
    scene.tell(file(1, { type: "moving", done: 5, perSecond: 1, msLeft: 1 }));
    await scene.stillWaits();
    // Each tries again in its own time, and one that has nothing to do with it moves.
    for (const number of [1, 2]) {
      await scene.clock.turn(44_000);
      waits(number);
      scene.tell(file(3, { type: "moving", done: number, perSecond: 1, msLeft: 1, own: true }));
    }
    await scene.stillWaits();
    await scene.clock.turn(3_000);
    if (!wait) {
      await assertRejects(
        () => done,
        Failure,
        "Not all files have come yet. What is left comes when pychat is there again under this name. It waits for the sender.",
      );
    } else await scene.stillWaits();
    assertEquals(scene.stopped, !wait);
    for (const number of [1, 2]) scene.tell(file(number, { type: "saved", path: "/there/plan.pdf" }));
    if (wait) await done;
  });
}

Deno.test("what could not be saved is told, fails the command, and is tried again by the next", async () => {
  await using scene = new Scene();
  scene.tell(file(1, { type: "failed", why: "The disk was full." }));
  await scene.saver.save([offer(1)], scene.stay);
  assertEquals(scene.accepted, [1]);
  scene.tell(file(1, { type: "failed", why: "The disk is full." }));
  await assertRejects(() => scene.done(), Failure, "1 file could not be saved.");
  assertEquals(scene.told, ["pychat: plan1.pdf: not saved: The disk is full."]);
});

Deno.test("what somebody decided himself is left as it is", async () => {
  await using scene = new Scene();
  for (const [place, type] of (["declined", "cancelled", "sent"] as const).entries()) scene.tell(file(place, { type }));
  await scene.saver.save([offer(0), offer(1), offer(2), offer(9)], scene.stay);
  assertEquals(scene.accepted, []);
  await scene.done();
});

class Scene implements AsyncDisposable {
  readonly #folder = Deno.makeTempDirSync();
  readonly #watch = new EventWatch();
  readonly #ends = new AbortController();
  readonly #wait: boolean;
  readonly clock = new TurnedClock();
  readonly accepted: number[] = [];
  readonly told: string[] = [];
  readonly saver = new FileSaver({ folder: this.#folder, tell: (_, words) => this.told.push(words) });
  #isDone = false;

  constructor({ wait = true } = {}) {
    this.#wait = wait;
  }

  get stopped(): boolean {
    return this.#ends.signal.aborted;
  }

  readonly stay = {
    clock: this.clock,
    stop: (why: unknown) => this.#ends.abort(why),
    session: {
      do: (intent: Intent): Promise<Outcome> => {
        if (intent.type === "acceptFile") this.accepted.push(intent.file);
        return Promise.resolve({ ok: true });
      },
    },
    heard: <T>(pick: (event: Event) => T | undefined): Promise<T> => {
      return this.#watch.heard(pick, this.#ends.signal);
    },
  };

  tell(file: FileView): void {
    const event = { type: "file", file } as const;
    this.saver.hear(event);
    this.#watch.tell(event);
  }

  async done(): Promise<void> {
    await this.saver.done({ ...this.stay, wishes: { wait: this.#wait } });
    this.#isDone = true;
  }

  async stillWaits(): Promise<void> {
    await turn();
    assertEquals(this.#isDone, false);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#folder, { recursive: true });
  }
}

function file(number: number, { own = false, ...state }: FileState & { readonly own?: boolean }): FileView {
  const name = `plan${number}.pdf`;
  return { number, channel: CHANNEL, blob: blob(number), name, size: 9, from: card("alice"), own, at: 1, state };
}

function offer(number: number): Row {
  const content = { type: "file", at: 1, blob: blob(number), key: new Uint8Array(32), size: 9, name: "plan" } as const;
  return { type: "message", message: { from: card("alice"), own: false, content } as unknown as Message };
}

function blob(number: number): BlobId {
  return number.toString(16).padStart(32, "0") as BlobId;
}
