// @ts-check
;(() => {
  /** @param {{ event: string, data?: unknown }} message */
  const post = (message) => {
    if (window.parent !== window) window.parent.postMessage(JSON.stringify(message), '*')
  }

  const postSize = () => {
    const { width, height } = document.documentElement.getBoundingClientRect()
    post({
      event: 'widgetSizeChanged',
      data: { height: `${Math.ceil(height)}px`, width: `${Math.ceil(width)}px` },
    })
  }

  post({ event: 'widgetLoaded' })
  new ResizeObserver(postSize).observe(document.documentElement)
  for (const message of JSON.parse(document.body.dataset.messages ?? '[]')) post(message)

  for (const form of document.querySelectorAll('form')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) {
        event.preventDefault()
        return
      }
      form.dataset.sent = 'true'
      const isPaying = event.submitter?.dataset.processing !== undefined
      if (!isPaying) return
      post({ event: 'paymentProcessingStart' })
      /** @type {HTMLElement | null} */
      const status = form.querySelector('[role="status"]')
      if (status) status.textContent = status.dataset.processing ?? ''
    })
  }

  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
})()
