import type { ErrorRow } from './error-row'

/** What can be refused or fail in remote assistance. */
export const remoteErrorRows = {
  remoteNotYours: { status: 403, zh: '这次远程协助由其他同事进行。', en: 'A colleague conducts this remote session.' },
  remoteNotJoined: {
    zh: '客户还没有输入连接码，请在电话里把连接码念给客户。',
    en: 'The customer has not typed the code yet. Read it out to them on the telephone.',
  },
  remoteEnded: {
    zh: '远程协助已经结束，需要时请重新发起。',
    en: 'The remote session is over. Start a new one if needed.',
  },
  remoteNotEnded: {
    zh: '远程协助还在进行，结束后再填写结束说明。',
    en: 'The remote session is still on. Write the closing note when it is over.',
  },
  remoteCodeSpent: {
    zh: '连接码不正确、已用过或已过期，请向坐席要一个新的。',
    en: 'The code is wrong, used or too old. Ask the agent for a new one.',
  },
  remoteTooManyCodes: {
    status: 429,
    zh: '这里输错连接码的次数过多，请十分钟后再试，或向坐席要链接。',
    en: 'Too many wrong codes from here. Try again in ten minutes, or ask the agent for the link.',
  },
  remoteTooManyRequests: {
    status: 429,
    zh: '一小时内发起的远程协助过多，请在 {minutes} 分钟后再发起。',
    en: 'Too many remote sessions were started within an hour. Start the next one in {minutes} minutes.',
  },
  remoteTooFast: {
    status: 429,
    zh: '发送过于频繁，部分内容未送达。',
    en: 'That was sent too fast; part of it did not arrive.',
  },
  remoteNotAllowed: {
    status: 403,
    zh: '客户没有同意这一项，或已经收回。',
    en: 'The customer has not allowed this, or has withdrawn it.',
  },
  remotePausedByCustomer: {
    zh: '客户暂停了画面，只有客户可以继续。',
    en: 'The customer has paused the picture; only they can go on.',
  },
  remoteOneAtATime: {
    zh: '您还有一次远程协助没有结束，请先结束它。',
    en: 'Another remote session of yours is still on. End it first.',
  },
  remoteFull: {
    zh: '这次远程协助的记录已满，请结束后重新发起。',
    en: 'The record of this remote session is full. End it and start a new one.',
  },
} as const satisfies Record<string, ErrorRow>
