// One window for all payments of a run. It is opened by a press, since browsers block any other; what holds it is this page,
// for as long as it is not left.

let opened: Window | null = null

/** The window, unless it is closed or has been lost. */
export function paymentWindow(): Window | undefined {
  return opened && !opened.closed ? opened : undefined
}

/** Opens the window, or brings up the one there is. To be called by a press. */
export function openPaymentWindow(): Window | undefined {
  const known = paymentWindow()
  if (known) return known
  opened = window.open('about:blank', '_blank', 'popup,width=560,height=860')
  if (!opened) return undefined
  opened.document.title = 'Test payments'
  opened.document.body.textContent =
    'The checkout opens here when a test payment by card is due. Leave this window open.'
  return opened
}
