/**
 * A process of its own with a vault in the file that its first argument names. It says "open", and then, with "save" behind it, saves numbered contents as
 * fast as it can and says each number that is acknowledged; with "fill", one that fits and one that does not; with "hold", nothing. A Failure is said, too.
 */
import type { Vault } from "../../../client/core/vault.ts";
import { Failure } from "../../../shared/failure.ts";
import { numbered, numberOf } from "./numbered_content.ts";
import { openTestVault } from "./open_test_vault.ts";

const TOO_LARGE = new Uint8Array(16 * 2 ** 20);
const [path = "", task] = Deno.args;

try {
  await using vault = await openTestVault(path);
  say("open");
  if (task === "save") await saveForEver(vault);
  else if (task === "fill") await fill(vault);
  else await new Promise(() => setInterval(() => {}, 1000));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
}

/** The next is handed over before the last is acknowledged: there is hardly a moment without a write under way. */
async function saveForEver(vault: Vault): Promise<void> {
  let saved = Promise.resolve();
  for (let number = numberOf(await vault.load()) + 1;; number++) {
    const before = saved;
    saved = vault.save(numbered(number)).then(() => say(String(number)));
    await before;
  }
}

async function fill(vault: Vault): Promise<void> {
  await vault.save(numbered(1));
  await vault.save(new Map([["large", TOO_LARGE]]));
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
