/** Writes lines for whoever runs the bench: results on stdout, progress on stderr, so that `--json` stays JSON. */
const utf8 = new TextEncoder();

export function print(text: string): void {
  writeAll(Deno.stdout, `${text}\n`);
}

export function progress(text: string): void {
  writeAll(Deno.stderr, `${text}\n`);
}

function writeAll(to: { writeSync(bytes: Uint8Array): number }, text: string): void {
  for (let bytes = utf8.encode(text); bytes.length > 0;) bytes = bytes.subarray(to.writeSync(bytes));
}
