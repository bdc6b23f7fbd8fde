export { followFiles } from './attachment-store'
export { Attachments } from './attachments'
export { fileSize } from './file-size'
