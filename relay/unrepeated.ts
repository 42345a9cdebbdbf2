/** What is told to an operator again and again, such as that a disk is full, is told once a minute. */

const MINUTE_MS = 60_000;

/** Tells lines, but none that was told in the minute before. */
export function unrepeated(tell: (line: string) => void, now: () => number): (line: string) => void {
  const told = new Map<string, number>();
  return (line) => {
    const time = now();
    for (const [old, at] of told) if (Math.abs(time - at) >= MINUTE_MS) told.delete(old);
    if (told.has(line)) return;
    told.set(line, time);
    tell(line);
  };
}
