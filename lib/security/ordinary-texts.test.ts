import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { inspectRequest } from '@/lib/security/card-guard'
import { holdsCardNumber } from '@/lib/security/card-numbers'

const shop = 'https://shop.example'

/** The same numbers in every run (a linear congruential generator), so that a failure here is one everywhere. */
function numbers(seed: number) {
  let state = seed
  const below = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
  return { below, pick: <T>(list: readonly T[]) => list[below(list.length)] as T }
}

/** The pattern with a digit for each `#`. */
function filled(pattern: string, { below }: ReturnType<typeof numbers>): string {
  return pattern.replace(/#/g, () => String(below(10)))
}

function many(count: number, make: (random: ReturnType<typeof numbers>) => string): string[] {
  const random = numbers(count)
  return Array.from({ length: count }, () => make(random))
}

const artworks = path.join(import.meta.dirname, '../../public/artwork')

const telephones = [
  '+1 (###) 555-####',
  '+1-###-555-####',
  '1-###-555-####',
  '(###) ###-####',
  '+44 20 7### ####',
  '+44 (0)1632 ######',
  '020 7### ####',
  '+49 30 #######-##',
  '+49 (0) 30 / ### ## ##',
  '+49 151 ########',
  '+49 40 ### ### ###',
  '+49151#########',
  '0049 30 ########',
  '0151/########',
  '+43 1 ##########',
  '+41 44 ### ## ##',
  '+33 6 ## ## ## ##',
  '06.##.##.##.##',
  '+34 6## ## ## ##',
  '+36 1 ### ####',
  '+39 06 #### ####',
  '+45 ## ## ## ##',
  '+46 8 ### ### ##',
  '+48 ### ### ###',
  '+52 55 #### ####',
  '+55 11 9####-####',
  '+61 4## ### ###',
  '+62 812-####-####',
  '+65 6### ####',
  '+81 3-####-####',
  '０３－####－####',
  '+86 1## #### ####',
  '+91 9#### #####',
  '+355 4 ### ####',
  '+380 44 ### ## ##',
  '+385 1 #### ###',
  '+507 ###-####',
  '+590 590 ## ## ##',
  '+64 21 ### ####',
  '+675 ### ####',
  'tel:+49-30-####-####',
  '+49 30 1234567 ext. ####',
]

const addresses = [
  'Straße des 17. Juni 135, 10623 Berlin',
  '4242 4th Street, Apt. 42, San Francisco, CA 94103-1741',
  '41-43 Rue Saint-Lazare, 75009 Paris',
  '5th floor, 55 Wells Street, London W1T 3PT',
  'Kärntner Ring 5-7/4/42, 1010 Wien',
  '〒100-0005 東京都千代田区丸の内1-1-1',
  '４丁目２番８号　芝公園, 105-0011',
  'ul. Marszałkowska 62/64 m. 4, 00-545 Warszawa',
  'Box 5024, 102 41 Stockholm',
  'Rua Augusta 4242, 01304-001 São Paulo - SP',
  '3704 1/2 North 44th Avenue, 33021-4242',
  '6F-4, No. 62, Sec. 5, Zhongxiao E. Rd., Taipei 11065',
  'Flat 4/2, 62 High Street\nEdinburgh\nEH1 1TB',
]

const headers: [string, string][] = [
  [
    'user-agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.139 Safari/537.36',
  ],
  [
    'user-agent',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15',
  ],
  [
    'user-agent',
    'Mozilla/5.0 (Linux; Android 14; SM-S928B Build/UP1A.231005.007) AppleWebKit/537.36 Chrome/4410.2033.4111.6011 Mobile Safari/537.36',
  ],
  [
    'user-agent',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) [FBAN/FBIOS;FBAV/449.0.0.42.109;FBBV/561234567;FBDV/iPhone14,5;FBRV/0]',
  ],
  [
    'user-agent',
    'Instagram 317.0.0.34.109 Android (33/13; 420dpi; 1080x2176; samsung; SM-G991B; o1s; exynos2100; de_DE; 562739837)',
  ],
  ['sec-ch-ua', '"Not?A_Brand";v="24", "Chromium";v="131", "Google Chrome";v="131"'],
  ['sec-ch-ua-full-version-list', '"Chromium";v="131.0.6778.139", "Not?A_Brand";v="24.0.0.0"'],
  ['accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'],
  ['accept-language', 'de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7'],
  ['if-modified-since', 'Thu, 26 Nov 2026 09:00:00 GMT'],
  ['if-none-match', 'W/"4242424242424242-4242", "6011111111111117"'],
  ['traceparent', '00-42424242424242424242424242424242-4242424242424242-01'],
  ['tracestate', 'dd=s:1;t.tid:4242424242424242,congo=4242424242424242'],
  ['x-datadog-trace-id', '4000000000000000006'],
  ['x-datadog-parent-id', '4242424242424242'],
  ['x-b3-spanid', '4242424242424242'],
  ['b3', '42424242424242424242424242424242-4242424242424242-1'],
  ['x-cloud-trace-context', '105445aa7843bc8bf206b12000100000/4242424242424242;o=1'],
  ['x-amzn-trace-id', 'Root=1-67891233-424242424242424242424242'],
  ['cf-ray', '4242424242424242-FRA'],
  ['x-request-id', '64981172-6896-4903-b7ad-6d037c7d7937'],
  ['x-forwarded-for', '203.0.113.42, 198.51.100.62, 2001:db8:4242:4242:4242:4242:4242:4242'],
  ['forwarded', 'for="[2001:db8::4242]:4711";proto=https;by=203.0.113.43'],
  ['via', '1.1 4242.cache.example:3128 (squid/6.6)'],
  ['cookie', 'session=4242424242424242'],
  ['authorization', 'Bearer 4242424242424242'],
  ['referer', 'https://bank.example/acs/4242424242424242?transaction=4242424242424242'],
  ['sec-websocket-key', 'NDI0MjQyNDI0MjQyNDI0Mg=='],
  ['range', 'bytes=4242-5353'],
  ['rtt', '50'],
  ['dpr', '2.625'],
]

