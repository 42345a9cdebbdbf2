/**
 * Which characters a name can hold: those of Unicode 15.0.0 that can be seen, and the plain space. Which names there can be is a rule of the member log, and
 * every runtime knows another Unicode: under version 1 of entries these tables must never change. Of what is in them no later Unicode changes the normal forms.
 * (c) 2022 Unicode, Inc., under the terms in THIRD_PARTY_LICENSES.txt; packed by tests/vectors/make_nameable.ts.
 */

/** Whether a name can hold all of these characters. */
export function isNameable(text: string): boolean {
  const runs = nameable ??= unpack(NAMEABLE);
  for (const character of text) if (!isIn(runs, character)) return false;
  return true;
}

/** Whether it begins with a mark, which would join what stands before it. */
export function beginsWithMark(text: string): boolean {
  return text !== "" && isIn(marks ??= unpack(MARKS), text);
}

/** Where runs of code points begin and end, by turns; unpacked once, when the first name is looked at. */
type Runs = Uint32Array;
let nameable: Runs | undefined;
let marks: Runs | undefined;

/** How far it is from where one run of code points ends to where the next begins, and how long that is; in base 36. */
const NAMEABLE = `
w+2n y+c 1+ip 1+14 2+6 4+7 1+1 1+k 1+b1 1+12 2+1e 2+3 1+1j 8+r 4+6 h+m 1+5c 1+1c 2+1n 2+2t e+1n 2+1d 2+f 1+s 2+1 1+b 5+v
9+22 1+4h 1+8 2+2 2+m 1+7 1+1 3+4 2+9 2+2 2+4 8+1 4+2 1+5 2+p 2+3 1+6 4+2 2+m 1+7 1+2 1+2 1+2 2+1 1+5 4+2 2+3 3+1 7+4
1+1 7+h a+3 1+9 1+3 1+m 1+7 1+2 1+5 2+a 1+3 1+3 2+1 f+4 2+c 7+7 1+3 1+8 2+2 2+m 1+7 1+2 1+5 2+9 2+2 2+3 7+3 4+2 1+5 2+i
a+2 1+6 3+3 1+4 3+2 1+1 1+2 3+2 3+3 3+c 4+5 3+3 1+4 2+1 6+1 e+l 5+d 1+3 1+n 1+g 2+9 1+3 1+4 7+2 1+3 2+1 2+4 2+a 7+m 1+3
1+n 1+a 1+5 2+9 1+3 1+4 7+2 6+2 1+4 2+a 1+3 c+d 1+3 1+1f 1+3 1+6 4+g 2+q 1+3 1+i 3+o 1+9 1+1 2+7 3+1 4+6 1+1 1+8 6+a 2+3
c+1m 4+t 11+2 1+1 1+5 1+o 1+1 1+n 2+5 1+1 1+7 1+a 2+4 w+20 1+10 4+13 1+10 1+f 1+d 11+5i 1+1 5+1 2+3z 2+6g 1+4 2+7 1+1
1+4 2+15 1+4 2+x 1+4 2+7 1+1 1+4 2+f 1+1l 1+4 2+1v 2+w 3+q 6+2e 2+6 2+hs 1+s 3+2h 7+m 9+o 9+k c+d 1+3 1+2 c+1g 2+14 2+a
6+a 6+b 5+a 6+2h 7+17 5+1y a+v 1+c 4+c 4+1 3+16 2+5 b+18 4+q 6+b 3+1q 2+1t 1+t 2+b 6+a 6+e 2+v 1d+25 3+1b 1+38 8+1o 3+f
3+1o 7+17 2+b 8+17 5+eu 2+6 2+12 2+6 2+8 1+1 1+1 1+1 1+v 2+1h 1+f 1+e 2+6 1+j 2+3 1+9 h+o 8+1b h+2 2+r 1+d 3+x f+x f+3w
4+if p+b l+ps 1+oj 2+w 1+9p 5+19 1+1 5+1 2+1k 7+2 e+o 9+7 1+7 1+7 1+7 1+7 1+7 1+7 1+7 1+3i y+q 1+2h c+5y q+c 5+1r 1+2e
2+2v 5+17 1+1f 1+16 1+2c c+1b 1+mlp 3+1j 9+9o k+54 8+5n 5+2 1+1 1+5 o+1n 3+a 6+1k 8+1y 8+c 6+38 b+u 3+26 1+b 4+x 1+1j
9+e 2+a 2+2v o+s a+6 2+6 2+6 9+7 1+7 1+1o 4+3i 2+a 6+8mc c+n 4+1d 6is+a6 2+2y 12+7 c+5 5+q 1+5 1+1 1+2 1+2 1+3h g+cd
2+1i 7+1 w+g g+a 6+1f 1+j 1+4 4+5 1+3r 4+4f 1+u 3+6 2+6 2+6 2+3 3+7 1+7 d+2 2+c 1+q 1+j 1+2 1+f 2+e y+3f 5+3 4+19 3+2g
1+d 3+1 1b+1a 3m+t 3+1d f+s 4+10 9+u 5+17 5+u 1+11 4+e 16+4e 2+a 6+10 4+10 4+14 8+1g b+c 1+f 1+7 1+2 1+b 1+f 1+7 1+2
1v+8n 9+m a+8 o+6 1+16 1+9 1x+6 2+1 1+18 1+2 3+1 2+n 1+20 8+9 1c+j 1+2 5+x 3+r 5+1 1s+1k 4+k 2+1e 1+2 5+8 1+3 1+t 2+3
4+a 7+9 7+1s w+13 4+c 9+1i 3+t 2+r 5+q 7+4 c+7 28+21 1j+1f d+1f 7+1a 8+a 86+v 1+16 1+3 2+2 23+17 8+16 m+q 12+s k+n 9+26
4+10 9+1q 1+5 d+p 7+a 6+1h 1+i 8+13 9+2o 1+k b+i 1+1b 1q+7 1+1 1+4 1+f 1+b 6+1n 5+a 6+4 1+8 2+2 2+m 1+7 1+2 1+5 1+a 2+2
2+3 2+1 6+1 5+7 2+7 3+5 3v+2k 1+5 u+20 8+a 4m+1i 2+12 y+1x b+a 6+d j+1m 6+a 1i+r 2+f 4+n 55+1o 2s+2b c+8 2+1 2+8 1+2 1+u
1+2 2+c 9+a 1y+8 2+1a 2+b r+20 8+2b d+21 7+a 6u+9 1+19 1+e a+t 3+w 2+m 1+e 21+7 1+2 1+18 3+1 1+2 1+9 8+a 6+6 1+2 1+11
1+2 1+6 7+a 8m+p 7+h 1+15 3+s 2e+1 f+1e d+pn 2u+33 1+5 b+5g 218+2r d+ts g+m 33e+g7 6nt+ft 7+v 1+a 4+29 1+a 6+u 2+6 a+1y
a+a 1+7 1+l 5+j j4+2j 2t+23 4+1l 7+h 1s+5 b+2 e+4qg 8+ye 16+9 6w7+4 1+7 1+2 1+83 f+1 t+3 2+1 e+4 8+b0 1s4+2z 5+d 3+9 7+a
2+4 3mo+1a 2+n 9+38 1o+6u a+13 2+22 8+34 l+1y 3e+k c+k c+2f 9+p 3r+2d 1+1z 1+2 2+1 2+2 2+4 1+c 1+1 1+7 1+1t 1+4 2+8 1+7
1+s 1+4 1+5 1+1 3+7 1+9g 2+84 2+ji f+5 1+f uo+v 6+6 5x+7 1+h 2+7 1+2 1+5 5+1q x+1 34+19 3+e 2+a 4+2 8w+v h+1m 5+1 cw+16
km+7 1+4 1+2 1+f 1+5h 2+g 15+24 4+a 4+2 lt+1w 24+1p 5e+4 1+r 1+2 1+1 2+1 1+a 1+4 1+1 1+1 6+1 4+1 1+1 1+1 1+3 1+2 1+1 2+1
1+1 1+1 1+1 1+1 1+2 1+1 2+4 1+7 1+4 1+4 1+1 1+a 1+h 5+3 1+5 1+h 1g+2 7i+18 4+2s c+f 2+f 1+f 1+11 a+4u 1k+t d+18 4+9 7+2
e+6 4a+rc 4+h 3+d 3+3b 4+2n 6+c 4+1 f+c 4+1k 8+a 6+14 8+u 2+2 26+9g c+e 2+d 3+9 7+1a 1+7 8+e 4+9 7+9 7+43 1+1j 11+a
sm+wyo w+37e 6+66 2+4g2 e+5rl 2e7+f2 15u+3t7 5+38g
`;

