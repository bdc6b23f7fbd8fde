export { followFiles, fileSize } from './attachment-store'
export { Attachments } from './attachments'
