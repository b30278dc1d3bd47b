import { hintEvent, innerHtml } from '@/app/_components/hint-script'
import { brand } from '@/lib/brand/brand'
import type { Translate } from '@/lib/languages/locale'

const id = 'theme'

const choice = (
  t: Translate,
) => `<p class="invisible flex items-center gap-3"><label for="${id}">${innerHtml(t('shop.theme.label'))}</label>
<select id="${id}" class="min-h-11 rounded-control border border-edge bg-card px-2">
<option value="">${innerHtml(t('shop.theme.system'))}</option><option value="light">${innerHtml(t('shop.theme.light'))}</option><option value="dark">${innerHtml(t('shop.theme.dark'))}</option>
</select></p>`

const script = `(()=>{
const name=(location.protocol==='https:'?'__Host-':'')+'${brand.slug}.theme'
const show=()=>{
const theme=document.cookie.split('; ').find((cookie)=>cookie.startsWith(name+'='))?.slice(name.length+1)
const known=theme==='light'||theme==='dark'
if(known)document.documentElement.dataset.theme=theme
else delete document.documentElement.dataset.theme
const select=document.getElementById('${id}')
if(select){select.value=known?theme:'';select.parentNode.classList.remove('invisible')}}
show()
addEventListener('change',({target})=>{
if(target.id!=='${id}')return
document.cookie=name+'='+target.value+'; Path=/; SameSite=Lax; Max-Age='+(target.value?31536000:0)+(location.protocol==='https:'?'; Secure':'')
show()})
for(const kind of ['DOMContentLoaded','pageshow','${hintEvent}'])addEventListener(kind,show)})()`

/** Before the page: shows it in the colours that its reader has chosen, before anything is painted. */
export function ThemeScript() {
  return (
    <script
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the text is a constant
      dangerouslySetInnerHTML={{ __html: script }}
    />
  )
}

/** Light, dark, or as the reader's device has it; remembered in this browser. Without scripts, which it needs, its place is empty. */
export function ThemeSwitch({ t }: { t: Translate }) {
  return (
    <div
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: texts of the catalog alone; React does not look at what the script makes of it
      dangerouslySetInnerHTML={{ __html: choice(t) }}
    />
  )
}
