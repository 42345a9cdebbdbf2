/** Attacks on files: who accepts one gets what its sender sent, or nothing; the relay and a member who has the file's key work together. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  CHUNK_BYTES,
  CHUNK_EXTRA,
  chunkLength,
  chunksOf,
  CONTENT_AT,
  fileKeys,
  type FilePlace,
  sealChunk,
  sealedSize,
  sealedStart,
} from "../../../../client/core/files/chunk.ts";
import { identityFrom } from "../../../../client/core/crypto/identity.ts";
import { decodeState } from "../../../../client/core/vault_state.ts";
import { nativeCipher } from "../../../../client/machine/native_cipher.ts";
import type { BlobId } from "../../../../shared/ids.ts";
import type { FromRelayCarry } from "../../../../shared/messages.ts";
import type { Client } from "../../../fakes/client.ts";
import { noise } from "../../../fakes/file_scene.ts";
import { HostileFiles, joined } from "../../../fakes/hostile_files.ts";
import { HostileMember } from "../../../fakes/hostile_member.ts";
import { until } from "../../../fakes/until.ts";

const SIZE = 3 * CHUNK_BYTES + 1000;
const CHANGED = "What came is not the file that was offered";
const BROKEN = "do not understand each other";

/** The sealed chunks of a file of that size. */
function chunks(sealed: Uint8Array, size = SIZE): readonly Uint8Array[] {
  return Array.from({ length: chunksOf(size) }, (_, index) => {
    return sealed.subarray(sealedStart(size, index), sealedStart(size, index + 1));
  });
}

Deno.test("a file whose chunks the relay swaps, repeats or moves does not come", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  const number = await files.offered("plan", noise(SIZE));
  const orders = [[1, 0, 2, 3], [0, 2, 1, 3], [0, 0, 2, 3], [2, 2, 2, 3]];
  // Else the relay puts a file together from pieces of it, in its own order.
  for (const order of orders) {
    files.changes((sealed) => joined(order.map((place) => chunks(sealed)[place] ?? sealed)));
    assertStringIncludes(await files.refused(number), CHANGED);
  }
  files.changes((sealed) => sealed);
  await files.scene.accepts("bob", number);
  await files.scene.until("bob", number, "saved");
  assertEquals(files.scene.saved("bob", "plan"), noise(SIZE));
});

Deno.test("a file of which the relay changes one bit does not come", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  const number = await files.offered("plan", noise(SIZE));
  for (const at of [0, 12, 500, CHUNK_BYTES + CHUNK_EXTRA, sealedSize(SIZE) - 1]) {
    files.changes((sealed) => {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    });
    assertStringIncludes(await files.refused(number), CHANGED);
    await files.scene.client("bob").session.do({ type: "cancelFile", file: number });
  }
});

Deno.test("a file does not come with a chunk of another file of the same sender", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  let other = new Uint8Array(0);
  const first = await files.offered("old plan", noise(SIZE, 2));
  files.changes((sealed) => other = sealed.slice());
  await files.scene.accepts("bob", first);
  await files.scene.until("bob", first, "saved");
  Deno.removeSync(`${files.scene.downloads("bob")}/old plan`);
  const number = await files.offered("new plan", noise(SIZE));
  files.changes((sealed) => joined([chunks(sealed)[0] ?? sealed, ...chunks(other).slice(1)]));
  assertStringIncludes(await files.refused(number), CHANGED);
});

