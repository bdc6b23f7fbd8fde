import { showView, type View } from './place-store'

const firstStop: Record<View, string> = {
  work: '#list [role=listbox]',
  tickets: '#list [role=listbox]',
  customers: '#list input',
  knowledge: '#knowledge-search',
}

/** Shows a view and puts the focus where one goes on in it: in its list, or in the box to search by. */
export const goToView = (view: View): void => {
  showView(view)
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(firstStop[view])?.focus()
  })
}
