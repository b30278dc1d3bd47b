import type { ReactNode } from 'react'
import { brand } from '@/lib/brand/brand'
import type { Locale } from '@/lib/languages/locale'

/** Where the header shows a hint: React leaves what is in there to the script. */
export const hintPlaces = { cart: 'cart-hint', account: 'account-hint' } as const

/** What a product's page shows to its owner, hidden from everybody until the script has looked. */
const ownedPlace = 'owned-hint'

/** Sent when what the header shows may have been replaced by React. */
export const hintEvent = 'shop-hint'

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\u00a0', '&nbsp;'],
])

/** A text of the catalog as a browser writes it in innerHTML, so that the script finds there what it has put. */
export function innerHtml(text: string): string {
  return text.replace(/[&<>\u00a0]/g, (sign) => escapes.get(sign) ?? sign)
}

/** The same as a script inside of a page holds it. */
const quoted = (text: string) => JSON.stringify(innerHtml(text))

type Words = Pick<Locale, 't' | 'tag'>

/** Every plural of a language has a whole number up to here, but for those of millions. */
const pluralNumbers = Array.from({ length: 200 }, (_, index) => index + 1)

/** An expression for what `n` items in the cart are called, by the language's plural of their number. */
function itemWords({ t, tag }: Words): string {
  const plurals = new Intl.PluralRules(tag)
  const words: Record<string, string> = {}
  for (const count of pluralNumbers) words[plurals.select(count)] ??= innerHtml(t('cart.items', { count }))
  if (pluralNumbers.every((count) => plurals.select(count) === (count === 1 ? 'one' : 'other')))
    return `(n<2?${JSON.stringify(words.one)}:${JSON.stringify(words.other)})`
  return `${JSON.stringify(words)}[new Intl.PluralRules('${tag}').select(n)]`
}

// Changes in other tabs and from the server arrive as events; where there are none, a look each second costs nothing. Lines are
// joined: React sends the script a second time, as a text in which the end of a line takes two signs.
const script = ({ t, tag }: Words) =>
  `(()=>{
const put=(id,html)=>{const place=document.getElementById(id);if(place&&place.innerHTML!==html)place.innerHTML=html}
const show=()=>{
const [,on,n]=/(?:^|; )(?:__Host-)?${brand.slug}\\.hint=([01])\\.(\\d{1,4})\\./.exec(document.cookie)||[,'0','0']
put('${hintPlaces.cart}',n>0?'<span class="cart-badge">'+n+'<span class="sr-only"> '+${itemWords({ t, tag })}+'</span></span>':'')
put('${hintPlaces.account}',on==='1'?${quoted(t('shop.account'))}:${quoted(t('shop.signIn'))})
const owned=document.getElementById('${ownedPlace}')
if(owned){
const [,slugs]=/(?:^|; )(?:__Host-)?${brand.slug}\\.library=([a-z0-9~-]*)/.exec(document.cookie)||[,'']
owned.hidden=on!=='1'||!slugs.split('~').includes(owned.dataset.slug)}}
const watch=new MutationObserver(show)
watch.observe(document,{childList:true,subtree:true})
addEventListener('DOMContentLoaded',()=>{show();watch.disconnect()})
if(window.cookieStore)cookieStore.addEventListener('change',show)
else setInterval(show,1000)
addEventListener('pageshow',show)
addEventListener('${hintEvent}',show)})()`.replaceAll('\n', ';')

/**
 * Before the header: fills in what is personal from the hint's cookie as soon as its place is there, before that is painted
 * (lib/hints). A script after the header would come too late where the browser paints between the two.
 */
export function HintScript({ locale }: { locale: Words }) {
  return (
    <script
      // biome-ignore lint/security/noDangerouslySetInnerHtml: texts of the catalog, and numbers are all that it inserts
      dangerouslySetInnerHTML={{ __html: script(locale) }}
    />
  )
}

/** Shown to the owner of a product, as far as this browser remembers (lib/hints/library.ts). */
export function OwnedPlace({ slug, children }: { slug: string; children: ReactNode }) {
  return (
    <div id={ownedPlace} data-slug={slug} hidden suppressHydrationWarning>
      {children}
    </div>
  )
}

/** A place in the header that the script fills; without a script it says what is right for everybody. */
export function HintPlace({ of, text = '' }: { of: keyof typeof hintPlaces; text?: string }) {
  return (
    <span
      id={hintPlaces[of]}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of the catalog; React does not look at what the script makes of it
      dangerouslySetInnerHTML={{ __html: innerHtml(text) }}
    />
  )
}
