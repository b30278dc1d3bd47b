import { expect, test } from 'vitest'
import { drawMail } from '@/lib/mail/draw'

const sender = {
  shop: 'Foldline',
  shopUrl: 'https://shop.example',
  company: {
    name: 'Fold Ltd',
    registration: 'No. 1',
    address: '1 Street',
    email: 'help@shop.example',
    phone: '',
  },
  tag: 'en-GB',
}

test('HTML and text say the same', () => {
  const { html, text } = drawMail(
    {
      subject: 'Your receipt',
      blocks: [
        'Thank you.',
        { rows: [['Paid', '$9.99']] },
        { copy: { label: 'Licence key', value: 'ABCD-EFGH' } },
        { link: { text: 'View your order', href: 'https://shop.example/orders/1' } },
      ],
    },
    sender,
  )
  for (const words of [
    'Your receipt',
    'Thank you.',
    '$9.99',
    'ABCD-EFGH',
    'View your order',
    'https://shop.example/orders/1',
    'Fold Ltd',
  ]) {
    expect(html).toContain(words)
    expect(text).toContain(words)
  }
})

test('nothing is loaded from anywhere, and it can be read in the dark', () => {
  const { html } = drawMail({ subject: 'Hello', blocks: ['Text'] }, sender)
  expect(html).not.toMatch(/<(img|script|link|iframe|object)|url\(|@import|src=/i)
  expect(html).toContain('prefers-color-scheme: dark')
})

test('markup in a name is text, and a line end in a subject begins no header', () => {
  const { subject, html } = drawMail(
    { subject: 'Fox\r\nBcc: victim@example.com\u2028\u202ex', blocks: ['<script>alert(1)</script>"\''] },
    sender,
  )
  expect(subject).toBe('Fox Bcc: victim@example.com x')
  expect(html).not.toContain('<script>')
  expect(html).toContain('&#60;script&#62;')
})
