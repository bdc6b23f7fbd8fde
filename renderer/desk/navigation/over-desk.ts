/** The id of the place over everything but the call bar, for what needs the whole window; empty, it is not there. */
export const overDeskId = 'over-desk'
