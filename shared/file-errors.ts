import type { ErrorRow } from './error-row'

/** What can be refused of files, or be wrong with them. */
export const fileErrorRows = {
  tooManyFiles: { zh: '一张工单最多 {limit} 个附件。', en: 'A ticket holds at most {limit} files.' },
  fileNotReadable: {
    zh: '读不出该文件，请确认它还在原处后重试。',
    en: 'The file could not be read. Check that it is still there and try again.',
  },
  fileNotHere: {
    zh: '该附件尚未下载到本机，恢复连接后可打开。',
    en: 'That file is not on this machine yet. It can be opened once the server is reached.',
  },
  fileComing: {
    zh: '附件正在下载，完成后即可打开。',
    en: 'The file is being fetched and can be opened once it is here.',
  },
  fileNotSent: {
    status: 404,
    zh: '该附件还在添加者的电脑上，尚未传到服务器。',
    en: 'That file is still on its author’s machine and has not reached the server.',
  },
  filesDamaged: {
    zh: '本机的附件库损坏，已搁置为 {file}；已救回 {rescued} 个未发送的附件，其余可从服务器重新下载。',
    en: 'The files kept on this machine were damaged. They were set aside as {file}; {rescued} unsent files were rescued, the others can be fetched again.',
  },
  fileDamaged: {
    status: 422,
    zh: '附件内容与登记不符，未予保存，请重新添加。',
    en: 'The file’s content is not what was announced, so it was not kept. Add it again.',
  },
} as const satisfies Record<string, ErrorRow>
