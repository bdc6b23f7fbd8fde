/** Whether the person neither types nor has something open in front: only then may a call come into the middle. */
export const isPersonFree = (page: Document): boolean => {
  const focused = page.activeElement
  const isTyping =
    focused instanceof HTMLElement &&
    (focused.isContentEditable ||
      focused.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'))
  return !isTyping && page.querySelector('[role=dialog][data-state=open], [role=menu][data-state=open]') === null
}
