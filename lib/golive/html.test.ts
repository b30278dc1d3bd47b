import { expect, test } from 'vitest'
import { hasTag, linksTo, tagsOf, textOf } from '@/lib/golive/html'

test('a page’s text is what is read: without tags, scripts and the parts that a server leaves between texts', () => {
  const html = `<script>"<b>$9"</script><p>Smith &amp; S&#xf6;hne,<!-- --> <b>1&nbsp;Main&#39;s</b></p>\n<style>p{}</style><p>$<!-- -->9</p>`
  expect(textOf(html).trim()).toBe("Smith & Söhne, 1 Main's $9")
  expect(textOf('&#x110000; &nosuch; &#0;')).toContain('&nosuch;')
})

test('a link is one to that very address', () => {
  expect(linksTo('<a class="link" href="/refunds">x</a>', '/refunds')).toBe(true)
  expect(linksTo('<a href="/refunds/2026">x</a><link href="/refunds">', '/refunds')).toBe(false)
  expect(linksTo('<!-- <a href="/refunds">x</a> -->', '/refunds')).toBe(false)
  expect(linksTo('<script>"<a href="/refunds">"</script>', '/refunds')).toBe(false)
})

test('a tag is known by its name and its attributes', () => {
  const form = '<form><input name="password" type="password"/></form>'
  expect(hasTag(form, ['input'], 'type="password"')).toBe(true)
  expect(hasTag(form, ['button'], 'type="password"')).toBe(false)
  expect(tagsOf(form).map(({ index }) => index)).toEqual([0, 6, 46])
})

test('what is never closed ends with the page', () => {
  for (const html of ['a<', 'a<b', 'a<!-- b', 'a<script>b', 'a<style>b<i>'])
    expect(textOf(html).trim()).toBe('a')
})
