import { crc32 } from 'node:zlib'

/** A drawing that runs a script where a browser shows it as a page. */
export function svgWithScript(): Buffer {
  return Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><script>alert(1)</script><rect width="4" height="3"/></svg>',
  )
}

/** A picture of one point that is JavaScript too: its width is the beginning of a comment, which ends behind the picture. */
export function gifWithScript(): Buffer {
  const picture = Buffer.from('R0lGODlhLyoBAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
  return Buffer.concat([picture, Buffer.from('*/=1;alert(1)')])
}

/** A small PDF with this object as its catalogue, and perhaps one stream. */
export function pdfOf(catalogue: string, stream?: { head: string; data: Buffer }): Buffer {
  const parts: Uint8Array[] = [
    Buffer.from(
      `%PDF-1.7\n1 0 obj\n${catalogue}\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n`,
    ),
  ]
  if (stream) {
    parts.push(Buffer.from(`3 0 obj\n<< ${stream.head} /Length ${stream.data.length} >>\nstream\n`))
    parts.push(stream.data, Buffer.from('\nendstream\nendobj\n'))
  }
  parts.push(Buffer.from('trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n9\n%%EOF\n'))
  return Buffer.concat(parts)
}

/** An archive of one file that is stored as it is. */
export function zipOf(name: string, text: string): Buffer {
  const data = Buffer.from(text)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt32LE(crc32(data), 10)
  common.writeUInt32LE(data.length, 14)
  common.writeUInt32LE(data.length, 18)
  common.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data])
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}
