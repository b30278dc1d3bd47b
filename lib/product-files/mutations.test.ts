import { readFileSync } from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { FileRefusal } from '@/lib/product-files/content'
import { findFile, readContent } from '@/lib/product-files/data'
import { deleteUnusedFiles, makeFile, placeFile, removeFile } from '@/lib/product-files/mutations'
import { newProduct } from '@/test/support/orders'
import { gifWithScript, pdfOf, svgWithScript, zipOf } from '@/test/support/product-files'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

const picture = (width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: '#c43' } })

const sheet = readFileSync(path.join(process.cwd(), 'lib/brand/sheets/fox.pdf'))

async function place(purpose: 'ARTWORK' | 'DOWNLOAD', bytes: Buffer, name = 'a file.bin', shown = '') {
  const productId = await newProduct(database, 'DOWNLOAD')
  const upload = { productId, purpose, shown }
  const placed = await placeFile(upload, await makeFile(upload, bytes, name))
  if (!placed.ok || placed.after === null) throw new Error('not placed')
  const file = await findFile(placed.after, purpose)
  if (!file) throw new Error('not found')
  return { productId, file, content: await readContent(file.id) }
}

const refusal = (purpose: 'ARTWORK' | 'DOWNLOAD', bytes: Buffer) =>
  place(purpose, bytes).then(
    () => 'taken',
    (error: Error) => (error instanceof FileRefusal ? error.message : Promise.reject(error)),
  )

describe('an artwork', () => {
  test.each(['png', 'jpeg', 'webp', 'avif'] as const)('of %s becomes a WebP of 4 to 3', async (format) => {
    const { file, content } = await place('ARTWORK', await picture().toFormat(format).toBuffer())
    expect(file).toMatchObject({ contentType: 'image/webp', fileName: 'a-file.webp', size: content.length })
    expect(await sharp(content).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 1200 })
  })

  test('keeps nothing of what was written beside the picture', async () => {
    const exif = { IFD0: { Copyright: '<script>alert(1)</script>' } }
    const bytes = await picture().withExif(exif).jpeg().toBuffer()
    expect(bytes.includes('<script>')).toBe(true)
    expect((await place('ARTWORK', bytes)).content.includes('script')).toBe(false)
  })

  test.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['an SVG with a script', svgWithScript, /^SVG drawings can hold scripts/],
    ['a GIF that is a script too', gifWithScript, /^GIF pictures are not taken/],
    ['a PDF', () => sheet, /of no kind that is taken|Upload PNG/],
    ['a text', () => Buffer.from('<html><script>alert(1)</script>'), /of no kind that is taken/],
    ['nothing', () => Buffer.alloc(0), /empty/],
    [
      'the beginning of a PNG alone',
      async () => (await picture().png().toBuffer()).subarray(0, 60),
      /damaged/,
    ],
    [
      'a JPEG that ends as one and is none',
      () => Buffer.from('\xff\xd8\xff\xe0junk\xff\xd9', 'latin1'),
      /damaged/,
    ],
    [
      'more points than it could draw in time',
      () => picture(9000, 6000).png({ compressionLevel: 1 }).toBuffer(),
      /more than 50 million points/,
    ],
  ])('is not %s', async (_, bytes, said) => {
    expect(await refusal('ARTWORK', await bytes())).toMatch(said)
  })

  test.each(['png', 'jpeg', 'webp', 'avif'] as const)(
    'is no %s that goes on as an archive',
    async (format) => {
      const bytes = Buffer.concat([await picture().toFormat(format).toBuffer(), zipOf('page.html', '<p>')])
      expect(await refusal('ARTWORK', bytes)).toMatch(/could pass for a file of another kind/)
      expect(await refusal('DOWNLOAD', bytes)).toMatch(/could pass for a file of another kind|of no kind/)
    },
  )
})

