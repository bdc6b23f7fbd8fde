/** What a colour means; a word or a sign always goes with it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'