Deno.test("a file that the relay cuts short is never taken for whole", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  const { scene, relay } = files;
  const number = await files.offered("plan", noise(SIZE));
  // It says that there is less.
  const shorter = sealedSize(2 * CHUNK_BYTES);
  relay.carries = (message) => message.type === "carrying" ? [{ ...message, size: shorter }] : [message];
  assertStringIncludes(await files.refused(number), BROKEN);
  // It says goodbye as if that were all: the rest is asked for, as often as that happens.
  let lines = 0;
  relay.carries = (message) => {
    if (message.type === "carrying") lines++;
    return message.type === "part" && message.offset > 2 * CHUNK_BYTES ? [] : [message];
  };
  await scene.accepts("bob", number);
  await scene.until("bob", number, "waiting");
  await scene.passes(() => lines > 1, "bob asks again");
  assertEquals(scene.names("bob"), ["plan.part"]);
  relay.carries = (message) => [message];
  await scene.eventually("bob", number, "saved");
  assertEquals(scene.saved("bob", "plan"), noise(SIZE));
});

Deno.test("another member who has the file's key cannot make it another file, not even as the relay", async () => {
  await using files = await HostileFiles.open("alice", "bob", "mallory");
  const number = await files.offered("plan", noise(SIZE));
  const mallory = await seedOf(files, files.scene.client("mallory"));
  const { blob, key } = files.offer();
  const place: FilePlace = {
    channel: files.scene.channel,
    blob,
    from: files.scene.client("alice").session.id,
    size: SIZE,
  };
  const forged = async (content: Uint8Array) => {
    const made = Array.from({ length: chunksOf(SIZE) }, async (_, index) => {
      const inside = new Uint8Array(CONTENT_AT + chunkLength(SIZE, index));
      inside.set(content.subarray(index * CHUNK_BYTES, index * CHUNK_BYTES + chunkLength(SIZE, index)), CONTENT_AT);
      const into = new Uint8Array(chunkLength(SIZE, index) + CHUNK_EXTRA);
      await sealChunk(nativeCipher, { keys: fileKeys(key), place, index, seed: mallory }, { inside, into });
      return into;
    });
    return joined(await Promise.all(made));
  };
  // Else every member decides what the others take for alice's file.
  for (const content of [noise(SIZE, 3), noise(SIZE)]) {
    const whole = await forged(content);
    files.changes(() => whole);
    assertStringIncludes(await files.refused(number), "made by somebody else");
  }
});

Deno.test("a file that is offered as another's is not his, and declining it costs the true one nothing", async () => {
  await using files = await HostileFiles.open("alice", "bob", "mallory");
  const { scene, relay } = files;
  const number = await files.offered("plan", noise(SIZE));
  const { blob, key, size, at } = files.offer();
  const mallory = await HostileMember.of(scene.client("mallory"), relay, scene.channel);
  const fake = mallory.frame({ type: "file", at, blob, key, size, name: "mine" });
  relay.inject("bob", fake);
  await relay.settled();
  assertEquals(scene.file("bob", number + 1)?.from.nick, "mallory");
  // Else bob would have alice's bytes under mallory's name …
  await scene.accepts("bob", number + 1);
  await scene.until("bob", number + 1, "failed");
  // … and his no to mallory would be one to alice.
  await scene.client("bob").session.do({ type: "cancelFile", file: number + 1 });
  await scene.client("bob").session.do({ type: "declineFile", file: number + 1 });
  await scene.until("bob", number + 1, "declined");
  await relay.settled();
  assertEquals(relay.said("bob", "had"), []);
  await scene.accepts("bob", number);
  await scene.until("bob", number, "saved");
});

Deno.test("who takes another's offer of a file that is coming has the true one all the same", async () => {
  await using files = await HostileFiles.open("alice", "bob", "mallory");
  const { scene, relay } = files;
  scene.disk("alice").hold(18 * CHUNK_BYTES);
  await scene.sends("alice", scene.write("alice", "plan", noise(20 * CHUNK_BYTES)));
  await scene.until("bob", 1, "offered");
  await scene.accepts("bob", 1);
  await scene.passes(() => scene.disk("bob").writes.length > 1, "some of it has come");
  const { blob, key, size, at } = files.offer();
  const mallory = await HostileMember.of(scene.client("mallory"), relay, scene.channel);
  relay.inject("bob", mallory.frame({ type: "file", at, blob, key, size, name: "mine" }));
  await relay.settled();
  // Else whoever offers what another one does ends what is fetched of him: bob's own line for it takes the place of the first.
  await scene.accepts("bob", 2);
  await scene.until("bob", 2, "failed");
  scene.disk("alice").letGo();
  await scene.eventually("bob", 1, "saved");
  assertEquals(scene.saved("bob", "plan"), noise(20 * CHUNK_BYTES));
});

