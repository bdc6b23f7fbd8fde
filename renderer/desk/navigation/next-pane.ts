const firstStop =
  'input:not([type=hidden]), textarea, select, [role=listbox], [role=tab][data-state=active], button:not(:disabled)'

/** Moves the focus to the next visible column, and from the last to the first. */
export const nextPane = (): void => {
  const panes = ['page', 'list', 'case', 'knowledge'].flatMap((id) => {
    const pane = document.getElementById(id)
    return pane === null || pane.hidden ? [] : [pane]
  })
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const pane = panes[(at + 1) % panes.length]
  const stop = pane?.querySelector<HTMLElement>(firstStop)
  ;(stop ?? pane)?.focus()
}