const MARKS = `
lc+27 1+w 7n+7 7b+19 1+1 1+2 1+2 1+1 20+b 1c+l g+1 2t+7 2+6 2+2 1+4 z+1 u+r 2j+b 1m+9 9+1 o+4 1+9 1+3 1+5 17+3 1o+8 16+o
1+x 1i+3 1+i 1+7 a+2 t+3 1k+1 1+7 2+2 2+3 9+1 a+2 q+1 2+3 1k+1 1+5 4+2 2+3 3+1 u+2 3+1 b+3 1k+1 1+8 1+3 1+3 k+2 m+6 1+3
1k+1 1+7 2+2 2+3 7+3 a+2 u+1 1n+5 3+3 1+4 9+1 14+5 1j+1 1+7 1+3 1+4 7+2 b+2 t+3 1k+1 1+7 1+3 1+4 7+2 b+2 f+1 c+4 1j+2
1+7 1+3 1+4 9+1 a+2 t+3 1y+1 4+6 1+1 1+8 i+2 1p+1 2+7 c+8 2q+1 2+9 b+7 21+2 r+1 1+1 1+1 4+2 1d+k 1+2 5+b 1+10 9+1 2s+k
n+4 4+3 1+3 2+7 3+4 d+c 1+1 a+4 jj+3 qa+4 s+3 t+2 u+2 1u+u 9+1 4n+2 y+1 3a+c 4+c 63+5 1l+a 1+t 2+1 1c+v 1d+5 1b+h 12+9
c+3 u+d 1k+e 1c+k 48+3 1+l 4+1 6+1 2+3 5i+1s k0+x 2da+3 3x+1 2o+w fe+6 2x+2 n9w+4 1+a w+2 28+2 7k+1 3+1 4+1 n+5 4+1 2b+2
1e+i q+i d+1 12+8 p+d 18+4 1b+e 10+1 1v+e c+1 8+2 19+3 1e+1 1+3 2+2 5+2 1+1 15+5 5+2 6k+8 1+2 fn4+1 ld+g r1+1 6a+1 45+5
1ae+3 1+2 5+4 14+3 4+1 4l+2 fx+4 ar+2 28+3 1y+b 1d+4 3e+3 1h+f 15+1 2+2 a+4 19+b 7+1 1p+3 10+e g+2 18+1 c+3 1c+e 8+4 1+2
2k+c 6+1 2+1 4d+c l+4 1j+2 1+7 2+2 2+3 9+1 a+2 2+7 3+5 5c+i n+1 29+k 6j+7 2+9 r+2 2a+h 2y+d 2t+f 74+f 6t+6 1+2 2+4 1+1
1+2 3x+7 2+7 3+1 s+a 14+7 1+4 8+1 9+b 1a+g b9+8 1+8 2a+m 1+e 3e+6 3+1 1+2 1+7 1+1 1u+5 1+2 1+5 9n+4 9+2 1+1 1c+7 3+5
459+1 6+f asa+5 1n+7 t4+1 1+1j 7+4 29+1 b+2 f57+2 3mp+1a 2+n f2+5 3+6 8+8 2+7 u+4 44+3 1iz+1j 4+1e 8+1 e+1 m+5 1+f 11s+7
1+h 2+7 1+2 1+5 2s+1 4g+7 af+1 1p+4 e4+4 rk+7 31+7
`;

/** By bisection: in a run there is an odd number of edges at or below the code point. */
function isIn(runs: Runs, text: string): boolean {
  const code = text.codePointAt(0) ?? 0;
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle] ?? 0) <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

function unpack(table: string): Runs {
  let end = 0;
  const edges = table.trim().split(/\s+/).flatMap((word) => {
    const [gap = 0, length = 0] = word.split("+").map((digits) => parseInt(digits, 36));
    const begin = end + gap;
    end = begin + length;
    return [begin, end];
  });
  return Uint32Array.from(edges);
}
