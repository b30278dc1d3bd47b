import { expect, test } from 'vitest'
import { payletIn } from '@/lib/prove/buyer'

test('the signed address is found in a page’s data and in a frame alike', () => {
  const at = (body: string) =>
    payletIn({ body, url: new URL('https://shop.example/checkout/x') }, 'http://pay')
  const address = 'http://pay/api/subscription?uid=u1&sign=s'
  expect(
    at(
      `self.__next_f.push([1,"{\\"src\\":\\"http://pay/api/subscription?uid=u1\\u0026sign=s\\",\\"x\\":1}"])`,
    ),
  ).toBe(address)
  expect(at('<iframe src="http://pay/api/subscription?uid=u1&amp;sign=s"></iframe>')).toBe(address)
  expect(() => at('nothing')).toThrow('/checkout/x contains no widget URL.')
})