describe('a file to download', () => {
  test.each(['fox', 'heron', 'lantern', 'owl', 'whale'])(
    'may be the sheet of the %s, byte by byte',
    async (name) => {
      const bytes = readFileSync(path.join(process.cwd(), `lib/brand/sheets/${name}.pdf`))
      const { file, content } = await place('DOWNLOAD', bytes, 'C:\\fakepath\\Fü<chs> "1".pdf')
      expect(file).toMatchObject({ contentType: 'application/pdf', fileName: 'Fu-chs-1.pdf' })
      expect(content.equals(bytes)).toBe(true)
    },
  )

  test('may be an archive', async () => {
    const { file } = await place('DOWNLOAD', zipOf('fox.txt', 'a fox'), '.zip')
    expect(file).toMatchObject({
      contentType: 'application/zip',
      fileName: expect.stringMatching(/^[0-9a-z]{20}\.zip$/),
    })
  })

  test('may be a picture, which keeps its size on paper and each of its points', async () => {
    const drawn = picture(41, 31)
    const { content, file } = await place(
      'DOWNLOAD',
      await drawn.withMetadata({ density: 300 }).png().toBuffer(),
    )
    expect(file.contentType).toBe('image/png')
    expect(await sharp(content).metadata()).toMatchObject({
      format: 'png',
      width: 41,
      height: 31,
      density: 300,
    })
    expect(await sharp(content).raw().toBuffer()).toEqual(await drawn.raw().toBuffer())
  })

  const catalogue = (more: string) => pdfOf(`<< /Type /Catalog /Pages 2 0 R ${more} >>`)
  const packed = (objects: string, filter = '/Filter /FlateDecode') =>
    pdfOf('<< /Type /Catalog /Pages 2 0 R >>', {
      head: `/Type /ObjStm /N 1 /First 4 ${filter}`,
      data: deflateSync(objects),
    })

  test.each<[string, Buffer, RegExp]>([
    [
      'runs a script when it is opened',
      catalogue('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'),
      /holds a script/,
    ],
    [
      'spells it with escapes',
      catalogue('/OpenAction << /S /Java#53cript /J#53 (app.alert(1)) >>'),
      /holds a script/,
    ],
    ['has it in packed objects', packed('5 0 << /S /JavaScript /JS (app.alert(1)) >>'), /holds a script/],
    [
      'has it in objects packed otherwise',
      packed('', '/Filter [/ASCIIHexDecode /FlateDecode]'),
      /can’t be looked into/,
    ],
    ['has objects that unpack to no end', packed(' '.repeat(70 * 1024 * 1024)), /can’t be looked into/],
    ['starts a program', catalogue('/OpenAction << /S /Launch /F (calc.exe) >>'), /starts other programs/],
    ['has files embedded', catalogue('/Names << /EmbeddedFiles 9 0 R >>'), /other files embedded/],
    ['is encrypted', catalogue('/Encrypt 9 0 R'), /encrypted/],
    ['has a form that may hold scripts', catalogue('/AcroForm << /XFA 9 0 R >>'), /XFA/],
    [
      'is an archive too',
      Buffer.concat([catalogue(''), zipOf('a', 'b')]),
      /could pass for a file of another kind/,
    ],
    ['begins as something else', Buffer.concat([Buffer.from('GIF89a '), catalogue('')]), /not taken/],
  ])('is no PDF that %s', async (_, bytes, said) => {
    expect(await refusal('DOWNLOAD', bytes)).toMatch(said)
  })

  test('may be a PDF that opens at a page, and that speaks of scripts', async () => {
    const bytes = catalogue('/OpenAction [2 0 R /Fit] /Title (how /JS \\) works \\( in PDF)')
    expect(await refusal('DOWNLOAD', bytes)).toBe('taken')
    expect(await refusal('DOWNLOAD', packed('5 0 << /Type /Page >>'))).toBe('taken')
  })

  test('is no archive that begins as something else, and none of 11 MB', async () => {
    expect(await refusal('DOWNLOAD', Buffer.concat([Buffer.from('#!/bin/sh\n'), zipOf('a', 'b')]))).toMatch(
      /no kind/,
    )
    expect(await refusal('DOWNLOAD', Buffer.alloc(11 * 1024 * 1024))).toMatch(/larger than 10 MB/)
  })
})

describe('of two operators', () => {
  test('the second reads that the file has changed, and changes nothing', async () => {
    const { productId, file } = await place('DOWNLOAD', sheet)
    const upload = { productId, purpose: 'DOWNLOAD', shown: '' } as const
    const late = await makeFile(upload, sheet, 'late.pdf')
    expect(await placeFile(upload, late)).toEqual({ ok: false, why: 'changed' })
    expect(await removeFile(upload)).toEqual({ ok: false, why: 'changed' })
    await database.query(`UPDATE products SET sheet = 'fox.pdf' WHERE id = $1`, [productId])
    expect(await removeFile({ ...upload, shown: file.id })).toEqual({
      ok: true,
      before: file.id,
      after: null,
    })
    expect(await placeFile({ ...upload, productId: 'nothing' }, late)).toEqual({
      ok: false,
      why: 'missing',
    })
  })

  test('of two uploads at once, one counts', async () => {
    const productId = await newProduct(database, 'DOWNLOAD')
    const upload = { productId, purpose: 'DOWNLOAD', shown: '' } as const
    const files = await Promise.all(['a.pdf', 'b.pdf'].map((name) => makeFile(upload, sheet, name)))
    const placed = await Promise.all(files.map((file) => placeFile(upload, file)))
    expect(placed.map(({ ok }) => ok).sort()).toEqual([false, true])
  })
})

test('a file is found for its purpose alone, so that nobody fetches a download as a picture', async () => {
  const { file } = await place('DOWNLOAD', sheet)
  expect(await findFile(file.id, 'ARTWORK')).toBeNull()
  expect(await findFile('../../etc/passwd', 'DOWNLOAD')).toBeNull()
})

test('files that no product has had for a day are deleted, and no others', async () => {
  const kept = await place('DOWNLOAD', sheet)
  const dropped = await place('DOWNLOAD', sheet)
  const fresh = await place('DOWNLOAD', sheet)
  for (const { productId, file } of [dropped, fresh]) {
    const upload = { productId, purpose: 'DOWNLOAD', shown: file.id } as const
    expect(await removeFile(upload)).toEqual({ ok: false, why: 'needed' })
    await database.query('UPDATE products SET active = false WHERE id = $1', [productId])
    expect(await removeFile(upload)).toMatchObject({ ok: true })
  }
  await database.query(
    `UPDATE product_files SET uploaded_at = now() - interval '2 days' WHERE id = ANY ($1)`,
    [[kept.file.id, dropped.file.id]],
  )
  await deleteUnusedFiles()
  const ids = await database.query<{ id: string }>('SELECT id FROM product_files WHERE id = ANY ($1)', [
    [kept.file.id, dropped.file.id, fresh.file.id],
  ])
  expect(ids.map(({ id }) => id).sort()).toEqual([kept.file.id, fresh.file.id].sort())
})