Deno.test("nobody who is not a member offers a file", async () => {
  await using files = await HostileFiles.open("alice", "bob", "mallory");
  const { scene, relay } = files;
  const mallory = await HostileMember.of(scene.client("mallory"), relay, scene.channel);
  const offer = {
    type: "file",
    at: 0,
    blob: "0b".repeat(16) as BlobId,
    key: new Uint8Array(32),
    size: 5,
    name: "x",
  } as const;
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  scene.client("bob").take("rows");
  // With the key he had, and in the name of somebody who is inside.
  relay.inject("bob", mallory.frame(offer));
  const { author } = mallory.place();
  relay.inject("bob", {
    ...mallory.frame(offer),
    author: scene.client("alice").view(scene.channel).you,
    counter: author + 50,
  });
  await relay.settled();
  assertEquals(scene.client("bob").take("file"), []);
  assertEquals(scene.client("bob").rows(scene.channel).map(({ type }) => type), ["unreadable"]);
});

type Lie = (message: FromRelayCarry) => readonly FromRelayCarry[];
type Carrying = Extract<FromRelayCarry, { readonly type: "carrying" }>;

function carrying(change: (message: Carrying) => Partial<Carrying>): Lie {
  return (message) => message.type === "carrying" ? [{ ...message, ...change(message) }] : [message];
}

const DOWNLOAD_LIES: Readonly<Record<string, Lie>> = {
  "that it is an upload": carrying(() => ({ upload: true })),
  "that it is larger": carrying(({ size }) => ({ size: size + 1 })),
  "that it begins beyond its end": carrying(({ size }) => ({ offset: size + 1 })),
  "that it begins later": (message) => {
    if (message.type === "carrying") return [{ ...message, offset: 4096 }];
    const { offset } = message;
    if (message.type !== "part" || offset > 0) return [message];
    return [{ type: "part", offset: 4096, bytes: message.bytes.subarray(4096) }];
  },
  "that so much is kept": (message) => message.type === "part" ? [{ type: "kept", offset: 5 }, message] : [message],
  "everything twice": (message) => [message, message],
  "parts without a byte": (message) =>
    message.type === "part" ? [{ ...message, bytes: new Uint8Array(0) }, message] : [message],
  "parts that begin elsewhere": (message) => {
    const inside = message.type === "part" && message.offset > 0 && message.offset < CHUNK_BYTES;
    return inside ? [{ ...message, offset: message.offset - 1 }] : [message];
  },
  "more than there is": (message) => {
    const last = message.type === "part" && message.offset + message.bytes.length === sealedSize(SIZE);
    return last ? [{ ...message, bytes: joined([message.bytes, new Uint8Array(1)]) }] : [message];
  },
};

for (const [what, lie] of Object.entries(DOWNLOAD_LIES)) {
  Deno.test(`a download ends with words where the relay says ${what}`, async () => {
    await using files = await HostileFiles.open("alice", "bob");
    const number = await files.offered("plan", noise(SIZE));
    files.relay.carries = lie;
    assertStringIncludes(await files.refused(number), BROKEN);
    files.relay.carries = (message) => [message];
    await files.scene.accepts("bob", number);
    await files.scene.until("bob", number, "saved");
    assertEquals(files.scene.saved("bob", "plan"), noise(SIZE));
  });
}

