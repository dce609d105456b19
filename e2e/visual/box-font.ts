/**
 * A font in which every letter is a box: its widths and heights are the same on
 * every machine, so that lines end at the same places whatever is installed.
 * A TrueType file, made here: tables as in the OpenType specification 1.9.
 */
const unitsPerEm = 1000
const [ascent, descent] = [900, -250]

/** Advance and box (left, bottom, right, top) of each glyph; a space and a mark have no box. The first is for what is missing. */
const glyphs = [
  { advance: 550, box: undefined },
  { advance: 550, box: [50, 0, 500, 560] },
  { advance: 300, box: undefined },
  { advance: 1000, box: [60, -80, 940, 760] },
  { advance: 0, box: undefined },
] as const
const [letter, space, wide, mark] = [1, 2, 3, 4]

/** First and last character, and the glyph for all between. Thai's marks stand above other letters. */
const characters: readonly (readonly [first: number, last: number, glyph: number])[] = [
  [0x20, 0x20, space],
  [0x21, 0x7e, letter],
  [0xa0, 0xa0, space],
  [0xa1, 0x24f, letter],
  [0xe01, 0xe30, letter],
  [0xe31, 0xe31, mark],
  [0xe32, 0xe33, letter],
  [0xe34, 0xe3a, mark],
  [0xe3f, 0xe46, letter],
  [0xe47, 0xe4e, mark],
  [0xe4f, 0xe5b, letter],
  [0x2010, 0x205f, letter],
  [0x2060, 0x2064, mark],
  [0x3000, 0x9fff, wide],
  [0xff00, 0xffef, wide],
]

export function boxFont(): Buffer {
  const outlines = glyphs.map(({ box }) => (box ? outline(box) : Buffer.alloc(0)))
  const ends = outlines.map((_, index) => size(outlines.slice(0, index + 1)))
  return fontFile({
    'OS/2': os2(),
    cmap: characterMap(),
    glyf: Buffer.concat(outlines),
    head: head(),
    hhea: hhea(),
    hmtx: shorts(...glyphs.flatMap(({ advance, box }) => [advance, box?.[0] ?? 0])),
    loca: shorts(0, ...ends.map((end) => end / 2)),
    maxp: Buffer.concat([
      longs(0x10000),
      shorts(glyphs.length, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    ]),
    name: shorts(0, 0, 6),
    post: Buffer.concat([longs(0x30000), Buffer.alloc(28)]),
  })
}

/** One closed line with four corners, each as a step from the last. */
function outline([left, bottom, right, top]: readonly [number, number, number, number]): Buffer {
  const onCurve = Buffer.from([1, 1, 1, 1])
  const xs = shorts(left, 0, right - left, 0)
  const ys = shorts(bottom, top - bottom, 0, bottom - top)
  const whole = Buffer.concat([shorts(1, left, bottom, right, top, 3, 0), onCurve, xs, ys])
  return padded(whole)
}

function characterMap(): Buffer {
  const header = shorts(0, 1, 3, 10)
  const groups = characters.map(([first, last, glyph]) => longs(first, last, glyph))
  // Format 13: one glyph for many characters.
  const length = 16 + size(groups)
  return Buffer.concat([
    header,
    longs(12),
    shorts(13, 0),
    longs(length, 0, groups.length),
    ...groups,
  ])
}

function head(): Buffer {
  const versions = longs(0x10000, 0x10000, 0, 0x5f0f3cf5)
  const times = Buffer.alloc(16)
  const bounds = shorts(0, -80, 940, 760)
  return Buffer.concat([versions, shorts(0, unitsPerEm), times, bounds, shorts(0, 8, 2, 0, 0)])
}

function hhea(): Buffer {
  const widest = 1000
  return Buffer.concat([
    longs(0x10000),
    shorts(ascent, descent, 0, widest, 0, 0, 940, 1, 0, 0, 0, 0, 0, 0, 0, glyphs.length),
  ])
}

function os2(): Buffer {
  const table = Buffer.alloc(96)
  table.writeUInt16BE(4, 0)
  table.writeInt16BE(550, 2)
  table.writeUInt16BE(400, 4)
  table.writeUInt16BE(5, 6)
  table.writeUInt16BE(0x40, 62)
  table.writeUInt16BE(0x20, 64)
  table.writeUInt16BE(0xffff, 66)
  table.writeInt16BE(ascent, 68)
  table.writeInt16BE(descent, 70)
  table.writeUInt16BE(ascent, 74)
  table.writeUInt16BE(-descent, 76)
  table.writeInt16BE(560, 86)
  table.writeInt16BE(760, 88)
  return table
}

/** The tables behind their directory, sorted by name. Browsers reckon the check sums anew. */
function fontFile(tables: Record<string, Buffer>): Buffer {
  const entries = Object.entries(tables)
  const count = entries.length
  const power = 2 ** Math.floor(Math.log2(count))
  const header = Buffer.concat([
    longs(0x10000),
    shorts(count, power * 16, Math.log2(power), (count - power) * 16),
  ])
  let offset = header.length + count * 16
  const directory = entries.map(([tag, table]) => {
    const entry = Buffer.concat([Buffer.from(tag), longs(0, offset, table.length)])
    offset += padded(table).length
    return entry
  })
  return Buffer.concat([header, ...directory, ...entries.map(([, table]) => padded(table))])
}

function padded(table: Buffer): Buffer {
  return Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
}

function shorts(...numbers: number[]): Buffer {
  const buffer = Buffer.alloc(numbers.length * 2)
  for (const [index, number] of numbers.entries()) buffer.writeUInt16BE(number & 0xffff, index * 2)
  return buffer
}

function longs(...numbers: number[]): Buffer {
  const buffer = Buffer.alloc(numbers.length * 4)
  for (const [index, number] of numbers.entries()) buffer.writeUInt32BE(number, index * 4)
  return buffer
}

function size(buffers: readonly Buffer[]): number {
  return buffers.reduce((sum, { length }) => sum + length, 0)
}
