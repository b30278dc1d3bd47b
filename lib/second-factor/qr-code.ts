import { encode } from 'uqr'

/** Light modules around a code, without which a camera does not find it (ISO/IEC 18004). */
const quietZone = 4

/**
 * A text as a QR code: how many modules wide it is, the quiet zone included, and its dark modules as the path of an SVG, in which
 * a module is one unit.
 */
export function qrCode(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: quietZone })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { size, path }
}
