import { caseErrorRows } from './case-errors'
import type { ErrorRow } from './error-row'
import { fileErrorRows } from './file-errors'
import { orderErrorRows } from './order-errors'
import { remoteErrorRows } from './remote-errors'
import { scheduleErrorRows } from './schedule-errors'

/**
 * The one table of everything that can be refused or fail, with its sentence in both languages.
 * A sentence says what happened, what is safe, what to do. `{name}` is filled from a failure's params.
 */
const errorRows = {
  // Malformed input.
  badInput: {
    status: 400,
    zh: '输入不符合要求：{detail}。已填写的内容仍在，请修改后重试。',
    en: 'That input is not valid: {detail}. What you typed is kept; correct it and try again.',
  },
  tooLarge: {
    status: 413,
    zh: '内容超过上限 {limit}，请精简后重试。',
    en: 'That is larger than the limit of {limit}. Shorten it and try again.',
  },
  unknownCommand: {
    zh: '服务端不认识操作“{name}”，请升级坐席台。',
    en: 'The server does not know the action “{name}”. Update the console.',
  },
  fieldsUnknown: {
    zh: '服务器版本较旧，不认识其中的内容（{fields}），因此未执行。您写的已保留，服务器升级后可重新发送。',
    en: 'The server is older and does not know part of this ({fields}), so nothing was done. What you wrote is kept; send it again after the server is updated.',
  },
  notFound: {
    status: 404,
    zh: '找不到该记录，可能已不在您的可见范围内。',
    en: 'That record was not found; it may no longer be within your scope.',
  },
  alreadyExists: { zh: '该记录已存在。', en: 'That record exists already.' },

  ...remoteErrorRows,
  ...orderErrorRows,
  ...scheduleErrorRows,
  ...caseErrorRows,
  ...fileErrorRows,

  // Session and permission.
  notSignedIn: {
    status: 401,
    zh: '登录已失效，请重新登录；未发送的内容已保留。',
    en: 'You are signed out. Sign in again; what was not sent is kept.',
  },
  wrongCredentials: { status: 401, zh: '账号或密码不正确。', en: 'The account or the password is not right.' },
  tooManyAttempts: {
    status: 429,
    zh: '尝试次数过多，请在 {minutes} 分钟后再试。',
    en: 'Too many attempts. Try again in {minutes} minutes.',
  },
  notAllowed: { status: 403, zh: '您的角色不能执行此操作。', en: 'Your role may not do this.' },
  outOfScope: { status: 403, zh: '该记录不在您的机构范围内。', en: 'That record is outside your organisation.' },

  // Calls.
  callNotForYou: { zh: '这通来电没有振铃到您的坐席。', en: 'This call is not ringing at your desk.' },
  callTaken: { zh: '来电已由其他坐席接听。', en: 'Another agent has taken this call.' },
  callEnded: { zh: '通话已结束。', en: 'The call has ended.' },
  callNotEnded: { zh: '通话尚未结束，结束后再填写小结。', en: 'The call is still on; wrap it up after it ends.' },
  callNotesFull: {
    zh: '这通电话的笔记已满 {limit} 条，请改记在工单里。',
    en: 'This call already has {limit} notes; write it on the ticket instead.',
  },
  callOfColleagues: {
    zh: '同事之间的通话不能开立工单。',
    en: 'A call between colleagues does not become a ticket.',
  },
  callNotCandidate: {
    zh: '该客户不在此来电号码的匹配名单中。',
    en: 'That customer is not among those matching this number.',
  },
  callIdentityFixed: {
    zh: '识别码已确认客户身份，不能改选其他客户。',
    en: 'The service code has already proved who the customer is.',
  },

  // A customer's file.
  accessBasisMissing: {
    zh: '打开该客户档案的依据不成立。请从与其有关的来电或未关闭的工单进入，或写明原因。',
    en: 'There is no basis for opening this customer’s file. Come from a call or an open ticket of theirs, or state a reason.',
  },

  // Telephone numbers.
  phoneNotYours: {
    status: 403,
    zh: '完整号码只显示给经办人。请先接手，或请经办人回电。',
    en: 'The whole number is shown only to those who handle this. Take it over first, or ask them to call back.',
  },
  phoneMissing: { zh: '这里没有留下号码。', en: 'There is no number here.' },

  // Tickets and what the entitlement allows.
  technicalNotEntitled: {
    zh: '此来电的服务权益不含技术支持，不能开立技术工单。可记录业务咨询，或转介当地授权服务机构。',
    en: 'This caller is not entitled to technical help, so no technical ticket can be opened. Log a business question or refer to a local organisation.',
  },
  businessNotEntitled: {
    zh: '该产品未通过正版核验，不提供服务；可转介当地授权服务机构核实。',
    en: 'This copy is not genuine, so no service is given. Refer the caller to a local organisation.',
  },
  ticketCustomerKnown: {
    zh: '识别码或来电号码已说明这张工单属于哪个客户，不能改挂。',
    en: 'The service code or the number already showed whose ticket this is; it cannot be given to another.',
  },
  referralIncomplete: {
    zh: '转介需要姓名、公司、电话、产品及版本，缺少：{missing}。',
    en: 'A referral needs name, company, phone, product and version. Missing: {missing}.',
  },
  referralNeedsOrganisation: {
    zh: '请选择要转介的授权服务机构。',
    en: 'Choose the authorised organisation to refer to.',
  },
  ticketClosed: { zh: '工单已关闭，请先重新打开。', en: 'The ticket is closed. Reopen it first.' },
  ticketNotOpen: {
    zh: '工单已解决或已关闭，不能再设为等待客户。',
    en: 'The ticket is solved or closed, so it waits for nobody.',
  },
  ticketNotSolved: {
    zh: '工单尚未解决，填写解决方案后才能关闭。',
    en: 'The ticket is not solved yet. Write the solution before closing it.',
  },
  ticketNotClosed: { zh: '工单尚在处理中，无需重新打开。', en: 'The ticket is still open.' },
  ticketSolutionMissing: { zh: '请写明解决方案。', en: 'Write down what solved it.' },
  ticketAlreadySolved: {
    zh: '工单已由他人给出解决方案。请对照两份内容后选择；您写的已保留。',
    en: 'Somebody else has solved this ticket. Compare both and choose; what you wrote is kept.',
  },
  editConflict: {
    zh: '您编辑期间，他人也修改了这些内容：{fields}。请逐项对照后选择；您写的已保留。',
    en: 'While you were editing, somebody else changed this too: {fields}. Compare and choose; what you wrote is kept.',
  },
  nothingChanged: { zh: '内容没有变化。', en: 'Nothing has changed.' },

  // The console and its surroundings.
  offline: {
    zh: '服务器暂时连不上。已写的内容都在本机，恢复后自动发送。',
    en: 'The server cannot be reached. What you wrote is safe here and is sent when it is back.',
  },
  serverUnreachable: {
    zh: '连不上服务器 {address}。请检查网络与设置中的服务器地址。',
    en: 'The server {address} cannot be reached. Check the network and the address in the settings.',
  },
  certificateSelfSigned: {
    zh: '服务器 {address} 的证书是自签名的，本机不信任，未连接。请管理员换用公司或公认机构签发的证书。',
    en: 'The certificate of {address} is self-signed and not trusted here, so nothing was sent. Ask the administrator for one of the company’s or a public authority.',
  },
  certificateUnknown: {
    zh: '服务器 {address} 的证书由本机不认识的机构签发，未连接。请管理员把公司的根证书装入本机系统，再重新启动坐席台。',
    en: 'The certificate of {address} was issued by an authority that this machine does not know, so nothing was sent. Ask the administrator to add the company’s root certificate to the system, then start the console again.',
  },
  certificateExpired: {
    zh: '服务器 {address} 的证书已过期，未连接。请管理员更新证书；也请核对本机的日期。',
    en: 'The certificate of {address} has expired, so nothing was sent. Ask the administrator to renew it, and check the date of this machine.',
  },
  certificateNotYetValid: {
    zh: '服务器 {address} 的证书尚未生效，未连接。请核对本机的日期；日期无误时请联系管理员。',
    en: 'The certificate of {address} is not valid yet, so nothing was sent. Check the date of this machine; if it is right, ask the administrator.',
  },
  certificateOtherHost: {
    zh: '服务器 {address} 出示的证书属于别的主机名，未连接。请核对设置中的服务器地址。',
    en: 'The certificate shown at {address} is for another host name, so nothing was sent. Check the address in the settings.',
  },
  certificateRefused: {
    zh: '服务器 {address} 的证书没有通过验证（{reason}），未连接。请联系管理员。',
    en: 'The certificate of {address} was not accepted ({reason}), so nothing was sent. Ask your administrator.',
  },
  consoleTooOld: {
    zh: '坐席台版本过旧，服务器要求协议 {minimum} 以上。请升级；未发送的内容已保留。',
    en: 'This console is too old: the server asks for protocol {minimum} or later. Update it; what was not sent is kept.',
  },
  serverTooOld: {
    zh: '服务器版本过旧（协议 {version}），请联系管理员升级。',
    en: 'The server is too old (protocol {version}). Ask your administrator to update it.',
  },
  databaseUnavailable: {
    status: 503,
    zh: '服务器的数据库暂不可用。未确认的内容保留在本机，恢复后自动重试。',
    en: 'The server’s database is not available. What was not confirmed is kept here and tried again.',
  },
  noKeyring: {
    zh: '本机没有可用的密钥环，请设置口令以加密本地数据。',
    en: 'This machine has no usable keyring. Set a passphrase to encrypt the local data.',
  },
  wrongPassphrase: {
    zh: '口令不正确，本地数据未打开。',
    en: 'The passphrase is not right; the local data stays closed.',
  },
  weakPassphrase: { zh: '口令至少 {minimum} 个字符。', en: 'A passphrase has at least {minimum} characters.' },
  vaultKeyLost: {
    zh: '密钥环中的密钥已变化，本地数据无法打开。可将其搁置并从服务器重新同步；搁置的文件不会删除。',
    en: 'The key in the keyring has changed, so the local data cannot be opened. Set it aside and synchronise again; the file set aside is not deleted.',
  },
  replicaDamaged: {
    zh: '本地数据库损坏，已搁置为 {file} 并从服务器重新同步；已救回 {rescued} 条未发送的操作。',
    en: 'The local database was damaged. It was set aside as {file} and is being synchronised again; {rescued} unsent actions were rescued.',
  },
  outboxRestored: {
    zh: '本地数据库的末尾损坏，已从副本补回 {count} 条操作，未丢失。',
    en: 'The end of the local database was damaged; {count} actions were restored from their second copy. Nothing is lost.',
  },
  replicaNewer: {
    zh: '本地数据库由更新版本的坐席台创建，请升级坐席台后再打开。数据未被改动。',
    en: 'The local database was made by a newer console. Update the console; the data was not touched.',
  },
  diskFull: {
    status: 507,
    zh: '磁盘空间不足，内容尚未保存。请清理空间后重试。',
    en: 'The disk is full and this was not saved. Free some space and try again.',
  },
  notWritable: {
    zh: '没有写入 {path} 的权限，请修改权限或更换目录。',
    en: 'There is no permission to write to {path}. Change the permission or choose another folder.',
  },
  portInUse: {
    zh: '端口 {port} 已被占用，请关闭占用它的程序或换一个端口（--port）。',
    en: 'Port {port} is in use. Stop the program that holds it or choose another port (--port).',
  },
  dataInUse: {
    zh: '数据目录 {path} 正由另一个服务器使用，请先停止它或换一个目录（--data）。',
    en: 'The data folder {path} is in use by another server. Stop that one first or choose another folder (--data).',
  },
  databaseNewer: {
    zh: '数据库由更新版本的服务器创建，请升级服务器后再启动。数据未被改动。',
    en: 'The database was made by a newer server. Update the server and start it again; the data was not touched.',
  },
  databaseNotReached: {
    zh: 'DATABASE_URL 指向的数据库无法使用：{detail}。请检查其中的地址、库名、账号与密码。',
    en: 'The database in DATABASE_URL cannot be used: {detail}. Check its address, name, account and password.',
  },
  databaseNotStarted: {
    zh: '内置数据库未能启动：{detail}。数据未被改动，请查看服务器日志。',
    en: 'The embedded database did not start: {detail}. The data was not touched; look at the server’s log.',
  },
  emptyFile: { zh: '文件是空的，未添加。', en: 'The file is empty and was not added.' },
  notAPicture: {
    zh: '无法作为图片显示，可另存后用其他程序打开。',
    en: 'This cannot be shown as a picture. Save it and open it with another program.',
  },
  deskRevoked: {
    status: 403,
    zh: '管理员已撤销本机的使用权，本地数据已清除。如有疑问请联系管理员。',
    en: 'An administrator has revoked this desk and its local data has been erased. Ask your administrator.',
  },
  leaseEnded: {
    zh: '离线时间超过 {hours} 小时，本地数据已锁定。连接服务器并登录后即可继续；未发送的内容已保留。',
    en: 'Offline for more than {hours} hours: the local data is locked. Connect and sign in to go on; what was not sent is kept.',
  },
  replicaErased: {
    zh: '离线期限已过，本地副本已按规定清除；未发送的 {count} 条操作已加密保留，登录后继续发送。',
    en: 'The offline time is over and the local copy was erased as agreed; {count} unsent actions are kept encrypted and are sent after you sign in.',
  },
  practiceUnavailable: { zh: '只有连接内置服务器时才能练习。', en: 'Practice needs the embedded server.' },
  browserUnavailable: {
    zh: '没能打开本机的浏览器。请点“复制链接”，自己在浏览器里打开。',
    en: 'This machine’s browser did not open. Press “Copy link” and open it in a browser yourself.',
  },
  recordFull: {
    zh: '这条记录的 {fields} 已到上限，再加就没有哪台坐席能读出它，所以没有保存。您写的内容还在，请另开一条记录。',
    en: 'The {fields} of this record are at their limit; with more, no console could read it, so it was not saved. What you wrote is kept; begin another record.',
  },
  internal: {
    status: 500,
    zh: '出现意外错误（编号 {reference}）。已写的内容未丢失，请重试或把编号告诉管理员。',
    en: 'Something unexpected happened (reference {reference}). Nothing written is lost; try again or give the reference to your administrator.',
  },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errorRows
export const errorTable: Record<ErrorCode, ErrorRow> = errorRows

export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]

/** The sentence of a failure in one language, its `{name}` places filled. */
export const errorSentence = (
  language: 'zh' | 'en',
  failure: { code: ErrorCode; params: Record<string, string> },
): string => errorTable[failure.code][language].replace(/\{(\w+)\}/g, (_, name: string) => failure.params[name] ?? '')

/** @returns the HTTP status of an answer that fails with this code */
export const errorStatus = (code: ErrorCode): number => errorTable[code].status ?? 400