const days = Array.from({ length: 15 * 365 }, (_, day) => new Date(Date.UTC(2020, 0, 1 + day)))
const iso = (day: Date, after = 0) => new Date(day.getTime() + after * 86_400_000).toISOString().slice(0, 10)
const turned = (day: Date, sign: string, after = 0) => iso(day, after).split('-').reverse().join(sign)
const short = (day: Date, after = 0) => iso(day, after).slice(2).split('-').reverse().join('-')

const prices = ({ below, pick }: ReturnType<typeof numbers>) => {
  const amount = () => below(6000) + 1
  const [money, gap] = pick([
    [() => `${amount()}.${below(90) + 10}`, ', '],
    [() => `$${amount()}.99`, ' '],
    [() => `${amount()},${below(90) + 10} €`, ' / '],
    [() => `€ ${amount()}`, ' – '],
    [() => `¥${amount()}`, ' '],
    [() => `${amount()} kr.`, ' '],
    [() => `${amount()}.00`, '\n'],
    [() => `${amount()},-`, ' '],
    [() => `${amount()}`, '; '],
    [() => `${amount()}`, '\n'],
    [() => `1 ${below(900) + 100} ${below(900) + 100} Ft`, ' '],
  ] as const)
  return Array.from({ length: 8 }, money).join(gap)
}

const hex = (length: number, { pick }: ReturnType<typeof numbers>) =>
  Array.from({ length }, () => pick([...'0123456789abcdef'])).join('')

const corpora: [string, string[]][] = [
  ['telephone numbers', many(20_000, (random) => filled(random.pick(telephones), random))],
  ['postal addresses', addresses],
  [
    'days',
    days.flatMap((day) => [iso(day), turned(day, '-'), turned(day, '.'), turned(day, '/'), short(day)]),
  ],
  [
    'ranges of days',
    days.flatMap((day) => [
      `${iso(day)} ${iso(day, 1)}`,
      `${iso(day)}/${iso(day, 7)}`,
      `${iso(day)} - ${iso(day, 30)}`,
      `${iso(day)}–${iso(day, 30)}`,
      `${turned(day, '-')} ${turned(day, '-', 1)}`,
      `${turned(day, '.')} – ${turned(day, '.', 14)}`,
      `${turned(day, '/')} - ${turned(day, '/', 14)}`,
      `${turned(day, '.')}–${turned(day, '.', 14)}`,
    ]),
  ],
  [
    'lists of days',
    days.flatMap((day) =>
      [' ', ', ', '\t', ' / ', '\n'].flatMap((gap) => [
        [iso(day), iso(day, 1), iso(day, 2)].join(gap),
        [turned(day, '-'), turned(day, '-', 1), turned(day, '-', 2)].join(gap),
        [short(day), short(day, 1), short(day, 2)].join(gap),
      ]),
    ),
  ],
  [
    'times',
    days.flatMap((day) => [
      day.toISOString(),
      day.toUTCString(),
      `${iso(day)} 10:23:42.424242+02:00`,
      `${iso(day)} 10-23-42`,
      `order 456 ${iso(day)} ${iso(day, 4)}`,
      `${turned(day, '.')} 10.23.42`,
      String(day.getTime()),
      String(day.getTime() / 1000),
      `${day.getTime()}000000`,
    ]),
  ],
  ['lists of prices', many(20_000, prices)],
  ['licence keys', many(20_000, (random) => (hex(25, random).toUpperCase().match(/.{5}/g) ?? []).join('-'))],
  ['licence keys of digits alone', many(20_000, (random) => filled('#####-#####-#####-#####-#####', random))],
  ['order ids', many(20_000, newId)],
  [
    'UUIDs',
    many(20_000, (random) =>
      filled(`########-####-4###-${random.pick(['8', '9', 'a', 'b'])}###-############`, random),
    ),
  ],
  [
    'addresses of machines',
    many(20_000, ({ below }) => Array.from({ length: 4 }, () => below(256)).join('.')),
  ],
  [
    'versions',
    many(20_000, (random) =>
      filled(random.pick(['#.##.#', '1##.0.####.##', '10.0.#####.####', '##.#.#-beta.#']), random),
    ),
  ],
  ['fractions', many(20_000, (random) => filled('0.################', random))],
  ['coordinates', many(20_000, (random) => filled('5#.######, 1#.######', random))],
  [
    'values of headers that are read',
    headers.filter(([name]) => /agent|^sec|accept|forwarded|via/.test(name)).map(([, value]) => value),
  ],
]

describe('no card number is seen in', () => {
  test.each(corpora)('%s', (_, texts) => {
    expect(texts.length).toBeGreaterThan(4)
    expect(texts.filter((text) => holdsCardNumber(text))).toEqual([])
  })

  test.each(headers)('the header %s: %s', async (name, value) => {
    const request = new Request(shop, { headers: { [name]: value } })
    expect(request.headers.get(name)).toBe(value)
    expect(await inspectRequest(request, shop)).toBe('clean')
  })

  test.each(readdirSync(artworks))('the drawing %s, sent as a file', async (name) => {
    const body = new FormData()
    const content = readFileSync(path.join(artworks, name))
    body.set('file', new Blob([content], { type: 'image/svg+xml' }), name)
    expect(await inspectRequest(new Request(shop, { method: 'POST', body }), shop)).toBe('clean')
  })
})
