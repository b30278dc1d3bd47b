/** As the `ref` of an element that appears: the focus goes there, so that it does not fall to the top of the page. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}
