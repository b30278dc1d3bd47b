// @ts-check
;(() => {
  const shop = window.opener ?? (window.parent === window ? null : window.parent)
  for (const message of JSON.parse(document.body.dataset.messages ?? '[]')) {
    shop?.postMessage(JSON.stringify(message), '*')
  }
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector('form[data-sends-itself]')
  form?.submit()
})()
