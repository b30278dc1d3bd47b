import { describe, expect, test } from 'vitest'
import { bodyLimit, uploadLimit } from '@/lib/http/body-limit'
import { FileRefusal } from '@/lib/product-files/content'
import { mostBytes } from '@/lib/product-files/schema'
import { readUpload } from '@/lib/product-files/upload'
import { config } from '@/proxy'

const route = 'https://shop.example/admin/products/fox/files'

const part = (head: string, content = '') =>
  `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`

/** A form whose file has so many bytes, and how many of them were asked for. */
function sent(bytes: number, declared?: number) {
  let given = 0
  const start = Buffer.from(
    `${part('name="purpose"', 'DOWNLOAD')}--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`,
  )
  const end = Buffer.from('\r\n--x--\r\n')
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (given === 0) controller.enqueue(start)
        const piece = Math.min(64 * 1024, bytes - given)
        if (piece > 0) controller.enqueue(Buffer.alloc(piece, 'a'))
        given += piece
        if (given < bytes) return
        controller.enqueue(end)
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = {
    'content-type': 'multipart/form-data; boundary=x',
    ...(declared !== undefined && { 'content-length': String(declared) }),
  }
  const request = new Request(route, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  return { request, given: () => given }
}

describe('an upload', () => {
  test('comes with its fields and its file, also of 10 MB', async () => {
    const { fields, bytes, name } = await readUpload(sent(mostBytes).request)
    expect(fields).toEqual({ purpose: 'DOWNLOAD' })
    expect(name).toBe('a.pdf')
    expect(bytes.length).toBe(mostBytes)
  })

  test('of 50 MB is refused by what it says of its length, before a byte is read', async () => {
    const { request, given } = sent(50 * 1024 * 1024, 50 * 1024 * 1024)
    await expect(readUpload(request)).rejects.toThrow('This file is larger than 10 MB')
    expect(given()).toBe(0)
  })

  test('of 50 MB that says nothing of its length is given up at the limit', async () => {
    const { request, given } = sent(50 * 1024 * 1024)
    await expect(readUpload(request)).rejects.toThrow('This file is larger than 10 MB')
    expect(given()).toBeLessThan(mostBytes + 1024 * 1024)
  })

  test.each<[string, string]>([
    ['that breaks off', part('name="file"; filename="a"', 'x').slice(0, -4)],
    ['of two files', `${part('name="a"; filename="a"', 'x')}${part('name="b"; filename="b"', 'x')}--x--\r\n`],
    ['of no file', `${part('name="purpose"', 'DOWNLOAD')}--x--\r\n`],
    [
      'of more fields than a form has',
      `${part('name="a"', 'x').repeat(20)}${part('name="f"; filename="f"', 'x')}--x--\r\n`,
    ],
    ['of nothing', ''],
    ['that is no form', 'x'],
  ])('%s is refused, and nothing hangs', async (_, body) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    await expect(readUpload(new Request(route, { method: 'POST', body, headers }))).rejects.toThrow(
      FileRefusal,
    )
  })

  test('of another type is refused', async () => {
    const request = new Request(route, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    await expect(readUpload(request)).rejects.toThrow(FileRefusal)
  })

  test('with hostile names of fields changes no object’s prototype', async () => {
    const body = `${part('name="__proto__"', 'x')}${part('name="f"; filename="f"', 'x')}--x--\r\n`
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const { fields } = await readUpload(new Request(route, { method: 'POST', body, headers }))
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })
})

test('the limit of bodies and the guard make the same exception, and no other', () => {
  const isGuarded = (path: string) => new RegExp(`^${config.matcher[0]?.source}$`).test(path)
  for (const path of ['/admin/products/fox/files', '/admin/products/fox/files/']) {
    expect(bodyLimit(path), path).toBe(uploadLimit)
    expect(isGuarded(path), path).toBe(false)
  }
  for (const path of [
    '/admin/products/fox',
    '/admin/products/fox/files/more',
    '/admin/products/fox/filesystem',
    '/admin/products/fox/more/files',
    '/x/admin/products/fox/files',
    '/admin/products/files',
  ]) {
    expect(bodyLimit(path), path).toBe(64 * 1024)
    expect(isGuarded(path), path).toBe(true)
  }
})
