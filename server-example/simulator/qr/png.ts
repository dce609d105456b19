// Not by name: Node before 20.15 has no `crc32`, and must still be able to load this.
import zlib from 'node:zlib'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A black and white PNG of one bit a pixel; true is black. */
export function encodePng(rows: readonly (readonly boolean[])[]): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(rows[0]?.length ?? 0, 0)
  header.writeUInt32BE(rows.length, 4)
  header.writeUInt8(1, 8) // bits a sample; grey, which is colour type 0, and no interlacing follow
  const scanlines = Buffer.concat(rows.map(packRow))
  return new Uint8Array(
    Buffer.concat([
      Buffer.from(signature),
      chunk('IHDR', header),
      chunk('IDAT', zlib.deflateSync(scanlines)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

/** Filter 0, then eight pixels a byte, the leftmost in the highest bit; in a grey image 1 is white. */
function packRow(row: readonly boolean[]): Buffer {
  const packed = Buffer.alloc(1 + Math.ceil(row.length / 8))
  row.forEach((isBlack, x) => {
    if (isBlack) return
    const at = 1 + (x >> 3)
    packed.writeUInt8(packed.readUInt8(at) | (0x80 >> (x & 7)), at)
  })
  return packed
}

function chunk(type: string, data: Buffer): Buffer {
  const typeAndData = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(zlib.crc32(typeAndData))
  return Buffer.concat([length, typeAndData, checksum])
}
