// Draws the page again when the emulator has changed, unless somebody is filling in a form.
const everyMs = 1500
let known = Number(document.body.dataset.changes)
let isEdited = false

document.addEventListener('input', () => {
  isEdited = true
})

async function look() {
  const response = await fetch('/merchant/changes')
  const { changes } = await response.json()
  if (changes === known || isEdited || document.activeElement?.closest('form, details')) return
  known = changes
  const page = await fetch(location.href)
  if (!page.ok || page.redirected) return
  const fresh = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('main')
  const old = document.querySelector('main')
  if (!fresh || !old) return
  const open = [...old.querySelectorAll('details')].map((details) => details.open)
  for (const [index, details] of [...fresh.querySelectorAll('details')].entries())
    details.open = open[index] ?? false
  old.replaceWith(fresh)
}

if (document.body.dataset.changes !== undefined) {
  setInterval(() => {
    if (!document.hidden) look().catch(() => undefined)
  }, everyMs)
}
