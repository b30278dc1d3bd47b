/** As the `ref` of an element that appears: moves the focus there, so that it is not reset to the top of the page. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}