const UPLOAD_LIES: Readonly<Record<string, Lie>> = {
  "that it is a download": carrying(() => ({ upload: false })),
  "that it is smaller": carrying(({ size }) => ({ size: size - 1 })),
  "that more is kept than there is": carrying(({ size }) => ({ offset: size + 1 })),
  "that more is kept than was sent": (message) =>
    message.type === "kept" ? [{ type: "kept", offset: message.offset + 1 }] : [message],
  "that less is kept than before": (message) =>
    message.type === "kept" ? [message, { type: "kept", offset: message.offset - 1 }] : [message],
  "what nobody asked for": (message) =>
    message.type === "kept" ? [{ type: "part", offset: 0, bytes: new Uint8Array(9) }] : [message],
};

for (const [what, lie] of Object.entries(UPLOAD_LIES)) {
  Deno.test(`an upload ends with words where the relay says ${what}`, async () => {
    await using files = await HostileFiles.open("alice", "bob");
    files.relay.carries = lie;
    const number = await files.scene.sends("alice", files.scene.write("alice", "plan", noise(SIZE)));
    const { why } = await files.scene.until("alice", number, "failed");
    assertStringIncludes(why, BROKEN);
  });
}

Deno.test("an upload ends with words where the relay takes nothing at once", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  for (const frameBytes of [0, 4095]) {
    files.relay.greets = (hello) => hello.type === "hello" ? [{ ...hello, frameBytes }] : [hello];
    // Else it is cut into parts of no length, for ever, and its sender does nothing else any more.
    const number = await files.scene.sends("alice", files.scene.write("alice", "plan", noise(SIZE)));
    const { why } = await files.scene.until("alice", number, "failed");
    assertStringIncludes(why, BROKEN);
  }
});

Deno.test("a relay that says again and again that less is kept is sent the same bytes again, and nothing else", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  const { scene, relay } = files;
  let lines = 0;
  relay.carries = (message) => {
    if (message.type !== "carrying" || !message.upload || lines++ > 0) return [message];
    // Half of it is there, says the relay, which has nothing: what comes does not follow what it has, and the line is closed.
    return [{ ...message, offset: Math.floor(message.size / 2) }];
  };
  const number = await scene.sends("alice", scene.write("alice", "plan", noise(SIZE)));
  // Else a relay that lies about offsets gets two contents under one nonce.
  const { why } = await scene.until("alice", number, "failed");
  assertStringIncludes(why, "do not understand each other");
});

Deno.test("who offers without end fills neither memory nor the vault of those who do not answer", async () => {
  await using files = await HostileFiles.open("alice", "bob", "mallory");
  const { scene, relay } = files;
  const mallory = await HostileMember.of(scene.client("mallory"), relay, scene.channel);
  const number = await files.offered("plan", noise(10));
  for (let counter = 1; counter <= 300; counter++) {
    const blob = counter.toString(16).padStart(32, "0") as BlobId;
    const offer = {
      type: "file",
      at: 0,
      blob,
      key: new Uint8Array(32),
      size: 2 ** 49,
      name: "x".repeat(1000),
    } as const;
    relay.inject("bob", mallory.frame(offer, { counter }));
  }
  await relay.settled();
  await relay.turn(1000);
  await relay.settled();
  const saved = scene.client("bob").vault.saved.at(-1);
  assert(saved);
  assertEquals(decodeState(saved)?.files.length, 200);
  // The oldest of who has most goes first; the last ones are there, and those of others.
  assertEquals((await scene.accepts("bob", number)).ok, true);
  assertEquals((await scene.accepts("bob", number + 1)).ok, false);
  assertEquals((await scene.accepts("bob", number + 300)).ok, true);
  const { why } = await scene.until("bob", number + 300, "gone");
  assertStringIncludes(why, "no such file");
});

