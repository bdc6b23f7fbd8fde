export { createNotices, type Notices } from './create-notices'
export { followMatters } from './follow-matters'
export { followNotices } from './follow-notices'
export { MissedList } from './missed-list'
