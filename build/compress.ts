/** The compressed copy of a file, as people download it. */

/** Makes it beside the file, with ".gz" behind its name; gives its size. Equal files give equal copies. */
export async function compress(file: string): Promise<number> {
  const packed = `${file}.gz`;
  const from = await Deno.open(file);
  const to = await Deno.create(packed);
  await from.readable.pipeThrough(new CompressionStream("gzip")).pipeTo(to.writable);
  return (await Deno.stat(packed)).size;
}
