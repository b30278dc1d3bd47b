import jsQR from 'jsqr'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { qrCode } from '@/lib/second-factor/qr-code'
import { enrolmentUri, newSecret } from '@/lib/second-factor/totp'

/** What a camera reads off a code that is drawn so. */
async function scanned({ size, path }: ReturnType<typeof qrCode>) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 6}" height="${size * 6}" viewBox="0 0 ${size} ${size}">
    <rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
  const picture = sharp(Buffer.from(svg)).ensureAlpha().raw()
  const { data, info } = await picture.toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
}

test.each([
  ['a short address', 'a@b.example'],
  ['a long one, with signs of its own', `${'ünlü+'.repeat(9)}${'x'.repeat(40)}@papier-modelle.example`],
])('an authenticator reads the secret of %s off its code', async (_, email) => {
  const uri = enrolmentUri(newSecret(), 'Foldline & Söhne', email)
  expect(await scanned(qrCode(uri))).toBe(uri)
})
