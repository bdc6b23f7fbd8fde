import { beforeEach, describe, expect, it } from 'vitest'
import { forgetPlaces, goBack, goTo, placeStore, setKnowledgeOpen, showView } from './place-store'

const ticket = (id: string) => ({ kind: 'ticket', id }) as const

describe('places', () => {
  beforeEach(forgetPlaces)

  it('goes back step by step to the start, then no further', () => {
    goTo(ticket('a'))
    goTo({ kind: 'customer', id: 'b' })
    expect(goBack()).toBe(true)
    expect(placeStore.getState().place).toEqual(ticket('a'))
    expect(goBack()).toBe(true)
    expect(placeStore.getState().place).toEqual({ kind: 'none' })
    expect(goBack()).toBe(false)
  })

  it('does not remember going to the place that is shown', () => {
    goTo(ticket('a'))
    goTo(ticket('a'))
    expect(placeStore.getState().back).toHaveLength(1)
  })

  it('closes the folded knowledge before it leaves the case, and when another case is shown', () => {
    goTo(ticket('a'))
    setKnowledgeOpen(true)
    expect(goBack()).toBe(true)
    expect(placeStore.getState()).toMatchObject({ place: ticket('a'), isKnowledgeOpen: false })
    setKnowledgeOpen(true)
    goTo(ticket('a'))
    expect(placeStore.getState().isKnowledgeOpen).toBe(false)
  })

  it('keeps the case when another list is shown', () => {
    goTo(ticket('a'))
    showView('customers')
    expect(placeStore.getState()).toMatchObject({ view: 'customers', place: ticket('a') })
  })

  it('remembers a limited number of places', () => {
    for (let step = 0; step < 200; step += 1) goTo(ticket(String(step)))
    expect(placeStore.getState().back).toHaveLength(50)
    expect(placeStore.getState().back.at(-1)).toEqual(ticket('198'))
  })
})
