import type { ReactNode } from 'react'
import { brand } from '@/lib/brand/brand'
import type { Locale } from '@/lib/languages/locale'

/** Where the header shows a hint: React leaves what is in there to the script. */
export const hintPlaces = { cart: 'cart-hint', account: 'account-hint' } as const

/** What a product's page shows to its owner, hidden from everybody until the script has looked. */
const ownedPlace = 'owned-hint'

/** Sent when what the header shows may have been replaced by React. */
export const hintEvent = 'shop-hint'

// On a phone it lies over the corner of its link, and takes no room beside it.
const badge =
  'min-w-4.5 bg-accent px-1 text-center text-xs font-semibold text-on-accent tabular-nums max-sm:absolute max-sm:top-0 max-sm:right-0 sm:ml-2 sm:min-w-6 sm:px-1.5 sm:text-sm'

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

/** Every plural of a language has a whole number up to here, but for those of millions. */
const pluralNumbers = Array.from({ length: 201 }, (_, count) => count)

/** What items in the cart are called, by the plural of their number. */
function itemWords({ t, tag }: Words): Record<string, string> {
  const plurals = new Intl.PluralRules(tag)
  const words: Record<string, string> = {}
  for (const count of pluralNumbers) words[plurals.select(count)] ??= innerHtml(t('cart.items', { count }))
  return words
}

type Words = Pick<Locale, 't' | 'tag'>

// Changes in other tabs and from the server arrive as events; where there are none, a look each second costs nothing.
const script = ({ t, tag }: Words) => `(()=>{
const put=(id,html)=>{const place=document.getElementById(id);if(place&&place.innerHTML!==html)place.innerHTML=html}
const show=()=>{
const [,on,many]=/(?:^|; )(?:__Host-)?${brand.slug}\\.hint=([01])\\.(\\d{1,4})\\./.exec(document.cookie)||[,'0','0']
const n=Number(many)
put('${hintPlaces.cart}',n?'<span class="${badge}">'+n+'<span class="sr-only"> '+${JSON.stringify(itemWords({ t, tag }))}[new Intl.PluralRules('${tag}').select(n)]+'</span></span>':'')
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
addEventListener('${hintEvent}',show)})()`

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