Deno.test("an offer of more bytes than a disk has is no file", async () => {
  await using files = await HostileFiles.open("alice", "bob", "mallory");
  const { scene, relay } = files;
  const mallory = await HostileMember.of(scene.client("mallory"), relay, scene.channel);
  const blob = "0b".repeat(16) as BlobId;
  for (const [place, size] of [2 ** 50 + 1, Number.MAX_SAFE_INTEGER].entries()) {
    const counter = place + 1;
    relay.inject(
      "bob",
      mallory.frame({ type: "file", at: 0, blob, key: new Uint8Array(32), size, name: "x" }, { counter }),
    );
  }
  await relay.settled();
  assertEquals(scene.client("bob").take("file"), []);
});

Deno.test("a file's name leads nowhere", async () => {
  await using files = await HostileFiles.open("alice", "bob", "mallory");
  const { scene, relay } = files;
  const mallory = await HostileMember.of(scene.client("mallory"), relay, scene.channel);
  const names = [
    "../../../x",
    "/etc/passwd",
    "..",
    ".",
    "",
    "a/../../b",
    "C:\\x",
    "\\\\host\\x",
    ".bashrc",
    "con",
    "x\u202egpj.exe",
  ];
  for (const [place, name] of names.entries()) {
    const blob = (place + 1).toString(16).padStart(32, "0") as BlobId;
    relay.inject(
      "bob",
      mallory.frame({ type: "file", at: 0, blob, key: new Uint8Array(32), size: 5, name }, { counter: place + 1 }),
    );
  }
  await relay.settled();
  for (let number = 1; number <= names.length; number++) await scene.accepts("bob", number);
  const { begun } = scene.disk("bob");
  assertEquals(begun.length, names.length);
  for (const path of begun) assertEquals(path.slice(0, path.lastIndexOf("/")), scene.downloads("bob"));
  assertEquals([...Deno.readDirSync(scene.folder("bob"))].map(({ name }) => name), ["Downloads"]);
});

async function seedOf(files: HostileFiles, client: Client): Promise<Uint8Array> {
  await files.relay.turn(1000);
  const saved = client.vault.saved.at(-1);
  const state = saved && decodeState(saved);
  assert(state);
  return identityFrom(state).seed;
}

Deno.test("what a relay does not answer can be stopped all the same", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  const { scene, relay } = files;
  const number = await files.offered("plan", noise(10));
  const bob = scene.client("bob").session;
  using _silence = relay.says("bob", (asked) => ["put", "get", "had", "drop"].includes(asked.type) ? [] : [asked]);
  const sent = await scene.sends("bob", scene.write("bob", "answer", noise(10)));
  await scene.accepts("bob", number);
  await scene.passes(() => relay.said("bob", "put").length + relay.said("bob", "get").length === 2, "bob asks");
  for (const file of [sent, number]) {
    let stopped = false;
    void bob.do({ type: "cancelFile", file }).then(({ ok }) => stopped = ok);
    // Else it is stopped when the relay pleases.
    await until(() => stopped, `bob has stopped file ${file}`);
  }
  assertEquals(await scene.accepts("bob", number), { ok: true, files: [number] });
});

Deno.test("files in a channel that a relay does not open keep no others from going", async () => {
  await using files = await HostileFiles.open("alice", "bob");
  const { scene, relay } = files;
  const numbers = [];
  for (const seed of [1, 2, 3, 4]) numbers.push(await files.offered(`${seed}`, noise(10, seed)));
  const bob = scene.client("bob");
  const channel = await bob.join("Other", "1234");
  {
    using _shut = relay.says("bob", (asked) => asked.type === "open" && asked.channel !== channel ? [] : [asked]);
    await bob.loseLine();
    for (const number of numbers) await scene.accepts("bob", number);
    await bob.back();
    const outcome = await bob.session.do({
      type: "sendFiles",
      channel,
      paths: [scene.write("bob", "plan", noise(10))],
    });
    assert(outcome.ok);
    await scene.until("bob", outcome.files?.[0] ?? NaN, "sent");
    for (const number of numbers) assertEquals(scene.file("bob", number)?.state.type, "waiting");
  }
  await bob.loseLine();
  await bob.back();
  for (const number of numbers) await scene.until("bob", number, "saved");
});
