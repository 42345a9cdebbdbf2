/** The memory of a process, as the kernel counts it. */

/** Bytes that are resident; 0 when the process is gone. Deno itself may not look into /proc without all permissions. */
export async function rss(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("cat", { args: [`/proc/${pid}/status`], stderr: "null" }).output();
  const kib = new TextDecoder().decode(stdout).match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return Number(kib ?? 0) * 1024;
}
